#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/time.hpp"

namespace ebb::scene {

/// 0 to 1 with no speed at either end: the half-breath's curve, and every fade's.
[[nodiscard]] inline double raised_cosine(double p) {
  return 0.5 * (1.0 - std::cos(std::numbers::pi * std::clamp(p, 0.0, 1.0)));
}

/// A visibility from 0 to 1 that walks towards its aim and takes `there` to come and `away` to go,
/// whatever is asked of it: nothing on the screen ever switches.
class Glide {
 public:
  explicit constexpr Glide(Seconds there, Seconds away) : there_(there), away_(away) {}
  explicit constexpr Glide(Seconds span) : Glide(span, span) {}

  void advance(double aim, Seconds passed) {
    aim = std::clamp(aim, 0.0, 1.0);
    value_ = aim > value_ ? std::min(aim, value_ + passed / there_)
                          : std::max(aim, value_ - passed / away_);
  }
  /// Gone within the frame: only for thin lines that the person asked to hide.
  void drop() { value_ = 0.0; }

  [[nodiscard]] double linear() const { return value_; }
  [[nodiscard]] double value() const { return raised_cosine(value_); }

 private:
  Seconds there_;
  Seconds away_;
  double value_ = 0.0;
};

}  // namespace ebb::scene
