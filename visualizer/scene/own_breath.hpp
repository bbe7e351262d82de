#pragma once

#include <optional>

#include "core/event.hpp"
#include "guidance/pacer.hpp"
#include "visualizer/scene/glide.hpp"

namespace ebb::scene {

/// How the own-breath ring comes and goes. Its opacity follows quality over 2 s, is gone below
/// quality 0.5 and comes only after 5 s of good signal; the ring never jumps, it catches up.
class OwnBreathRing {
 public:
  OwnBreathRing();

  void advance(HostTime now, const std::optional<OwnBreath>& own, BreathOrigin origin, bool wanted);
  /// Out of sight now: the person asked.
  void hide();

  [[nodiscard]] double opacity() const;
  /// 0 smallest, 1 widest: own_size() of the breath.
  [[nodiscard]] double size() const;

 private:
  Glide shown_;
  Seconds good_for_{0.0};
  std::optional<HostTime> last_;
  std::optional<Turns> phase_;
  BreathOrigin origin_ = BreathOrigin::none;
};

}  // namespace ebb::scene
