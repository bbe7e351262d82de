#pragma once

#include <algorithm>
#include <cmath>

#include "estimation/beats/wave_fault.hpp"

namespace ebb {

/// Looks at raw samples of light and says once a second whether they are a signal at all.
class PpgWatch {
 public:
  explicit PpgWatch(double rate) : rate_(rate) {}

  /// Whether it is a number at all, and none too large to be squared.
  bool push(double sample) {
    const bool number = std::abs(sample) < kLargest;
    if (!number) {
      sample = last_;
      ++damaged_;
    }
    if (count_ == 0.0) {
      low_ = high_ = sample;
    } else if (number && (sample == low_ || sample == high_)) {
      ++at_edge_;
    }
    low_ = std::min(low_, sample);
    high_ = std::max(high_, sample);
    last_ = sample;
    if (++count_ >= rate_) {
      conclude();
    }
    return number;
  }
  [[nodiscard]] WaveFault fault() const { return fault_; }

 private:
  static constexpr double kLargest = 1e100;
  static constexpr double kDamagedShare = 0.1;
  static constexpr double kEdgeShare = 0.25;

  void conclude() {
    if (damaged_ > kDamagedShare * count_) {
      fault_ = WaveFault::damaged;
    } else if (!(high_ > low_)) {
      fault_ = WaveFault::flat;
    } else if (at_edge_ > kEdgeShare * count_) {
      fault_ = WaveFault::clipped;
    } else {
      fault_ = WaveFault::none;
    }
    count_ = damaged_ = at_edge_ = 0.0;
  }

  double rate_;
  double last_ = 0.0;
  double low_ = 0.0;
  double high_ = 0.0;
  double count_ = 0.0;
  double damaged_ = 0.0;
  double at_edge_ = 0.0;
  WaveFault fault_ = WaveFault::none;
};

}  // namespace ebb
