#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "estimation/ecg_shapes.hpp"
#include "signal/hump_finder.hpp"
#include "signal/moving_sum.hpp"
#include "signal/recent_samples.hpp"

namespace ebb {

/// What in an electrocardiogram may be a QRS: humps of the steepness of its 5-20 Hz part, averaged
/// over a QRS's length (the scheme of Hamilton 2002, "Open source ECG analysis", Computers in
/// Cardiology 29). Takes a coarse lead of 80 to 250 Hz, step by step.
class EcgWaves {
 public:
  explicit EcgWaves(double step_rate);

  /// A hump, told 0.23 s after its top: none that is higher is nearer to it than that.
  std::optional<Hump> push(double coarse) {
    if (smooth_.end() == 0) {
      begin(coarse);
    }
    smooth_.push(0.25 * (before_that_ + 2.0 * before_ + coarse));
    before_that_ = before_;
    before_ = coarse;
    // The smoothed lead less the mean about it, one step against the last: of the mean only what
    // came in and what went out is left.
    const double* const now = smooth_.at(smooth_.end() - 1);
    const double step = now[-half_] - now[-half_ - 1] - (now[0] - now[-2 * half_ - 1]) * per_mean_;
    const double slope = step < 0.0 ? -step : step;
    slopes_.push(slope);
    return humps_.push(steepness_.push(slope));
  }
  /// At the end of the lead: what was still being waited for.
  std::optional<Hump> flush() { return humps_.flush(); }

  /// The steepest step of what the hump stands for; it must be among the last half second's.
  [[nodiscard]] double slope(const Hump& hump) const;
  /// The smoothed lead about it, for comparison with others.
  [[nodiscard]] EcgShapes::Window shape(const Hump& hump) const;
  [[nodiscard]] std::int64_t step() const { return humps_.step(); }
  /// Steps from the middle of a QRS to the top of its hump.
  [[nodiscard]] double delay() const { return delay_; }

 private:
  void begin(double coarse);

  std::int64_t half_;  ///< of the mean that is taken off
  double per_mean_;
  double delay_ = 0.0;
  double before_ = 0.0;
  double before_that_ = 0.0;
  RecentSamples<256> smooth_;
  RecentSamples<256> slopes_;
  MovingSum<64> steepness_;
  HumpFinder humps_;
};

}  // namespace ebb
