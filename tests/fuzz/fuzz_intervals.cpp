#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

#include "estimation/intervals/interval_correction.hpp"
#include "estimation/intervals/interval_judge.hpp"
#include "estimation/variability/sliding_hrv.hpp"

namespace {

/// Two bytes an interval: its upper bits choose plain milliseconds or something wild.
double interval_of(std::uint16_t word) {
  switch (word >> 13U) {
    case 7:
      return std::ldexp(1.0, static_cast<int>(word & 2047U) - 1023);
    case 6:
      return word % 2U == 0 ? -static_cast<double>(word) : std::nan("");
    default:
      return static_cast<double>(word & 8191U) * 0.25;
  }
}

void require(bool held) {
  if (!held) {
    std::abort();
  }
}

}  // namespace

/// Every beat gets a verdict, live and for the whole; nothing usable is made up out of range.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ebb;
  std::vector<Beat> beats;
  std::int64_t time = 0;
  for (std::size_t i = 0; i + 1 < size; i += 2) {
    std::uint16_t word = 0;
    std::memcpy(&word, data + i, sizeof word);
    const double ms = interval_of(word);
    time += ms > 0.0 && ms < 1e5 ? static_cast<std::int64_t>(ms * 1e3) : 0;
    beats.push_back({HostTime{Microseconds{time}},
                     Milliseconds{ms},
                     word == 0 ? IntervalVerdict::gap : IntervalVerdict::normal,
                     {}});
  }
  IntervalJudge judge;
  SlidingHrv sliding;
  std::size_t judged = 0;
  const auto take = [&](const std::optional<Beat>& beat) {
    if (beat) {
      ++judged;
      sliding.push(*beat);
      for (std::size_t which = 0; which < SlidingHrv::kLengths.size(); ++which) {
        const auto values = sliding.values(which);
        require(!values ||
                (std::isfinite(values->sdnn.count()) && std::isfinite(values->rmssd.count()) &&
                 values->set_aside_share >= 0.0 && values->set_aside_share <= 1.0));
      }
    }
  };
  for (const Beat& beat : beats) {
    take(judge.push(beat));
  }
  take(judge.flush());
  require(judged == beats.size());

  const IntervalCorrection found = correct_intervals(beats);
  require(found.judged.size() == beats.size());
  require(found.corrected_share >= 0.0 &&
          found.corrected_share + found.set_aside_share <= 1.0 + 1e-9);
  for (const Interval& interval : found.series) {
    require(!interval.usable() ||
            (std::isfinite(interval.value.count()) && interval.value.count() <= 10'000.0));
  }
  return 0;
}
