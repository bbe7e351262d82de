#include "archive/exports/rr_text.hpp"

#include <cstddef>

#include "archive/exports/csv_text.hpp"
#include "archive/exports/number_text.hpp"
#include "feed/words.hpp"

namespace ebb {
namespace {

constexpr int kPlaces = 3;  // a strap counts in 1/1024 s

bool is_known(const Beat& beat) {
  return beat.verdict != IntervalVerdict::gap && beat.interval > Milliseconds{} &&
         !fixed(beat.interval.count(), kPlaces).empty();
}

}  // namespace

std::string rr_text(const KeptSession& session) {
  std::string text;
  for (const Beat& beat : session.beats) {
    if (is_known(beat)) {
      text += fixed(beat.interval.count(), kPlaces) + "\n";
    }
  }
  return text;
}

std::string rr_set_aside(const KeptSession& session) {
  CsvText table{"line", "time_s", "interval_ms", "verdict"};
  const std::size_t empty = table.text().size();
  std::size_t line = 1;
  bool any_before = false;
  for (const Beat& beat : session.beats) {
    const bool known = is_known(beat);
    const bool believed = beat.verdict == IntervalVerdict::normal;
    if (known ? !believed : any_before) {
      table.row({std::to_string(line), seconds_text(beat.time),
                 known ? fixed(beat.interval.count(), kPlaces) : std::string{},
                 feed::word(known ? beat.verdict : IntervalVerdict::gap)});
    }
    line += known ? 1U : 0U;
    any_before = true;
  }
  return table.text().size() == empty ? std::string{} : table.text();
}

}  // namespace ebb
