#include "visualizer/scene/looking_back/said_date.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace ebb::scene {
namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kFirst = -62'135'596'800'000;  ///< the year 1
constexpr std::int64_t kLast = 253'402'300'799'000;   ///< the end of 9999

/// The hour from which each of `looking.day_parts` counts, the first being midnight.
constexpr std::array kPartsFrom{0, 5, 12, 17, 21};

const std::string& at(const std::vector<std::string>& words, int place) {
  static const std::string none;
  return place >= 0 && place < static_cast<int>(words.size())
             ? words[static_cast<std::size_t>(place)]
             : none;
}

}  // namespace

WallTime wall_time(std::int64_t unix_ms, int utc_offset_min) {
  const std::int64_t local = std::clamp(unix_ms, kFirst, kLast) +
                             std::clamp(utc_offset_min, -1440, 1440) * std::int64_t{60'000};
  std::int64_t days = local / kDay;
  std::int64_t rest = local % kDay;
  if (rest < 0) {
    rest += kDay;
    --days;
  }
  // Days to a date by eras of 400 years that begin in March (Hinnant's arithmetic).
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const std::int64_t of_era = shifted - era * 146'097;
  const std::int64_t year = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::int64_t month = (5 * of_year + 2) / 153;
  WallTime time;
  time.day = static_cast<int>(of_year - (153 * month + 2) / 5 + 1);
  time.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  time.year = static_cast<int>(year + era * 400 + (time.month <= 2 ? 1 : 0));
  time.weekday = static_cast<int>(((days % 7) + 10) % 7);  // the first day was a Thursday
  time.hour = static_cast<int>(rest / 3'600'000);
  time.minute = static_cast<int>(rest / 60'000 % 60);
  return time;
}

std::string said_day(const WallTime& time, const Texts& texts) {
  const auto part = std::upper_bound(kPartsFrom.begin(), kPartsFrom.end(), time.hour) - 1;
  std::string said =
      texts("looking.day", "weekday", at(texts.list("looking.weekdays"), time.weekday));
  const auto put = [&said](std::string_view name, const std::string& value) {
    if (const auto place = said.find(name); place != std::string::npos) {
      said.replace(place, name.size(), value);
    }
  };
  put("{day}", at(texts.list("looking.days"), time.day - 1));
  put("{part}", at(texts.list("looking.day_parts"), static_cast<int>(part - kPartsFrom.begin())));
  return said;
}

std::string said_month(const WallTime& time, int this_year, const Texts& texts) {
  const std::string& month = at(texts.list("looking.months"), time.month - 1);
  if (time.year >= this_year) {
    return month;
  }
  return texts(time.year == this_year - 1 ? "looking.last_year" : "looking.earlier", "month",
               month);
}

std::string numbered_day(const WallTime& time, const Texts& texts) {
  char clock[16] = {};
  std::snprintf(clock, sizeof clock, "%02d:%02d", time.hour, time.minute);
  return at(texts.list("looking.weekdays"), time.weekday) + " " + std::to_string(time.day) + " " +
         at(texts.list("looking.months"), time.month - 1) + " " + std::to_string(time.year) + ", " +
         clock;
}

}  // namespace ebb::scene
