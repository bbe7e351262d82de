#include "visualizer/render/line_order.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <SFML/System/String.hpp>
#include <fribidi.h>

namespace ebb::render {
namespace {

/// A line longer than this is nobody's words; it is drawn as it comes.
constexpr std::size_t kLongest = 10'000;

std::u32string decoded(std::string_view utf8) {
  std::u32string characters;
  characters.reserve(utf8.size());
  const sf::String text = sf::String::fromUtf8(utf8.begin(), utf8.end());
  for (const sf::Uint32 character : text) {
    characters += static_cast<char32_t>(character);
  }
  return characters;
}

bool right_to_left_letter(char32_t c) {
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFE) || (c >= 0x10800 && c <= 0x10FFF) ||
         (c >= 0x1E800 && c <= 0x1EFFF);
}

/// What steers the direction of text, and is never seen.
bool steers(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/// "116 123" is one number to call, and not two that change places: no-break space is taken for a
/// part of a number.
void keep_numbers_together(std::u32string& line) {
  const auto digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    if (line[i] == U' ' && digit(line[i - 1]) && digit(line[i + 1])) {
      line[i] = U'\u00a0';
    }
  }
}

std::u32string without_steering(std::u32string line) {
  line.erase(std::remove_if(line.begin(), line.end(), steers), line.end());
  return line;
}

}  // namespace

bool has_right_to_left_letters(std::u32string_view line) {
  return std::any_of(line.begin(), line.end(), right_to_left_letter);
}

std::u32string in_drawing_order(std::string_view line, bool right_to_left) {
  std::u32string characters = decoded(line);
  const std::size_t count = characters.size();
  if (count > kLongest || !has_right_to_left_letters(characters)) {
    return without_steering(std::move(characters));
  }
  keep_numbers_together(characters);
  const auto length = static_cast<FriBidiStrIndex>(count);
  std::vector<FriBidiChar> text(characters.begin(), characters.end());
  std::vector<FriBidiCharType> types(count);
  std::vector<FriBidiBracketType> brackets(count);
  std::vector<FriBidiJoiningType> joins(count);
  std::vector<FriBidiLevel> levels(count);
  fribidi_get_bidi_types(text.data(), length, types.data());
  fribidi_get_bracket_types(text.data(), length, types.data(), brackets.data());
  FriBidiParType direction = right_to_left ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_ON;
  if (fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), length, &direction,
                                          levels.data()) == 0) {
    return without_steering(std::move(characters));
  }
  fribidi_get_joining_types(text.data(), length, joins.data());
  fribidi_join_arabic(types.data(), length, levels.data(), joins.data());
  constexpr FriBidiFlags kShaped = FRIBIDI_FLAGS_DEFAULT | FRIBIDI_FLAGS_ARABIC;
  fribidi_shape(kShaped, levels.data(), length, joins.data(), text.data());
  if (fribidi_reorder_line(kShaped, types.data(), length, 0, direction, levels.data(), text.data(),
                           nullptr) == 0) {
    return without_steering(std::move(characters));
  }
  // The second half of a ligature draws nothing either: FriBidi leaves U+FEFF in its place.
  return without_steering({text.begin(), text.end()});
}

}  // namespace ebb::render
