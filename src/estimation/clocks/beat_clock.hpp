#pragma once

#include <cstdint>
#include <optional>

#include "core/event.hpp"
#include "core/reading.hpp"
#include "core/time.hpp"
#include "estimation/clocks/clock_alignment.hpp"

namespace ebb {

/// When the beats were whose intervals a strap reports. A packet carries any number of intervals
/// and comes up to a second or two after the last of their beats, so its arrival is no beat's time.
/// The sum of the intervals is a clock of its own, the strap's: beats advance by their intervals,
/// and that clock's offset is held, slowly, where the freshest beat of the last two minutes met its
/// packet. What a strap needs at the least to see a beat and tell it cannot be seen from here; it
/// is Config::shortest_delay and is part of Beat::lag.
///
/// A recording played faster than time keeps its intervals: its timeline runs ahead of the host's.
class BeatClock {
 public:
  struct Config {
    Milliseconds shortest_delay{250.0};
    Seconds lost{2.5};  ///< longer than a beat may wait for its packet: something was lost
  };

  BeatClock();
  explicit BeatClock(const Config& config);

  /// `reception` is the packet's, on the host's clock: the reading's own `reception` through
  /// ClockAlignment when there is one, else its `arrival`. Nothing for an interval that is no
  /// number, and for one sent again: the value of the notification before, while the sum of
  /// intervals outruns the device's clock. Arrival alone proves no such thing.
  std::optional<Beat> push(const IntervalReading& reading, HostTime reception);
  /// A beat told as it happens; `time` is the reading's own through ClockAlignment, else its
  /// arrival.
  std::optional<Beat> push(const BeatReading& reading, HostTime time);
  /// Something was lost on the way: the next beat's verdict is gap and its time starts anew.
  void interrupt();
  void reset();

 private:
  std::optional<Beat> advance(Milliseconds interval, int later, HostTime reception);
  [[nodiscard]] bool misses_beats(DeviceTime strap, HostTime reception) const;
  [[nodiscard]] bool sent_again(const IntervalReading& reading);

  /// The freshest beat seen on the device's clock, and the intervals counted since.
  struct Guard {
    DeviceTime reception;
    Milliseconds interval{};
    DeviceTime freshest;
    Milliseconds ahead{};
  };

  Config config_;
  ClockAlignment alignment_;
  Milliseconds sum_{};  ///< of the intervals: the strap's own clock
  Milliseconds since_packet_{};
  HostTime last_packet_{};
  bool running_ = false;
  bool interrupted_ = false;
  bool beaten_ = false;
  HostTime last_time_{};
  bool guarded_ = false;
  Guard guard_{};
};

}  // namespace ebb
