#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/history.hpp"

namespace ebb {

/// When a pulse wave moved so much more steeply than a pulse can that nothing near is to be read.
class PpgMotion {
 public:
  explicit PpgMotion(double step_rate)
      : step_rate_(step_rate), around_(static_cast<std::int64_t>(kAround * step_rate)) {}

  /// True when it moves. `usual` is the height of the last beats' humps, above zero.
  bool push(std::int64_t step, double slope, double usual) {
    if (std::abs(slope) <= kTooSteep * usual) {
      return false;
    }
    moved_ = step;
    if (!spans_.empty() && step - spans_.back().to < around_) {
      spans_.replace_back({spans_.back().from, step});
    } else {
      spans_.push({step, step});
    }
    return true;
  }
  /// Whether this step is reached by such a move through the slope's filter.
  [[nodiscard]] bool touches(std::int64_t step) const {
    for (std::size_t i = 0; i < spans_.size(); ++i) {
      if (step >= spans_[i].from - around_ && step <= spans_[i].to + around_) {
        return true;
      }
    }
    return false;
  }
  /// Within the last second.
  [[nodiscard]] bool lately(std::int64_t step) const {
    return moved_ > 0 && static_cast<double>(step - moved_) < step_rate_;
  }
  /// The last step that moved; 0 when none did.
  [[nodiscard]] std::int64_t last() const { return moved_; }
  /// It goes on and on: it may be a pulse after all.
  void forget_spans() { spans_.reset(); }

 private:
  static constexpr double kAround = 0.2;    // s
  static constexpr double kTooSteep = 6.0;  // times a usual beat
  struct Span {
    std::int64_t from = 0;
    std::int64_t to = 0;
  };

  double step_rate_;
  std::int64_t around_;
  History<Span, 4> spans_;
  std::int64_t moved_ = 0;
};

}  // namespace ebb
