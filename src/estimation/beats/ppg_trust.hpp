#pragma once

#include <cmath>

namespace ebb {

/// Whether what is taken for beats is a pulse at all: how alike the last ones are, how much of the
/// signal repeats itself, and how evenly they come. Noise of any colour comes to about 0.9 of the
/// sum, the poorest camera pulse at hand to 1.3, an uneven heart with clean pulses to 1.2 and more.
class PpgTrust {
 public:
  /// One more beat: its likeness to the person's shape, the strength of the rhythm (both up to 1)
  /// and its interval in usual ones.
  void push(double likeness, double strength, double intervals) {
    count_ = std::fmin(count_ + 1.0, kMemory);
    likeness_ += (likeness - likeness_) / count_;
    const double even = std::fmax(0.0, 1.0 - std::abs(intervals - 1.0) / kUneven);
    evenness_ += (even - evenness_) / count_;
    const double sum = likeness_ + strength + kWeightOfEvenness * evenness_;
    held_ = sum > (held_ ? kLost : kWon);
  }
  /// The shape is learnt anew; trust stays until the next beats say otherwise.
  void begin() { likeness_ = evenness_ = count_ = 0.0; }
  [[nodiscard]] bool held() const { return held_; }
  /// Of the last six beats, up to 1.
  [[nodiscard]] double likeness() const { return likeness_; }

 private:
  static constexpr double kMemory = 6.0;  // beats
  static constexpr double kUneven = 0.3;  // usual intervals
  static constexpr double kWeightOfEvenness = 0.4;
  static constexpr double kWon = 1.15;
  static constexpr double kLost = 1.0;

  double likeness_ = 0.0;
  double evenness_ = 0.0;
  double count_ = 0.0;
  bool held_ = false;
};

}  // namespace ebb
