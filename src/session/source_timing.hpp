#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/reading.hpp"
#include "core/time.hpp"
#include "estimation/clocks/clock_alignment.hpp"
#include "estimation/clocks/sample_clock.hpp"

namespace ebb {

/// One sensor's times on the host's clock. A device clock is aligned by fit; where there is none,
/// or its crystal is unusable, samples are timed by an even clock rebuilt from their arrivals.
class SourceTiming {
 public:
  void push(const ClockReading& reading);
  /// Call once for each sample, in order.
  HostTime sample_time(const WaveSample& sample);
  /// Whether this sample's time is its device's word, not rebuilt from arrivals.
  [[nodiscard]] bool timed(const WaveSample& sample) const {
    return sample.time && alignment_.state() != ClockAlignment::State::arrival_only;
  }
  [[nodiscard]] HostTime event_time(const std::optional<DeviceTime>& device,
                                    HostTime arrival) const;
  /// How long so many samples last in a stream that is timed by its arrivals; nothing until its
  /// rate is known.
  [[nodiscard]] std::optional<Seconds> length(std::uint8_t stream, std::uint32_t samples) const;
  /// So many samples of each stream were lost before the next.
  void lose(std::uint32_t samples);
  void reset();

 private:
  static constexpr std::size_t kStreams = 16;  ///< more of one device share a clock
  ClockAlignment alignment_;
  std::array<SampleClock, kStreams> sample_clocks_;
};

}  // namespace ebb
