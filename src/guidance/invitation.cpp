#include "guidance/invitation.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace ebb {
namespace {

constexpr int kDay = 24 * 60;
constexpr std::size_t kLongestRow = 73;  ///< bytes before a row is folded; the standard says 75

std::optional<int> whole(std::string_view text, int most) {
  int value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool read = failed == std::errc{} && end == text.data() + text.size() && text.size() <= 2;
  return read && value >= 0 && value <= most ? std::optional{value} : std::nullopt;
}

/// Commas, semicolons and backslashes mean something in such a file, and a line ends its row.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20U) {
      out += c == ',' || c == ';' || c == '\\' ? std::string{'\\', c} : std::string{c};
    }
  }
  return out;
}

/// With its end, and folded between characters where it is long.
std::string row(const std::string& text) {
  std::string out;
  std::size_t length = 0;
  for (const char c : text) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (begins && length >= kLongestRow - 3) {
      out += "\r\n ";
      length = 1;
    }
    out += c;
    ++length;
  }
  return out + "\r\n";
}

}  // namespace

std::optional<int> parse_time_of_day(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.size() - colon != 3) {
    return std::nullopt;
  }
  const auto hour = whole(text.substr(0, colon), 23);
  const auto minute = whole(text.substr(colon + 1), 59);
  return hour && minute ? std::optional{*hour * 60 + *minute} : std::nullopt;
}

std::string time_of_day_text(int minutes) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", minutes / 60, minutes % 60);
  return text.data();
}

bool invited_at(int minute, std::optional<int> invitation) {
  return invitation && (minute - *invitation + kDay) % kDay < kInvitationMinutes;
}

std::string invitation_calendar(CalendarDay first, int minutes, std::string_view line,
                                std::string_view id, std::string_view made) {
  std::array<char, 48> begins{};
  std::snprintf(begins.data(), begins.size(), "%04d%02d%02dT%02d%02d00", first.year, first.month,
                first.day, minutes / 60, minutes % 60);
  const std::string said = escaped(line);
  return row("BEGIN:VCALENDAR") + row("VERSION:2.0") + row("PRODID:-//Ebb//Invitation//EN") +
         row("BEGIN:VEVENT") + row("UID:" + std::string{id} + "@ebb") +
         row("DTSTAMP:" + std::string{made}) + row("DTSTART:" + std::string{begins.data()}) +
         row("DURATION:PT5M") + row("RRULE:FREQ=DAILY") + row("SUMMARY:" + said) +
         row("TRANSP:TRANSPARENT") + row("CLASS:PRIVATE") + row("BEGIN:VALARM") +
         row("ACTION:DISPLAY") + row("TRIGGER:PT0S") + row("DESCRIPTION:" + said) +
         row("END:VALARM") + row("END:VEVENT") + row("END:VCALENDAR");
}

}  // namespace ebb
