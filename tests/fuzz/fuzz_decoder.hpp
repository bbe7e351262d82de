#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "sensors/decoder.hpp"

namespace ebb {

/// Counts and sums what a decoder gives, so that two runs can be compared without keeping them.
class ReadingDigest {
 public:
  void push(const Reading& reading) {
    ++count_;
    sum_ = sum_ * 31 + reading.index();
    if (const auto* sample = std::get_if<WaveSample>(&reading)) {
      require(sample->value == sample->value);
    }
    if (const auto* interval = std::get_if<IntervalReading>(&reading)) {
      require(interval->interval.count() > 0);
    }
    if (const auto* battery = std::get_if<BatteryReading>(&reading)) {
      require(battery->percent >= 0 && battery->percent <= 100);
    }
  }
  [[nodiscard]] bool operator==(const ReadingDigest&) const = default;

  static void require(bool holds) {
    if (!holds) {
      std::abort();
    }
  }

 private:
  std::uint64_t count_ = 0;
  std::uint64_t sum_ = 0;
};

/// Whatever the bytes: no crash, only readings that make sense, and the same ones when the bytes
/// come one at a time.
inline void fuzz_decoder(std::string_view protocol, std::span<const std::uint8_t> bytes) {
  const auto at_once = make_decoder(protocol);
  const auto one_by_one = make_decoder(protocol);
  ReadingDigest all;
  ReadingDigest each;
  at_once->push(bytes, HostTime{}, [&](const Reading& reading) { all.push(reading); });
  for (const std::uint8_t byte : bytes) {
    one_by_one->push({&byte, 1}, HostTime{}, [&](const Reading& reading) { each.push(reading); });
  }
  ReadingDigest::require(all == each);
  ReadingDigest::require(at_once->damage().frames == one_by_one->damage().frames);
  at_once->reset();
  at_once->push(bytes, HostTime{}, [](const Reading&) {});
}

}  // namespace ebb
