#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "estimation/breath/heart_breath_tracker.hpp"

/// The first byte says how often the rest is repeated and whether somebody leads. Each three bytes
/// are an interval (16 bits, ms; a few stand for wild ones) and a verdict.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 1) {
    return 0;
  }
  ebb::HeartBreathTracker tracker;
  if ((bytes[0] & 1U) != 0) {
    tracker.expect(ebb::BreathsPerMinute{static_cast<double>(bytes[0] / 4U)});
  }
  ebb::HostTime now{};
  for (unsigned turn = 0; turn <= bytes[0] / 2U; ++turn) {
    for (std::size_t i = 1; i + 3 <= size; i += 3) {
      std::uint16_t word = 0;
      std::memcpy(&word, bytes + i, 2);
      double interval = word;
      if (word >= 0xFF00U) {
        interval = word % 2U == 0 ? std::nan("") : std::ldexp(-1.0, word & 0xFFU);
      }
      now += std::chrono::milliseconds{word % 0x2000U};
      if (bytes[i + 2] >= 0xF0U) {
        now -= std::chrono::seconds{3};
      }
      const auto verdict = static_cast<ebb::IntervalVerdict>(bytes[i + 2] % 7U);
      tracker.push({now, ebb::Milliseconds{interval}, verdict});
      const auto rate = tracker.rate(now);
      const auto phase = tracker.phase(now);
      if (rate && !(rate->value.value() > 2.0 && rate->value.value() < 34.0 &&
                    rate->quality >= 0.0 && rate->quality <= 1.0)) {
        std::abort();
      }
      if (phase && !(phase->value.value() >= 0.0 && phase->value.value() < 1.0)) {
        std::abort();
      }
      if (rate.has_value() != (tracker.fault() == ebb::SignalFault::none)) {
        std::abort();
      }
    }
  }
  return 0;
}
