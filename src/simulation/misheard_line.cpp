#include "simulation/misheard_line.hpp"

#include <cstddef>

namespace ebb {
namespace {

constexpr int kBits = 8;

/// The line's level, one entry a bit of the sender; true is idle.
std::vector<bool> levels(std::span<const std::uint8_t> bytes, bool odd_parity) {
  std::vector<bool> line{true};
  for (const std::uint8_t byte : bytes) {
    line.push_back(false);
    bool parity = true;
    for (int bit = 0; bit < kBits; ++bit) {
      const bool level = ((byte >> bit) & 1) != 0;
      line.push_back(level);
      parity = parity != level;
    }
    if (odd_parity) {
      line.push_back(parity);
    }
    line.push_back(true);
  }
  return line;
}

}  // namespace

std::vector<std::uint8_t> misheard(std::span<const std::uint8_t> bytes, const LineSpeed& sent,
                                   const LineSpeed& heard) {
  const std::vector<bool> line = levels(bytes, sent.odd_parity);
  const double bit = static_cast<double>(sent.baud) / heard.baud;  // in bits of the sender
  const auto level = [&](double at) {
    const auto index = static_cast<std::size_t>(at);
    return index >= line.size() || line[index];
  };
  std::vector<std::uint8_t> out;
  std::size_t edge = 1;
  while (edge < line.size()) {
    if (line[edge] || !line[edge - 1]) {
      ++edge;
      continue;
    }
    const auto start = static_cast<double>(edge);
    unsigned byte = 0;
    for (int i = 0; i < kBits; ++i) {
      byte |= level(start + (1.5 + i) * bit) ? 1U << i : 0U;
    }
    out.push_back(static_cast<std::uint8_t>(byte));
    const int stop = 1 + kBits + (heard.odd_parity ? 1 : 0);
    // In the middle of its stop bit a receiver looks out for the next edge again.
    const auto next = static_cast<std::size_t>(start + (stop + 0.5) * bit);
    edge = next > edge ? next : edge + 1;
  }
  return out;
}

}  // namespace ebb
