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
  /// A turn of the window's loop, the waiting for the next one aside.
  void frame(bool drawn, HostTime began, HostTime ended);
  /// One line: frames a second, how many were drawn anew, share of one core, memory, first picture,
  /// how long a frame took that was drawn anew, and the longest time from one frame to the next.
  [[nodiscard]] std::string report(HostTime now) const;

 private:
  HostTime start_;
  Seconds processor_before_;
  Seconds first_{0.0};
  long long frames_ = 0;
  long long drawn_ = 0;
  Seconds drawing_{0.0};
  Seconds longest_frame_{0.0};  ///< the first aside, which makes what the others use again
  Seconds longest_gap_{0.0};
  HostTime ended_{};
};

}  // namespace ebb::app
