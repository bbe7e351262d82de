#pragma once

#include <string>

#include "archive/kept_session.hpp"

namespace ebb {

/// All of a session but its raw bytes, as JSON: the names, units and spellings of csv_bundle(), an
/// object for the session and a list of objects for each table. Text that is not UTF-8 is mended.
[[nodiscard]] std::string session_json(const KeptSession& session);

}  // namespace ebb
