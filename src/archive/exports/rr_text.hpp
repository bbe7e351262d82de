#pragma once

#include <string>

#include "archive/kept_session.hpp"

namespace ebb {

/// The intervals between the beats for other programs: one a line in milliseconds, as they were
/// told, and nothing else (Kubios and others refuse anything but numbers). Where something was lost
/// no interval is known, and none is written.
[[nodiscard]] std::string rr_text(const KeptSession& session);

/// Which of those lines Ebb does not believe, and why: a table of line (from 1), time_s,
/// interval_ms and verdict. Nothing when it believes them all and none is missing. A gap has the
/// line that comes after it.
[[nodiscard]] std::string rr_set_aside(const KeptSession& session);

}  // namespace ebb
