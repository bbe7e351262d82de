#pragma once

#include <string>

#include "core/time.hpp"

namespace ebb::app {

/// Counts frames and the processor time of this whole process, drawing threads included.
class FrameCosts {
 public:
  explicit FrameCosts(HostTime start);
  void frame(bool drawn) {
    ++frames_;
    drawn_ += drawn ? 1 : 0;
  }
  /// One line: frames a second, how many were drawn anew, share of one core, memory.
  [[nodiscard]] std::string report(HostTime now) const;

 private:
  HostTime start_;
  Seconds processor_before_;
  long long frames_ = 0;
  long long drawn_ = 0;
};

}  // namespace ebb::app
