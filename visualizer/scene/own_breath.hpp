#pragma once

#include <optional>

#include "core/snapshot.hpp"
#include "guidance/pacer.hpp"
#include "visualizer/scene/glide.hpp"

namespace ebb::scene {

/// The person's own breath at `now`: the newest phase carried on at the newest rate. Nothing when
/// the snapshot is older than 2 s or has no breath in it.
[[nodiscard]] std::optional<OwnBreath> carried_on(const std::optional<Snapshot>& newest,
                                                  HostTime now);

/// How the own-breath ring comes and goes. Its opacity follows quality over 2 s, is gone below
/// quality 0.5 and comes only after 5 s of good signal; the ring never jumps, it catches up.
class OwnBreathRing {
 public:
  static constexpr double kMostOpacity = 0.6;

  OwnBreathRing();

  void advance(HostTime now, const std::optional<OwnBreath>& own, bool wanted);
  /// Out of sight now: the person asked.
  void hide();

  [[nodiscard]] double opacity() const;
  /// 0 smallest, 1 widest: the same curve as the guide, equal halves.
  [[nodiscard]] double size() const;

 private:
  Glide shown_;
  Seconds good_for_{0.0};
  std::optional<HostTime> last_;
  std::optional<Turns> phase_;
};

}  // namespace ebb::scene
