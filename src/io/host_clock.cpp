#include "io/host_clock.hpp"

#include <array>
#include <chrono>
#include <ctime>

namespace ebb::io {

HostTime now() {
  using std::chrono::steady_clock;
  static const steady_clock::time_point origin = steady_clock::now();
  return HostTime{std::chrono::duration_cast<Microseconds>(steady_clock::now() - origin)};
}

std::string date_and_time() {
  const std::time_t seconds = std::time(nullptr);
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%FT%T%z", &parts)};
}

}  // namespace ebb::io
