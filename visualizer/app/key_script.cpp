#include "visualizer/app/key_script.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace ebb::app {
namespace {

using scene::Key;

constexpr std::array<std::pair<std::string_view, Key>, 8> kNamed = {{{"space", Key::space},
                                                                     {"tab", Key::tab},
                                                                     {"escape", Key::escape},
                                                                     {"enter", Key::enter},
                                                                     {"left", Key::left},
                                                                     {"right", Key::right},
                                                                     {"up", Key::up},
                                                                     {"down", Key::down}}};

std::optional<ScriptedKey> named(std::string_view name, bool any_character) {
  for (const auto& [known, key] : kNamed) {
    if (known == name) {
      return ScriptedKey{Seconds{0.0}, key, key == Key::space ? U' ' : U'\0'};
    }
  }
  if (name.size() == 1) {
    const auto character = static_cast<unsigned char>(name[0]);
    if (const Key key = key_of(character); key != Key::other || any_character) {
      return ScriptedKey{Seconds{0.0}, key, character};
    }
  }
  return std::nullopt;
}

}  // namespace

Key key_of(char32_t character) {
  constexpr std::array<std::pair<char32_t, Key>, 22> kLetters = {
      {{U'e', Key::ease_off}, {U'g', Key::grounding}, {U'b', Key::blank},
       {U'o', Key::own_pace}, {U'h', Key::hide},      {U'l', Key::shelf},
       {U'p', Key::people},   {U'c', Key::comfort},   {U'a', Key::anchor},
       {U'v', Key::view},     {U't', Key::noticed},   {U'm', Key::mark},
       {U's', Key::sound},    {U'n', Key::numbers},   {U'r', Key::looking_back},
       {U'j', Key::journal},  {U'd', Key::forget},    {U'*', Key::star},
       {U'/', Key::search},   {U'?', Key::help},      {U'k', Key::keep},
       {U'x', Key::let_go}}};
  const char32_t small =
      character >= U'A' && character <= U'Z' ? character - U'A' + U'a' : character;
  for (const auto& [letter, key] : kLetters) {
    if (letter == small) {
      return key;
    }
  }
  if (character >= U'1' && character <= U'5') {
    return static_cast<Key>(static_cast<int>(Key::first) + static_cast<int>(character - U'1'));
  }
  switch (character) {
    case U' ':
      return Key::space;
    case U'+':
    case U'=':
      return Key::plus;
    case U'-':
    case U'_':
      return Key::minus;
    default:
      return Key::other;
  }
}

std::optional<std::vector<ScriptedKey>> parse_keys(std::string_view text, bool any_character) {
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
    std::optional<ScriptedKey> key = named(item.substr(colon + 1), any_character);
    if (read.ec != std::errc{} || read.ptr != item.data() + colon || !std::isfinite(seconds) ||
        seconds < 0.0 || !key) {
      return std::nullopt;
    }
    key->at = Seconds{seconds};
    keys.push_back(*key);
  }
  std::stable_sort(keys.begin(), keys.end(),
                   [](const ScriptedKey& a, const ScriptedKey& b) { return a.at < b.at; });
  return keys;
}

}  // namespace ebb::app
