#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "signal/recent_samples.hpp"

namespace ebb {

/// What this person's pulses look like around their steepest point: the mean of the slopes from
/// 0.4 s before to 0.35 s after, each brought to one length and freed of its own mean, so that
/// neither gain nor a slow drift matters. A hump of the slope is weighed against it as by a
/// matched filter.
class PpgShape {
 public:
  static constexpr double kBefore = 0.40;  ///< s
  static constexpr double kAfter = 0.35;   ///< s
  static constexpr std::size_t kKept = 640;
  using Slopes = RecentSamples<kKept>;

  struct Match {
    double size = 0.0;      ///< how much of the shape is there, in the slope's units
    double likeness = 0.0;  ///< cosine of the angle between the two, -1..1
  };

  explicit PpgShape(double rate);
  /// The slope around `top`, times `sign`; what is not there goes on as the nearest value does.
  [[nodiscard]] Match match(const Slopes& slopes, std::int64_t top, double sign) const;
  /// Takes this one in by the given share (0..1).
  void learn(const Slopes& slopes, std::int64_t top, double sign, double share);
  void reset() { shape_.fill(0.0); }

 private:
  static constexpr std::size_t kMost = 64;
  struct Piece {
    std::array<double, kMost> values;
    double length = 0.0;
  };
  void cut(const Slopes& slopes, std::int64_t top, double sign, Piece& piece) const;

  std::int64_t stride_;
  std::int64_t before_;  ///< strides
  std::size_t size_;
  std::array<double, kMost> shape_{};
};

}  // namespace ebb
