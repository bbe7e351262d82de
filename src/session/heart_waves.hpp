#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/event.hpp"
#include "core/reading.hpp"
#include "estimation/breath/wave_breath_tracker.hpp"
#include "estimation/intervals/interval_judge.hpp"
#include "session/source_choice.hpp"
#include "session/wave_beats.hpp"

namespace ebb {

/// The waves that show a heart, one electrocardiogram and one pulse: beats in each, and the
/// breathing rate that all of them tell together, whoever's beats are counted.
class HeartWaves {
 public:
  /// A sample, ecg or ppg. The beat that it completes, with the interval before it, not judged yet.
  /// Of several streams of a kind the first counts: red and infrared light are not one signal.
  std::optional<Beat> push(std::size_t source, const WaveSample& sample, HostTime time);
  /// Whether the samples of this one are taken.
  [[nodiscard]] bool takes(std::size_t source, const WaveSample& sample) const;
  /// Something of this sensor was lost.
  void interrupt(std::size_t source);
  /// It is gone or not worn: nothing is told of it until something comes again.
  void mute(std::size_t source);
  void expect(std::optional<BreathsPerMinute> guide) { breath_.expect(guide); }

  [[nodiscard]] SignalFault fault(StreamKind kind) const { return at(kind).beats.fault(); }
  [[nodiscard]] double quality(StreamKind kind) const { return at(kind).beats.quality(); }
  /// Whose wave of this kind was heard lately.
  [[nodiscard]] std::optional<std::size_t> source(StreamKind kind, HostTime now) const;

  /// The breathing rate that they tell, worth less the longer nothing has been heard.
  [[nodiscard]] std::optional<Estimate<BreathsPerMinute>> rate(HostTime now) const;
  /// Whether there have been beats for so long, and lately, that silence says something too.
  [[nodiscard]] bool speak(HostTime now) const;

 private:
  struct Wave {
    SourceChoice choice;
    std::optional<std::uint8_t> stream;
    WaveBeats beats;
    IntervalJudge judge;
    std::optional<HostTime> heard;  ///< nothing once it is gone
  };
  [[nodiscard]] Wave& at(StreamKind kind) { return waves_[kind == StreamKind::ecg ? 0 : 1]; }
  [[nodiscard]] const Wave& at(StreamKind kind) const {
    return waves_[kind == StreamKind::ecg ? 0 : 1];
  }
  [[nodiscard]] double silence(HostTime now) const;

  std::array<Wave, 2> waves_{};
  WaveBreathTracker breath_;
  std::optional<HostTime> began_;  ///< the first of the beats that go on
  HostTime newest_beat_{};
  HostTime newest_{};  ///< sample
};

}  // namespace ebb
