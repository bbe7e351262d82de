#pragma once

#include <cstddef>

#include "signal/fading_autocorrelation.hpp"
#include "signal/sliding_quantile.hpp"

namespace ebb {

/// How long a beat is just now. The last beats say it quickly, but what took noise for beats goes
/// on doing so; the signal's own likeness to itself (eight seconds of it) cannot be misled that
/// way, and where the two disagree it is believed.
class PpgRhythm {
 public:
  explicit PpgRhythm(double step_rate)
      : block_(static_cast<std::size_t>(std::fmax(1.0, std::round(step_rate / kRate)))),
        alike_(kMemory * step_rate / static_cast<double>(block_)) {}

  /// Once a step.
  void push(double slope) {
    sum_ += slope;
    if (++gathered_ == block_) {
      alike_.push(sum_);
      gathered_ = 0;
      sum_ = 0.0;
    }
  }
  void push_interval(double steps) {
    intervals_.push(steps);
    weigh();
  }
  /// Looks at the likeness again; not needed oftener than humps come.
  void weigh() {
    const auto peak = alike_.first_peak(kNearly);
    strength_ = peak.share;
    const double own = peak.lag * static_cast<double>(block_);
    const double beats = intervals_.size() >= 3 ? intervals_.median() : 0.0;
    const bool apart = beats < kNear * own || beats > own / kNear;
    usual_ = strength_ > kBelieved && own > 0.0 && apart ? own : beats;
  }
  /// Steps from beat to beat; 0 until known.
  [[nodiscard]] double usual() const { return usual_; }
  /// How much of the signal repeats itself, at most about 1.
  [[nodiscard]] double strength() const { return strength_; }
  void forget_intervals() { intervals_.reset(); }
  void interrupt() {
    alike_.reset();
    gathered_ = 0;
    sum_ = 0.0;
  }

 private:
  static constexpr double kRate = 30.0;   // Hz
  static constexpr double kMemory = 8.0;  // s
  static constexpr double kNearly = 0.7;  // of the highest peak
  static constexpr double kNear = 0.8;    // of one another
  static constexpr double kBelieved = 0.2;
  // At 22 to 34 a second: 0.3 s at the most to 2 s at the least.
  static constexpr std::size_t kShortest = 8;
  static constexpr std::size_t kLongest = 68;

  std::size_t block_;
  std::size_t gathered_ = 0;
  double sum_ = 0.0;
  FadingAutocorrelation<kShortest, kLongest> alike_;
  SlidingQuantile<8> intervals_;
  double usual_ = 0.0;
  double strength_ = 0.0;
};

}  // namespace ebb
