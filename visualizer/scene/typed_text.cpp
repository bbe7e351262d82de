#include "visualizer/scene/typed_text.hpp"

#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

void append_utf8(std::string& text, char32_t c) {
  const auto byte = [&text](char32_t value) { text += static_cast<char>(value); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6U));
    byte(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12U));
    byte(0x80 | ((c >> 6U) & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  } else {
    byte(0xF0 | (c >> 18U));
    byte(0x80 | ((c >> 12U) & 0x3FU));
    byte(0x80 | ((c >> 6U) & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  }
}

void drop_last(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
    text.pop_back();
  }
  if (!text.empty()) {
    text.pop_back();
  }
}

constexpr std::string_view kCaret = "|";
constexpr std::string_view kLeftToRight = "\u200e";
constexpr std::string_view kRightToLeft = "\u200f";

enum class Way { none, left_to_right, right_to_left };

Way way_of(char32_t c) {
  const bool right_to_left =
      (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE);
  const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c >= 0x00C0;
  return right_to_left ? Way::right_to_left : letter ? Way::left_to_right : Way::none;
}

/// Of the last letter; digits and blanks belong to what is before them.
Way last_way(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    std::size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
      --begin;
    }
    const auto lead = static_cast<unsigned char>(text[begin]);
    char32_t character = end - begin == 1   ? lead
                         : end - begin == 2 ? lead & 0x1FU
                         : end - begin == 3 ? lead & 0x0FU
                                            : lead & 0x07U;
    for (std::size_t i = begin + 1; i < end; ++i) {
      character = (character << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    if (const Way way = way_of(character); way != Way::none) {
      return way;
    }
    end = begin;
  }
  return Way::none;
}

}  // namespace

std::string with_caret(std::string text, bool right_to_left) {
  const Way way = last_way(text);
  text += kCaret;
  if (way == Way::right_to_left && !right_to_left) {
    text += kRightToLeft;
  } else if (way == Way::left_to_right && right_to_left) {
    text += kLeftToRight;
  }
  return text;
}

void type_into(std::string& text, char32_t character, std::size_t most) {
  if (character == U'\b') {
    drop_last(text);
  } else if (character >= U' ' && character != U'\x7f' && character <= 0x10FFFF &&
             character_count(text) < most) {
    append_utf8(text, character);
  }
}

}  // namespace ebb::scene
