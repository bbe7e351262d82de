#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "estimation/beats/ecg_shapes.hpp"
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

  static constexpr std::size_t kBlock = 32;

  /// The steepness at each of at most kBlock steps, into `out`.
  void steepen(std::span<const double> coarse, double* out) {
    if (smooth_.end() == 0) {
      begin(coarse.front());
    }
    std::array<double, kBlock> some;
    for (std::size_t i = 0; i < coarse.size(); ++i) {
      some[i] = 0.25 * (before_that_ + 2.0 * before_ + coarse[i]);
      before_that_ = before_;
      before_ = coarse[i];
    }
    smooth_.push({some.data(), coarse.size()});
    const double* const first =
        smooth_.at(smooth_.end() - static_cast<std::int64_t>(coarse.size()));
    for (std::size_t i = 0; i < coarse.size(); ++i) {
      some[i] = slope_at(first + i);
    }
    steepness_.push({some.data(), coarse.size()}, out);
  }
  /// A hump, told 0.23 s after its top: none that is higher is nearer to it than that. Takes each
  /// step's steepness in turn.
  std::optional<Hump> push(double steepness) { return humps_.push(steepness); }
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
  /// The smoothed lead less the mean about it, one step against the last: of the mean only what
  /// came in and what went out is left.
  [[nodiscard]] double slope_at(const double* now) const {
    const double step = now[-half_] - now[-half_ - 1] - (now[0] - now[-2 * half_ - 1]) * per_mean_;
    return std::abs(step);
  }
  /// Where the smoothed value of a step lies in `smooth_`.
  [[nodiscard]] std::int64_t place_of(std::int64_t step) const { return step + 2 * half_ + 1; }
  void begin(double coarse);

  std::int64_t half_;  ///< of the mean that is taken off
  double per_mean_;
  double delay_ = 0.0;
  double before_ = 0.0;
  double before_that_ = 0.0;
  RecentSamples<256> smooth_;
  MovingSum<64> steepness_;
  HumpFinder humps_;
};

}  // namespace ebb
