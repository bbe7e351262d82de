#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// What one source says of the breath at one instant.
struct BreathCandidate {
  std::optional<Estimate<BreathsPerMinute>> rate;
  std::optional<Estimate<Turns>> phase;
};

/// How a source comes to know of the breath, the surest way first.
enum class BreathSight : std::uint8_t {
  lungs,   ///< a belt or an airflow: the breath itself
  motion,  ///< a sensor that is moved, by the breath if it lies on the chest
  heart,   ///< by what the breath does to the heart
};

/// One of those who speak of the breath. It keeps its place in the list for as long as it is there.
struct BreathSpeaker {
  BreathSight sight = BreathSight::lungs;
  BreathCandidate says;
};

/// The breath that is told, and whose phase it has.
struct Breathing {
  BreathCandidate estimate;
  BreathOrigin origin = BreathOrigin::none;
};

/// One breath from all who speak of it. One of them leads, and leads until another has been the
/// better for a while or it falls silent: what sees the lungs before what is moved, that before the
/// heart, each while it is good enough. The rate is the mean of the leader's and of those that
/// agree with it, weighted by quality and narrowness, and these weights glide, so that the rate
/// does not jump when one of them comes or goes. The quality is the leader's, with half of the
/// doubt that each other one's agreement takes away; disagreement adds to it. A mean of phases
/// would mean nothing: the phase is the leader's, less the lag that it was seen to have behind the
/// leader before it.
class OwnBreathTracker {
 public:
  static constexpr std::size_t kMost = 8;  ///< speakers
  struct Config {
    double enough = 0.5;           ///< quality from which a direct sight is taken
    double enough_against = 0.85;  ///< the same of a motion that the heart speaks against
    double too_little = 0.3;       ///< below this it is given up
    double clearly_better = 0.2;   ///< quality by which one of the same sight takes over
    Seconds patience{4.0};         ///< for how long, before the leader changes
    Seconds glide{3.0};            ///< time constant of the weights
    Seconds lag_memory{20.0};      ///< of the lag between two phases
    double same_share = 0.08;      ///< deviation of rates that agree: share of the rate
    double same_per_minute = 0.4;  ///< and beside it, a minute
    double doubt_taken = 0.5;      ///< of the doubt, by a sure one that agrees
    double doubt_added = 0.15;     ///< to it, by a sure one that does not
  };

  OwnBreathTracker() = default;
  explicit OwnBreathTracker(Config config) : config_(config) {}

  /// Call it when a source has spoken (once a breath or a second is plenty). At most kMost.
  void push(HostTime now, std::span<const BreathSpeaker> speakers);
  void reset() { *this = OwnBreathTracker{config_}; }

  [[nodiscard]] BreathOrigin origin() const;
  /// The place of the one that leads.
  [[nodiscard]] std::optional<std::size_t> leader() const { return leader_; }
  /// What they tell together, from their own estimates for the same instant.
  /// Where the leader says nothing any more the next one is told.
  [[nodiscard]] Breathing choose(std::span<const BreathSpeaker> speakers) const;

 private:
  struct Known {
    double weight = 0.0;
    std::optional<BreathsPerMinute> rate;  ///< the last it told
    double reach = 1.0;                    ///< half the range it told with it, a minute
    std::complex<double> lag;              ///< mean direction from its phase to the one told
  };

  [[nodiscard]] std::optional<std::size_t> best_of(std::span<const BreathSpeaker> speakers) const;
  [[nodiscard]] double agreement(double rate, double with) const;
  [[nodiscard]] bool contradicted(std::span<const BreathSpeaker> speakers, std::size_t one) const;
  [[nodiscard]] double quality_of(std::span<const BreathSpeaker> speakers,
                                  std::size_t leader) const;
  [[nodiscard]] std::optional<Estimate<Turns>> phase_of(const BreathSpeaker& speaker,
                                                        std::size_t place) const;
  void lead(HostTime now, std::span<const BreathSpeaker> speakers);
  void weigh(std::span<const BreathSpeaker> speakers, double share);
  void follow_lags(std::span<const BreathSpeaker> speakers, double share);

  Config config_{};
  std::array<Known, kMost> known_{};
  BreathSight sight_ = BreathSight::lungs;  ///< of the leader
  std::optional<std::size_t> leader_;
  std::optional<std::size_t> wanted_;
  std::optional<HostTime> wanted_since_;
  std::optional<HostTime> pushed_;
};

}  // namespace ebb
