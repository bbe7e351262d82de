#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ebb {

/// An invitation asks for nothing: one line at a time of day that a person chose. Nothing is noted
/// about it, so passing it by changes nothing.

/// Minutes since midnight, 0 to 1439, of a text like "19:30" or "7:05"; nothing for any other.
[[nodiscard]] std::optional<int> parse_time_of_day(std::string_view text);
/// "07:05"
[[nodiscard]] std::string time_of_day_text(int minutes);

/// How long an invitation stands on a screen.
inline constexpr int kInvitationMinutes = 30;
/// Whether it stands there, that many minutes after midnight; across midnight too.
[[nodiscard]] bool invited_at(int minute, std::optional<int> invitation);

struct CalendarDay {
  int year = 2026;
  int month = 1;  ///< 1 to 12
  int day = 1;    ///< 1 to 31
};

/// A calendar file (iCalendar, RFC 5545) with one entry a day from `first` on, at `minutes` after
/// midnight wherever its reader is. It takes no time out of the day, shows one line, makes no sound
/// of its own, and holds no name. `id` tells two of them apart; `made` is "19700101T000000Z".
[[nodiscard]] std::string invitation_calendar(CalendarDay first, int minutes, std::string_view line,
                                              std::string_view id, std::string_view made);

}  // namespace ebb
