#include "archive/exports/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace ebb {

std::string shortest(double value) {
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return std::isfinite(value) ? std::string(text.data(), end) : std::string{};
}

std::string fixed(double value, int places) {
  std::array<char, 400> text{};
  if (!std::isfinite(value)) {
    return {};
  }
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, places)
          .ptr;
  return {text.data(), end};
}

std::string seconds_text(HostTime time) {
  const std::int64_t micros = time.time_since_epoch().count();
  const auto size =
      static_cast<std::uint64_t>(micros < 0 ? -(micros + 1) : micros) + (micros < 0 ? 1U : 0U);
  std::string part = std::to_string(size % 1'000'000U);
  part.insert(0, 6 - part.size(), '0');
  return (micros < 0 ? "-" : "") + std::to_string(size / 1'000'000U) + "." + part;
}

}  // namespace ebb
