#include "guidance/nearest_word.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ebb {
namespace {

constexpr std::size_t kLongest = 32;  // no key is longer; what is longer was not meant as one

std::size_t letters_apart(std::string_view a, std::string_view b) {
  std::array<std::size_t, kLongest + 1> row{};
  for (std::size_t j = 0; j <= b.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> known) {
  if (word.empty() || word.size() > kLongest) {
    return {};
  }
  std::string_view best;
  std::size_t fewest = std::min<std::size_t>(3, std::max<std::size_t>(1, word.size() / 3)) + 1;
  for (const auto candidate : known) {
    if (candidate.size() > kLongest) {
      continue;
    }
    const std::size_t apart = letters_apart(word, candidate);
    if (apart < fewest) {
      fewest = apart;
      best = candidate;
    }
  }
  return best;
}

}  // namespace ebb
