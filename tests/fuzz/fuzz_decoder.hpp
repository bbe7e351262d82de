#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
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

/// How an input is cut for the second decoder follows from the input, so that a finding comes
/// again.
class Cuts {
 public:
  explicit Cuts(std::span<const std::uint8_t> bytes) {
    for (const std::uint8_t byte : bytes) {
      state_ = (state_ ^ byte) * 16'777'619U;  // FNV-1a
    }
    // Byte by byte in one input of four; else pieces of up to 3, 15 or 255 bytes.
    constexpr std::array<std::uint32_t, 4> kLongest{1, 3, 15, 255};
    longest_ = kLongest[(state_ >> 16U) % kLongest.size()];
  }
  [[nodiscard]] std::size_t next(std::size_t left) {
    state_ = state_ * 1'664'525U + 1'013'904'223U;
    return std::min<std::size_t>(left, 1 + (state_ >> 16U) % longest_);
  }

 private:
  std::uint32_t state_ = 2'166'136'261U;
  std::uint32_t longest_ = 1;
};

/// Whatever the bytes: no crash, only readings that make sense, and the same ones however the bytes
/// are cut. What was reset takes the rest of the input as a link that was lost in its middle would.
inline void fuzz_decoder(std::string_view protocol, std::span<const std::uint8_t> bytes) {
  const auto at_once = make_decoder(protocol);
  const auto in_pieces = make_decoder(protocol);
  ReadingDigest all;
  ReadingDigest each;
  at_once->push(bytes, HostTime{}, [&](const Reading& reading) { all.push(reading); });
  Cuts cuts{bytes};
  const ReadingSink sink = [&](const Reading& reading) { each.push(reading); };
  for (auto left = bytes; !left.empty();) {
    const std::size_t size = cuts.next(left.size());
    in_pieces->push(left.first(size), HostTime{}, sink);
    left = left.subspan(size);
  }
  ReadingDigest::require(all == each);
  ReadingDigest::require(at_once->damage().frames == in_pieces->damage().frames);
  at_once->reset();
  at_once->push(bytes.subspan(cuts.next(bytes.size())), HostTime{}, [](const Reading&) {});
}

}  // namespace ebb
