#pragma once

#include <cmath>
#include <functional>

#include "core/time.hpp"
#include "guidance/pacer.hpp"

namespace ebb::test {

inline HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

/// Someone who breathes at a rate of their own, whatever the guide does.
class Breather {
 public:
  explicit Breather(double rate, double phase = 0.0, double quality = 0.9)
      : rate_(rate), phase_(phase), quality_(quality) {}

  [[nodiscard]] OwnBreath at(double seconds) const {
    const double turns = phase_ + (seconds - since_) * rate_ / 60.0;
    return {BreathsPerMinute{rate_}, wrapped(Turns{turns}), quality_};
  }
  /// From `seconds` on another rate, without a jump of phase.
  void change(double seconds, double rate) {
    phase_ = at(seconds).phase.value();
    since_ = seconds;
    rate_ = rate;
  }
  void fade(double quality) { quality_ = quality; }

 private:
  double rate_;
  double phase_;
  double quality_;
  double since_ = 0.0;
};

}  // namespace ebb::test
