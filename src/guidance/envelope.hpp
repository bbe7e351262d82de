#pragma once

#include "core/time.hpp"

namespace ebb {

/// A level (0..1) that eases to where it is wanted along a raised cosine and never jumps.
class Envelope {
 public:
  explicit Envelope(double level) : from_(level), to_(level) {}

  /// From wherever it is at `now` to `level` within `over`. Going where it is going already changes
  /// nothing.
  void go(double level, Seconds over, HostTime now);
  /// After a pause of `by`, everything happens that much later.
  void shift(Microseconds by) { began_ += by; }
  [[nodiscard]] double at(HostTime now) const;

 private:
  double from_;
  double to_;
  HostTime began_{};
  Seconds over_{0.0};
};

}  // namespace ebb
