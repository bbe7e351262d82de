#include "archive/imports/clock_text.hpp"

#include <charconv>
#include <chrono>
#include <string>

namespace ebb {
namespace {

/// The digits at the front of `text`, so many at least and at most; they are taken off.
std::optional<int> take_number(std::string_view& text, std::size_t fewest, std::size_t most) {
  std::size_t digits = 0;
  while (digits < text.size() && digits < most && text[digits] >= '0' && text[digits] <= '9') {
    ++digits;
  }
  if (digits < fewest) {
    return std::nullopt;
  }
  int value = 0;
  std::from_chars(text.data(), text.data() + digits, value);
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

std::optional<double> take_day(std::string_view& text) {
  const auto year = take_number(text, 4, 4);
  if (!year || !take(text, "-/")) {
    return std::nullopt;
  }
  const auto month = take_number(text, 1, 2);
  if (!month || !take(text, "-/")) {
    return std::nullopt;
  }
  const auto day = take_number(text, 1, 2);
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(day.value_or(0))}};
  if (!date.ok() || !take(text, "T ")) {
    return std::nullopt;
  }
  return 86400.0 * static_cast<double>(std::chrono::sys_days{date}.time_since_epoch().count());
}

std::optional<double> take_time_of_day(std::string_view& text) {
  const auto hour = take_number(text, 1, 2);
  if (!hour || !take(text, ":")) {
    return std::nullopt;
  }
  const auto minute = take_number(text, 1, 2);
  if (!minute || !take(text, ":")) {
    return std::nullopt;
  }
  const auto second = take_number(text, 1, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  double value = 3600.0 * *hour + 60.0 * *minute + *second;
  if (take(text, ".,")) {
    double part = 0.1;
    std::size_t digits = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
      value += part * (text.front() - '0');
      part *= 0.1;
      text.remove_prefix(1);
      ++digits;
    }
    if (digits == 0) {
      return std::nullopt;
    }
  }
  return value;
}

/// Seconds that a zone is ahead: "Z", "+00:00", "-0530", "-05", or none. Nothing for another text.
std::optional<double> take_zone(std::string_view& text) {
  const bool behind = !text.empty() && text.front() == '-';
  if (!take(text, "+-")) {
    take(text, "Z");
    return 0.0;
  }
  const auto hours = take_number(text, 2, 2);
  const bool colon = take(text, ":");
  const auto minutes = take_number(text, 2, 2);
  if (!hours || *hours > 23 || minutes.value_or(0) > 59 || (colon && !minutes)) {
    return std::nullopt;
  }
  const double ahead = 3600.0 * *hours + 60.0 * minutes.value_or(0);
  return behind ? -ahead : ahead;
}

}  // namespace

std::optional<double> seconds_of(std::string_view text) {
  double day = 0.0;
  std::string_view rest = text;
  if (const auto found = take_day(rest)) {
    day = *found;
  } else {
    rest = text;
  }
  const auto time = take_time_of_day(rest);
  const auto zone = take_zone(rest);
  if (!time || !zone || !rest.empty()) {
    return std::nullopt;
  }
  return day + *time - *zone;
}

}  // namespace ebb
