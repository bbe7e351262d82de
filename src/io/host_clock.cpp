#include "io/host_clock.hpp"

#include <chrono>

namespace ebb::io {

HostTime now() {
  using std::chrono::steady_clock;
  static const steady_clock::time_point origin = steady_clock::now();
  return HostTime{std::chrono::duration_cast<Microseconds>(steady_clock::now() - origin)};
}

}  // namespace ebb::io
