#include "visualizer/app/frame_costs.hpp"

#include <algorithm>
#include <cstdio>

#include <sys/resource.h>

namespace ebb::app {
namespace {

Seconds seconds_of(const timeval& t) {
  return Seconds{static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6};
}

rusage used() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

Seconds processor_time(const rusage& usage) {
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

}  // namespace

FrameCosts::FrameCosts(HostTime start) : start_(start), processor_before_(processor_time(used())) {}

void FrameCosts::frame(bool drawn, HostTime began, HostTime ended) {
  const Seconds took{ended - began};
  if (frames_ > 0) {
    longest_gap_ = std::max(longest_gap_, Seconds{ended - ended_});
    longest_frame_ = std::max(longest_frame_, took);
  }
  ended_ = ended;
  ++frames_;
  if (drawn) {
    ++drawn_;
    drawing_ += took;
  }
}

std::string FrameCosts::report(HostTime now) const {
  const rusage usage = used();
  const double wall = std::max(Seconds{now - start_}.count(), 1e-6);
  const double busy = (processor_time(usage) - processor_before_).count();
  const double each = drawing_.count() / static_cast<double>(std::max(drawn_, 1LL));
  char line[320] = {};
  std::snprintf(
      line, sizeof line,
      "%.1f frames/s (%.1f drawn anew), %.0f %% of a core, %.0f MiB at most, first "
      "picture after %.2f s, %.1f ms for a frame drawn anew and %.0f ms for the longest, %.0f "
      "ms at most from one frame to the next",
      static_cast<double>(frames_) / wall, static_cast<double>(drawn_) / wall, 100.0 * busy / wall,
      static_cast<double>(usage.ru_maxrss) / 1024.0, first_.count(), 1000.0 * each,
      1000.0 * longest_frame_.count(), 1000.0 * longest_gap_.count());
  return line;
}

}  // namespace ebb::app
