#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ebb {

/// "10 48 2c 03" as bytes, so that tests read like the tables they come from.
inline std::vector<std::uint8_t> bytes_of(std::string_view hex) {
  std::vector<std::uint8_t> out;
  std::string pair;
  for (const char c : hex) {
    if (c != ' ') {
      pair += c;
    }
    if (pair.size() == 2) {
      out.push_back(static_cast<std::uint8_t>(std::stoi(pair, nullptr, 16)));
      pair.clear();
    }
  }
  return out;
}

inline std::vector<std::uint8_t> bytes_of_text(std::string_view text) {
  return {text.begin(), text.end()};
}

}  // namespace ebb
