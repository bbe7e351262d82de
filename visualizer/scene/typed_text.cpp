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

}  // namespace

void type_into(std::string& text, char32_t character, std::size_t most) {
  if (character == U'\b') {
    drop_last(text);
  } else if (character >= U' ' && character != U'\x7f' && character <= 0x10FFFF &&
             character_count(text) < most) {
    append_utf8(text, character);
  }
}

}  // namespace ebb::scene
