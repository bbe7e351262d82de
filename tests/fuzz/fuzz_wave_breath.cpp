#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "estimation/breath/wave_breath_tracker.hpp"

// Records of eleven bytes: what comes (a sample or a beat of either wave), the step in time in
// hundredths of a second, signed, and a number. Nothing that is told may be out of range.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ebb;
  constexpr std::size_t kRecord = 11;
  WaveBreathTracker tracker;
  HostTime now = at_seconds<HostTime>(1000.0);
  for (std::size_t at = 0; at + kRecord <= size; at += kRecord) {
    std::int16_t step = 0;
    double value = 0.0;
    std::memcpy(&step, data + at + 1, sizeof step);
    std::memcpy(&value, data + at + 3, sizeof value);
    now += Microseconds{std::int64_t{step} * 10'000};
    const StreamKind wave = (data[at] & 1U) != 0 ? StreamKind::ecg : StreamKind::ppg;
    if ((data[at] & 2U) != 0) {
      tracker.push(wave, now, value);
    } else {
      tracker.push(wave, Beat{now, Milliseconds{value}});
    }
    if (const auto rate = tracker.rate(now)) {
      const double told = rate->value.value();
      if (!(told > 0.0 && told < 60.0 && rate->quality >= 0.0 && rate->quality <= 1.0)) {
        std::abort();
      }
    }
  }
  return 0;
}
