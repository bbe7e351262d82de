#pragma once

#include <string>

#include "core/time.hpp"

namespace ebb::app {

/// Counts frames and the processor time of this whole process, drawing threads included.
class FrameCosts {
 public:
  explicit FrameCosts(HostTime start);
  /// How long the window took from being asked for to its first picture.
  void first_picture(Seconds after) { first_ = after; }
  void frame(bool drawn) {
    ++frames_;
    drawn_ += drawn ? 1 : 0;
  }
  /// One line: frames a second, how many were drawn anew, share of one core, memory, first picture.
  [[nodiscard]] std::string report(HostTime now) const;

 private:
  HostTime start_;
  Seconds processor_before_;
  Seconds first_{0.0};
  long long frames_ = 0;
  long long drawn_ = 0;
};

}  // namespace ebb::app
