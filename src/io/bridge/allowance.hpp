#pragma once

#include <algorithm>

#include "core/time.hpp"

namespace ebb::io {

/// How much may come: so many a second in the long run, and a burst of so many at once.
class Allowance {
 public:
  Allowance(double a_second, double at_once)
      : a_second_(a_second), at_once_(at_once), left_(at_once) {}

  /// False when it is used up.
  [[nodiscard]] bool take(HostTime now) {
    left_ = std::min(at_once_, left_ + a_second_ * Seconds{now - last_}.count());
    last_ = now;
    if (left_ < 1.0) {
      return false;
    }
    left_ -= 1.0;
    return true;
  }

 private:
  double a_second_;
  double at_once_;
  double left_;
  HostTime last_{};
};

}  // namespace ebb::io
