#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "estimation/breath/chest_motion.hpp"
#include "estimation/breath/respiration_tracker.hpp"

namespace {

template <class Tracker>
void check(const Tracker& tracker, ebb::HostTime now) {
  if (const auto rate = tracker.rate(now)) {
    const double told = rate->value.value();
    if (!(std::isfinite(told) && told > 0.0 && rate->quality >= 0.0 && rate->quality <= 1.0)) {
      std::abort();
    }
  }
  if (const auto phase = tracker.phase(now)) {
    if (!(phase->value.value() >= 0.0 && phase->value.value() < 1.0)) {
      std::abort();
    }
  }
}

}  // namespace

/// The first byte says which wave it is and how often the rest is repeated. Each ten bytes are a
/// step in time (16 bits signed, of 1/4 ms) and a value (the bits of a double).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 1) {
    return 0;
  }
  const unsigned how = bytes[0];
  using Tracker = ebb::RespirationTracker;
  Tracker belt({.wave = (how & 1U) != 0 ? Tracker::Wave::flow : Tracker::Wave::volume,
                .polarity = (how & 2U) != 0 ? Tracker::Polarity::falls_on_in_breath
                                            : Tracker::Polarity::rises_on_in_breath});
  ebb::ChestMotion chest;
  double axes[3] = {};
  unsigned axis = 0;
  ebb::HostTime now{};
  for (unsigned turn = 0; turn <= how / 4U; ++turn) {
    for (std::size_t i = 1; i + 10 <= size; i += 10) {
      std::int16_t step = 0;
      double value = 0.0;
      std::memcpy(&step, bytes + i, 2);
      std::memcpy(&value, bytes + i + 2, 8);
      now += ebb::Microseconds{250LL * step};
      belt.push(now, value);
      axes[axis++ % 3U] = value;
      chest.push(now, axes[0], axes[1], axes[2]);
      check(belt, now);
      check(chest, now);
    }
  }
  check(belt, now + std::chrono::seconds{5});
  check(chest, now + std::chrono::seconds{5});
  return 0;
}
