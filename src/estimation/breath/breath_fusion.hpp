#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/estimate.hpp"
#include "core/history.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "estimation/breath/breath_rate_belief.hpp"
#include "estimation/breath/breath_witness.hpp"

namespace ebb {

/// What of a heartbeat, or beside it, the breath moves.
enum class BreathSign : std::uint8_t {
  interval,      ///< respiratory sinus arrhythmia
  qrs_strength,  ///< of an electrocardiogram
  ecg_level,
  pulse_height,  ///< of a photoplethysmogram
  pulse_level,
  pulse_width,
};

/// The breathing rate that several witnesses tell together. Every two seconds the powers at each
/// rate, every one over its own background, are added up; how unlikely that sum is without a breath
/// is the evidence that moves one belief over all rates (BreathRateBelief). A witness that sees
/// nothing thus speaks against what another sees, and while two rates stay alive nothing is told.
/// The rate itself is counted: the turns of the witnesses' filtered series over the last `count`
/// seconds, each weighted by how far it stands out. A spectrum's peak would tell the usual breath
/// and pass over the pauses.
///
/// Quality is the belief at the rate told; below `least_quality` nothing is told. The first rate
/// takes half a minute.
class BreathFusion {
 public:
  static constexpr std::size_t kSigns = 6;
  struct Config {
    double least_quality = 0.6;
    double evidence_rate = 0.06;   ///< share of the evidence that is new at each look
    double evidence_limit = 24.0;  ///< all witnesses together (in nats) count no more than this
    Seconds count{45.0};           ///< for how long turns are counted, at most 60
    BreathWitness::Config witness{};
    BreathRateBelief::Config belief{.wander = 0.017, .jump = 0.008};
  };

  BreathFusion() : BreathFusion(Config{}) {}
  explicit BreathFusion(Config config);

  void push(BreathSign sign, HostTime time, double value);
  /// All signs of the beat at `time` are in. `highest` is the rate above which no breath can be
  /// seen in them, a minute.
  void advance(HostTime time, double highest);
  /// The rate that the person is being led at, or nothing: a weak hint, as to BreathRateBelief.
  void expect(std::optional<BreathsPerMinute> guide) { guide_ = guide; }
  void reset();

  [[nodiscard]] std::optional<Estimate<BreathsPerMinute>> rate(HostTime now) const;

 private:
  static constexpr std::size_t kLongestCount = 30;
  using Row = BreathRateBelief::QuickRow;

  struct Turn {
    double rate = 0.0;  ///< a minute
    double weight = 0.0;
  };
  void look(double highest);
  void count();
  [[nodiscard]] double counted() const;

  Config config_;
  std::array<BreathWitness, kSigns> witnesses_;
  BreathRateBelief belief_;
  std::optional<BreathsPerMinute> guide_;
  std::optional<HostTime> looked_;
  History<Turn, kLongestCount> turns_;
  double tuned_ = 0.0;
  double rate_ = 0.0;  ///< a minute; 0 before the first look
  double quality_ = 0.0;
  HostTime newest_{};
};

}  // namespace ebb
