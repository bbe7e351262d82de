#pragma once

#include <optional>
#include <string_view>

namespace ebb {

/// Seconds of a date and time ("2016-11-24 13:58:58.081", "2022-04-25T11:39:36,029Z",
/// "2022-04-25 13:39:36+02:00") from the beginning of 1970, or of a time of day ("13:58:58.5") from
/// midnight; what a zone is ahead is taken off. Nothing when the text is neither, or no such moment
/// exists.
[[nodiscard]] std::optional<double> seconds_of(std::string_view text);

}  // namespace ebb
