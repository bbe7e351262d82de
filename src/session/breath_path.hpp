#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/reading.hpp"
#include "estimation/breath/own_breath.hpp"
#include "session/breath_voice.hpp"

namespace ebb {

/// What the heart says of the breath: by all that the breath does to its waves, and by the swing of
/// its intervals.
struct HeartWords {
  BreathCandidate waves;
  BreathCandidate swing;
};

/// The person's breath from whatever shows it, all at once: belts, an airflow, a chest's movement,
/// and the heart beside them or in their place.
class BreathPath {
 public:
  /// A sample of a respiration signal or an acceleration. A whole breath when its end has been
  /// seen by the one of them whose breaths are told.
  std::optional<Breath> push(std::size_t source, const WaveSample& sample, HostTime time);
  /// Something arrived: whether it is time to weigh them all. By the arrival of what came, never by
  /// when somebody looked: a replay must choose alike.
  [[nodiscard]] bool is_due(HostTime arrival) const;
  void weigh(HostTime arrival, const HeartWords& heart);
  /// The sensor is gone or not worn.
  void mute(std::size_t source);
  /// So much of a sensor's signal is missing, by the stream: a gap unless a breath goes on over
  /// it. Nothing = nobody knows how much.
  template <class Missing>
  void lose(std::size_t source, Missing missing) {
    for (BreathVoice& voice : voices_) {
      const std::optional<Seconds> lost = missing(voice.name().stream);
      if (voice.name().source == source &&
          (!lost || *lost >= RespirationTracker::Config{}.longest_silence)) {
        voice.gap();
      }
    }
  }
  [[nodiscard]] BreathOrigin origin() const { return own_.origin(); }
  [[nodiscard]] std::span<const BreathVoice> voices() const { return voices_; }
  /// The one whose breaths are told; nothing when nobody has shown any.
  [[nodiscard]] const BreathVoice* spokesman() const {
    return spokesman_ < voices_.size() ? &voices_[spokesman_] : nullptr;
  }
  /// Whether the breaths told are another one's since this was asked last.
  bool changed();

  /// What is told at `now`.
  [[nodiscard]] Breathing at(HostTime now, const HeartWords& heart) const;

 private:
  static constexpr std::size_t kVoices = OwnBreathTracker::kMost - 2;
  using Speakers = std::array<BreathSpeaker, OwnBreathTracker::kMost>;

  BreathVoice* voice_of(std::size_t source, const WaveSample& sample);
  [[nodiscard]] Speakers speakers(HostTime now, const HeartWords& heart) const;
  void choose_spokesman(HostTime arrival, const Speakers& all);

  std::vector<BreathVoice> voices_;
  OwnBreathTracker own_;
  std::size_t spokesman_ = 0;
  bool changed_ = false;
  HostTime told_until_{HostTime::min()};  ///< the end of the last breath told
  HostTime weighed_{};
};

}  // namespace ebb
