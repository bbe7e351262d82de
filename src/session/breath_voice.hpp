#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/event.hpp"
#include "core/reading.hpp"
#include "estimation/breath/chest_motion.hpp"
#include "estimation/breath/own_breath.hpp"
#include "estimation/breath/respiration_tracker.hpp"
#include "estimation/breath/signal_quality.hpp"
#include "session/three_axes.hpp"

namespace ebb {

/// One stream that shows the breath itself: a belt's, an airflow's, or the acceleration of what
/// lies on the chest (up to three streams of one sensor).
class BreathVoice {
 public:
  struct Name {
    std::size_t source = 0;
    StreamKind kind = StreamKind::respiration;
    std::uint8_t stream = 0;  ///< of an acceleration always 0
    bool operator==(const Name&) const = default;
  };
  static Name name_of(std::size_t source, const WaveSample& sample) {
    const bool axes = sample.kind == StreamKind::acceleration;
    return {source, sample.kind, axes ? std::uint8_t{0} : sample.stream};
  }

  explicit BreathVoice(const Name& name) : name_(name) {}

  /// A whole breath when its end has been seen.
  std::optional<Breath> push(const WaveSample& sample, HostTime time);
  void gap();
  /// The sensor is gone or not worn: nothing is told until something comes again.
  void mute();

  [[nodiscard]] const Name& name() const { return name_; }
  /// At the person's clock `now` and so long after it was last heard.
  [[nodiscard]] BreathSpeaker speaker(HostTime now) const;
  [[nodiscard]] HostTime heard() const { return heard_; }
  /// Whether it has said anything lately.
  [[nodiscard]] bool is_heard(HostTime now) const;
  /// What is wrong with the signal.
  [[nodiscard]] SignalFault fault() const;
  /// 0..1, of the signal at `now`.
  [[nodiscard]] double quality(HostTime now) const;

 private:
  [[nodiscard]] bool moves() const { return name_.kind == StreamKind::acceleration; }

  Name name_;
  RespirationTracker respiration_;
  SignalQuality signal_;
  ChestMotion chest_;
  ThreeAxes axes_;
  HostTime newest_{};
  HostTime heard_{};
  bool muted_ = false;
};

}  // namespace ebb
