#pragma once

#include <vector>

#include "archive/kept_session.hpp"
#include "archive/session_file/kept_item.hpp"

namespace ebb {

/// What to write so that the file holds this session: for a SessionStart whose clock is zero and
/// which knows its length, since one that was cut off has no end among them.
[[nodiscard]] std::vector<KeptItem> session_items(const KeptSession& session);

}  // namespace ebb
