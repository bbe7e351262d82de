#include "visualizer/scene/looking_back/kinder_words.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <utility>

namespace ebb::scene {
namespace {

constexpr std::string_view kDotBelow = "\u0323";  ///< combines with the letter before it

/// Letters of any script, and what holds a word together: "mustn't" is not "must".
bool within_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80U || std::isalnum(byte) != 0 || c == '\'' || c == '_';
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  });
}

struct FoundWord {
  std::size_t from = 0;
  std::size_t length = 0;
  std::size_t which = 0;  ///< of the catalogue's
};

std::vector<FoundWord> found_in(std::string_view text, const std::vector<std::string>& words) {
  std::vector<FoundWord> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at > 0 && within_word(text[at - 1])) {
      continue;
    }
    for (std::size_t which = 0; which < words.size(); ++which) {
      const std::string& word = words[which];
      const std::size_t end = at + word.size();
      if (!word.empty() && end <= text.size() && same_letters(text.substr(at, word.size()), word) &&
          (end == text.size() || !within_word(text[end]))) {
        found.push_back({at, word.size(), which});
        break;
      }
    }
  }
  return found;
}

}  // namespace

std::vector<KinderWord> kinder_words(std::string_view text, const Texts& texts) {
  const auto& words = texts.list("kinder.words");
  const auto& instead = texts.list("kinder.instead");
  std::vector<KinderWord> all;
  for (const FoundWord& found : found_in(text, words)) {
    KinderWord one{words[found.which], found.which < instead.size() ? instead[found.which] : ""};
    if (!one.instead.empty() && std::find(all.begin(), all.end(), one) == all.end()) {
      all.push_back(std::move(one));
    }
  }
  return all;
}

std::string dotted(std::string_view text, const Texts& texts) {
  std::string seen;
  std::size_t at = 0;
  for (const FoundWord& found : found_in(text, texts.list("kinder.words"))) {
    if (found.from < at) {
      continue;  // within one that is dotted already
    }
    seen += text.substr(at, found.from - at);
    for (const char letter : text.substr(found.from, found.length)) {
      seen += letter;
      if (letter != ' ') {
        seen += kDotBelow;
      }
    }
    at = found.from + found.length;
  }
  return seen.append(text.substr(at));
}

}  // namespace ebb::scene
