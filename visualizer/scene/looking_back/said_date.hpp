#pragma once

#include <cstdint>
#include <string>

#include "visualizer/scene/texts.hpp"

namespace ebb::scene {

/// An instant as the calendar and the clock on the wall had it.
struct WallTime {
  int year = 1970;
  int month = 1;    ///< 1..12
  int day = 1;      ///< 1..31
  int weekday = 0;  ///< 0 is Monday
  int hour = 0;
  int minute = 0;
};

/// From Unix time in milliseconds; what lies beyond the years 1 to 9999 is drawn to them.
[[nodiscard]] WallTime wall_time(std::int64_t unix_ms, int utc_offset_min);

/// "Sunday the twenty-second, evening": in words, without a digit.
[[nodiscard]] std::string said_day(const WallTime& time, const Texts& texts);
/// "November", "November, last year", "November, earlier": seen from a day in `this_year`.
[[nodiscard]] std::string said_month(const WallTime& time, int this_year, const Texts& texts);
/// "Sunday 22 November 2026, 18:30": for who asked for numbers.
[[nodiscard]] std::string numbered_day(const WallTime& time, const Texts& texts);

}  // namespace ebb::scene
