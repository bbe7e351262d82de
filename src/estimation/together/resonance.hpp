#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "core/resonance.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "estimation/together/respiratory_sinus_arrhythmia.hpp"

namespace ebb {

/// Exploring at which pace of breath the heart swings most (Lehrer et al. 2000, Appl Psychophysiol
/// Biofeedback 25): in steps of some minutes or in one slow slide, from about 7 down to 3 a minute.
/// A breath counts for the rate at which it was really breathed, whatever the guide asked, and only
/// after two of about the same length, since a swing takes some breaths to build.
///
/// The answer is for a console and for a while: two thirds of people have another best rate the
/// next time. It is told as not clear when fewer than three rates were tried, when the best lies at
/// the end of those tried, or when rates more than one a minute apart cannot be told from it.
class ResonanceExploration {
 public:
  void push(const BreathSwing& breath);
  void reset() { *this = ResonanceExploration{}; }

  /// From two rates with five breaths each on.
  [[nodiscard]] const std::optional<Resonance>& best() const { return best_; }

 private:
  /// Breaths within half a breath a minute of each other.
  struct Tried {
    std::size_t breaths = 0;
    double rate = 0.0;    ///< mean of the rates breathed
    double swing = 0.0;   ///< mean
    double spread = 0.0;  ///< sum of squares about it
    void push(double at, double value);
    [[nodiscard]] double variance_of_mean() const;
  };
  static constexpr double kSlowest = 2.75;  ///< a minute
  static constexpr double kStep = 0.5;
  static constexpr std::size_t kSteps = 10;

  void compare(HostTime time);

  std::array<Tried, kSteps> tried_{};
  double before_ = 0.0;  ///< length of the last breath, s
  std::size_t alike_ = 0;
  std::optional<Resonance> best_;
};

}  // namespace ebb
