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

std::string FrameCosts::report(HostTime now) const {
  const rusage usage = used();
  const double wall = std::max(Seconds{now - start_}.count(), 1e-6);
  const double busy = (processor_time(usage) - processor_before_).count();
  char line[200] = {};
  std::snprintf(line, sizeof line,
                "%.1f frames/s (%.1f drawn anew), %.0f %% of a core, %.0f MiB at most, first "
                "picture after %.2f s",
                static_cast<double>(frames_) / wall, static_cast<double>(drawn_) / wall,
                100.0 * busy / wall, static_cast<double>(usage.ru_maxrss) / 1024.0, first_.count());
  return line;
}

}  // namespace ebb::app
