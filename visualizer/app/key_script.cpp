#include "visualizer/app/key_script.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace ebb::app {
namespace {

using scene::Key;

constexpr std::array<std::pair<std::string_view, Key>, 7> kNamed = {{{"space", Key::space},
                                                                     {"escape", Key::escape},
                                                                     {"enter", Key::enter},
                                                                     {"left", Key::left},
                                                                     {"right", Key::right},
                                                                     {"up", Key::up},
                                                                     {"down", Key::down}}};

std::optional<Key> named(std::string_view name) {
  for (const auto& [known, key] : kNamed) {
    if (known == name) {
      return key;
    }
  }
  if (name.size() == 1) {
    if (const Key key = key_of(static_cast<unsigned char>(name[0])); key != Key::other) {
      return key;
    }
  }
  return std::nullopt;
}

}  // namespace

Key key_of(char32_t character) {
  switch (character) {
    case U' ':
      return Key::space;
    case U'e':
    case U'E':
      return Key::ease_off;
    case U'g':
    case U'G':
      return Key::grounding;
    case U'b':
    case U'B':
      return Key::blank;
    case U'o':
    case U'O':
      return Key::own_pace;
    case U'h':
    case U'H':
      return Key::hide;
    case U'+':
    case U'=':
      return Key::plus;
    case U'-':
    case U'_':
      return Key::minus;
    case U'?':
      return Key::help;
    default:
      return Key::other;
  }
}

std::optional<std::vector<ScriptedKey>> parse_keys(std::string_view text) {
  std::vector<ScriptedKey> keys;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view item = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    const std::size_t colon = item.find(':');
    if (colon == std::string_view::npos) {
      return std::nullopt;
    }
    double seconds = 0.0;
    const auto read = std::from_chars(item.data(), item.data() + colon, seconds);
    const std::optional<Key> key = named(item.substr(colon + 1));
    if (read.ec != std::errc{} || read.ptr != item.data() + colon || !std::isfinite(seconds) ||
        seconds < 0.0 || !key) {
      return std::nullopt;
    }
    keys.push_back({Seconds{seconds}, *key});
  }
  std::stable_sort(keys.begin(), keys.end(),
                   [](const ScriptedKey& a, const ScriptedKey& b) { return a.at < b.at; });
  return keys;
}

}  // namespace ebb::app
