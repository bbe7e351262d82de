#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

#include "analysis/recorded_time.hpp"

namespace {

/// A step from the stamp before, most of them as clocks make them.
double step_of(std::uint16_t word) {
  const double place = static_cast<double>(word & 0xFFFU);
  switch (word >> 12U) {
    case 0xF:
      return std::ldexp(1.0, static_cast<int>(word & 0xFFFU) - 2048);
    case 0xE:
      return -std::ldexp(1.0, static_cast<int>(word & 0xFFFU) - 2048);
    case 0xD:
      return -place;
    case 0xC:
      return place * 1e6;
    default:
      return place * std::pow(10.0, -static_cast<double>(word >> 12U));
  }
}

}  // namespace

/// The first byte says in what unit the stamps are and which of them come first; each two bytes
/// after it are a step. Whatever they are, the times made of them are numbers that do not fall.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 1) {
    return 0;
  }
  std::vector<double> stamps;
  double stamp = 0.0;
  for (std::size_t i = 1; i + 1 < size; i += 2) {
    std::uint16_t word = 0;
    std::memcpy(&word, bytes + i, 2);
    const double next = stamp + step_of(word);
    stamp = std::isfinite(next) ? next : 0.0;  // a file with other numbers is refused
    stamps.push_back(stamp);
  }
  const unsigned how = bytes[0];
  const auto unit =
      how % 5U < 4U ? std::optional{static_cast<ebb::TimeUnit>(how % 5U)} : std::nullopt;
  const std::size_t first =
      std::min<std::size_t>(stamps.size(), std::size_t{1} << (how / 5U % 10U));
  ebb::RecordedTime time(std::span<const double>{stamps}.first(first), unit);
  const std::optional<ebb::Hertz> rate = time.rate();
  if (rate && !(rate->value() >= 0.0)) {
    std::abort();
  }
  double last = 0.0;
  for (const double value : stamps) {
    const double seconds = time.seconds(value);
    if (!std::isfinite(seconds) || seconds < last) {
      std::abort();
    }
    last = seconds;
  }
  return 0;
}
