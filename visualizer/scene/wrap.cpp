#include "visualizer/scene/wrap.hpp"

#include <algorithm>

namespace ebb::scene {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
    if (end > at) {
      words.push_back(text.substr(at, end - at));
    }
    at = end + 1;
  }
  return words;
}

std::vector<std::string> filled(const std::vector<std::string_view>& words, std::size_t width) {
  std::vector<std::string> rows;
  std::size_t length = 0;
  for (const std::string_view word : words) {
    const std::size_t more = character_count(word);
    if (rows.empty() || length + 1 + more > width) {
      rows.emplace_back(word);
      length = more;
    } else {
      rows.back().append(" ").append(word);
      length += 1 + more;
    }
  }
  return rows;
}

}  // namespace

std::size_t character_count(std::string_view text) {
  // A dot below belongs to the letter before it.
  constexpr std::string_view kDotBelow = "\u0323";
  auto count = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
  for (auto at = text.find(kDotBelow); at != std::string_view::npos;
       at = text.find(kDotBelow, at + kDotBelow.size())) {
    --count;
  }
  return count;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  const std::vector<std::string_view> words = words_of(text);
  std::vector<std::string> rows = filled(words, std::max<std::size_t>(width, 1));
  const std::size_t count = rows.size();
  for (std::size_t narrower = width; count > 1 && narrower > 1; --narrower) {
    std::vector<std::string> evener = filled(words, narrower - 1);
    if (evener.size() > count) {
      break;
    }
    rows = std::move(evener);
  }
  return rows;
}

}  // namespace ebb::scene
