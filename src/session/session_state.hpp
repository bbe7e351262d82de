#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "session/breath_path.hpp"
#include "session/heart_and_breath.hpp"
#include "session/heart_path.hpp"
#include "session/heart_waves.hpp"
#include "session/repeated_intervals.hpp"
#include "session/session.hpp"
#include "session/source_choice.hpp"
#include "session/source_timing.hpp"

namespace ebb {

/// What a session knows: of each sensor, and what has been made out of them all. Only session.cpp
/// (readings in) and session_snapshot.cpp (what a viewer is told) need it.
struct Session::Impl {
  struct Source {
    SourceStatus status;
    SourceTiming timing;
    std::optional<std::uint32_t> boot;
    bool timed = false;        ///< its last sample came with a time of the device
    bool about_heart = false;  ///< though perhaps while it was not worn
    bool tells_beats = false;  ///< so none that are found in its waveform are counted
    RepeatedIntervals repeated;
    int impossible = 0;  ///< intervals in a row that no heart has
  };

  std::vector<Source> sources;
  SourceChoice heart_choice;
  HeartPath heart;
  HeartWaves waves;
  std::optional<StreamKind> heart_kind;  ///< what the heart is read from
  BreathPath breath;
  HeartAndBreath together;
  std::optional<Estimate<BeatsPerMinute>> told_rate;
  HostTime heart_heard{};  ///< arrival of what last told of the heart
  bool ever = false;

  void on_beat(const Beat& beat, const EventSink& sink);
  void on_breath(const Breath& whole, const EventSink& sink);
  HeartPath::BeatSink beats_to(const EventSink& sink) {
    return [this, &sink](const Beat& beat) { on_beat(beat, sink); };
  }
  /// By its own word it is not worn: what it goes on sending is nobody's.
  [[nodiscard]] bool is_put_down(SourceId id) const {
    return !sources[id].status.on_body.value_or(true);
  }
  bool heart_from(SourceId id, StreamKind kind, int rank, HostTime arrival);
  void weigh(HostTime arrival);
  /// Nothing more is to be told of this sensor until it speaks again.
  void interrupt(SourceId id);

  // What each kind of reading does.
  void take(SourceId id, const ClockReading& reading, const EventSink& sink);
  void take(SourceId id, const WaveSample& sample, const EventSink& sink);
  void take_wave(SourceId id, const WaveSample& sample, HostTime time, const EventSink& sink);
  void take(SourceId id, const IntervalReading& reading, const EventSink& sink);
  void take(SourceId id, const BeatReading& reading, const EventSink& sink);
  void take(SourceId id, const HeartRateReading& reading, const EventSink& sink);
  void take(SourceId id, const ContactReading& reading, const EventSink& sink);
  void take(SourceId id, const BatteryReading& reading, const EventSink& sink);
  void take(SourceId id, const HelloReading& reading, const EventSink& sink);
  void take(SourceId id, const LossReading& loss, const EventSink& sink);

  // What a viewer is told.
  /// Whether a sensor is there and, as far as it can tell, on the body.
  [[nodiscard]] bool is_worn(std::size_t source) const;
  [[nodiscard]] bool is_off_body(std::size_t source) const;
  /// The sensor that the heart is read from, or would be if it were worn.
  [[nodiscard]] bool heart_is_off_body() const;
  /// Whether the sensor that the heart is read from is worn.
  [[nodiscard]] bool heart_speaks() const;
  /// And whether anything has come from it lately.
  [[nodiscard]] bool heart_is_heard(HostTime now) const;
  /// Of the breath; `now` is the person's clock.
  [[nodiscard]] HeartWords heart_words(HostTime now) const;
  void tell_heart(HostTime now, Snapshot& snapshot) const;
  void tell_breath(HostTime now, Snapshot& snapshot) const;
  void tell_faults(HostTime now, Snapshot& snapshot) const;
  void tell_breath_fault(HostTime now, Snapshot& snapshot) const;
  [[nodiscard]] SignalFault heart_stream_fault(const Snapshot& snapshot) const;
  void tell_sources(HostTime now, Snapshot& snapshot) const;
};

}  // namespace ebb
