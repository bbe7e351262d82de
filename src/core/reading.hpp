#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// What a stream of numbers is. The values are those of the Ebb link's STREAM descriptor.
enum class StreamKind : std::uint8_t {
  ecg = 1,
  ppg = 2,
  respiration = 3,
  acceleration = 4,
  heart_rate = 5,
  interval = 6,
  spo2 = 7,
};

/// The device's clock was seen at this reading when its bytes arrived here. One a frame, and before
/// the samples of that frame: the pair that clock alignment fits.
struct ClockReading {
  DeviceTime device;
  HostTime arrival;
  /// The device answers a question about its clock; both delays are in it.
  struct Question {
    HostTime asked;
    DeviceTime heard;
  };
  std::optional<Question> question{};
};

/// One sample of a waveform, in the device's own unit. Without `time` the arrival is all there is,
/// and the session rebuilds an even sample clock from the arrivals.
struct WaveSample {
  StreamKind kind = StreamKind::respiration;
  std::uint8_t stream = 0;
  double value = 0.0;
  std::optional<DeviceTime> time;
  HostTime arrival;
};

/// One beat-to-beat interval that a device measured itself. The packet's arrival is not the beat's
/// time: `reception` is the bridge's radio time stamp when there is a bridge, and
/// `later_in_packet` counts the intervals that follow this one in the same packet.
struct IntervalReading {
  Milliseconds interval{};
  bool optical = false;  ///< pulse-to-pulse (PP), smoother than RR
  std::uint8_t later_in_packet = 0;
  std::optional<DeviceTime> reception;
  HostTime arrival;
};

/// The device says that a beat was now.
struct BeatReading {
  std::optional<Milliseconds> interval;  ///< to the beat before, if the device measured it
  bool optical = true;
  std::optional<DeviceTime> time;
  HostTime arrival;
};

/// A rate that the device worked out by a method of its own; carried, never preferred to intervals.
struct HeartRateReading {
  BeatsPerMinute rate;
  HostTime arrival;
};

struct ContactReading {
  bool on_body = false;
  HostTime arrival;
};

struct BatteryReading {
  int percent = 0;
  HostTime arrival;
};

/// Who the device is; `boot` changes when it restarts, and its clock with it.
struct HelloReading {
  std::string name;
  std::uint32_t boot = 0;
  HostTime arrival;
};

/// Something was lost on the way: no interval may be counted across it.
struct LossReading {
  std::uint32_t frames = 0;
  HostTime arrival;
};

using Reading =
    std::variant<ClockReading, WaveSample, IntervalReading, BeatReading, HeartRateReading,
                 ContactReading, BatteryReading, HelloReading, LossReading>;

}  // namespace ebb
