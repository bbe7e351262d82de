#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include <Eigen/Core>

#include "core/units.hpp"

namespace ebb {

/// A belief over all breathing rates at once: one number a rate, together 1. Between two looks it
/// spreads as fast as breathing can change; a look at the signal multiplies it by the evidence (the
/// forward step of a hidden Markov model, Rabiner 1989, Proc IEEE 77). One clear look counts as
/// much as a window of dim ones, and two rates that are both alive are seen as two.
class BreathRateBelief {
 public:
  /// Rates from 2.8 to 32.3 a minute in steps of half a bin of a 64 s window.
  static constexpr std::size_t kFirst = 6;
  static constexpr std::size_t kRates = 64;  // a multiple of what a processor takes at once
  static constexpr std::size_t kLast = kFirst + kRates - 1;
  static constexpr double kWidth = 60.0 / 128.0;
  using Row = std::array<double, kRates>;
  using QuickRow = Eigen::Array<float, kRates, 1>;

  struct Config {
    double wander = 0.012;  ///< spread of the logarithm of the rate from one look to the next
    double jump = 0.004;    ///< chance of quite another rate
    /// Part of those chances that lies at the guide's rate, when there is a guide. Without evidence
    /// the belief there ends at this share, so alone it is never enough to tell a rate.
    double towards_guide = 0.25;
  };

  BreathRateBelief() : BreathRateBelief(Config{}) {}
  explicit BreathRateBelief(Config config);

  static constexpr double rate_of(std::size_t i) {
    return static_cast<double>(kFirst + i) * kWidth;
  }

  /// `evidence` in nats, at least 0; rates from place `visible` on keep what they had.
  void look(const QuickRow& evidence, std::size_t visible, std::optional<BreathsPerMinute> guide);
  /// The same, of rates up to `highest`.
  void look(const Row& evidence, double highest, std::optional<BreathsPerMinute> guide);
  /// How many rates are not above `highest`.
  [[nodiscard]] static std::size_t visible_up_to(double highest);
  void reset();

  /// The rate believed most, by its place in the row.
  [[nodiscard]] std::size_t best() const { return best_; }
  /// How much of the belief lies there: within 8 % and at least 2 steps either side.
  [[nodiscard]] double mass() const { return mass_; }
  /// Standard deviation of the rate within that part, a minute.
  [[nodiscard]] double deviation() const { return deviation_; }

 private:
  void spread(std::optional<BreathsPerMinute> guide);
  void sum_up();

  Config config_;
  QuickRow to_each_;  // share of a rate's belief that goes to either neighbour between two looks
  QuickRow belief_;
  std::size_t best_ = 0;
  double mass_ = 0.0;
  double deviation_ = 0.0;
};

}  // namespace ebb
