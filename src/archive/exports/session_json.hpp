#pragma once

#include <functional>
#include <string>

#include "archive/kept_session.hpp"

namespace ebb {

/// All of a session but its raw bytes, as JSON: the names, units and spellings of csv_bundle(), an
/// object for the session and a list of objects for each table. Text that is not UTF-8 is mended.
/// `progress` is told how far it has come, 0 to 1, and may throw.
[[nodiscard]] std::string session_json(
    const KeptSession& session, const std::function<void(double)>& progress = [](double) {});

}  // namespace ebb
