#include "service/plain_text.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace ebb {
namespace {

struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;  ///< 0: no UTF-8 begins here
};

Character first_of(std::string_view text) {
  struct Form {
    std::uint8_t mask, lead;
    char32_t least;  ///< what is smaller has a shorter form
  };
  constexpr std::array<Form, 4> kForms{
      {{0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}}};
  const auto lead = static_cast<std::uint8_t>(text.front());
  for (std::size_t more = 0; more < kForms.size() && more < text.size(); ++more) {
    const Form& form = kForms.at(more);
    if ((lead & form.mask) != form.lead) {
      continue;
    }
    auto code = static_cast<char32_t>(lead & static_cast<std::uint8_t>(~form.mask));
    for (std::size_t i = 1; i <= more; ++i) {
      const auto byte = static_cast<std::uint8_t>(text[i]);
      if ((byte & 0xc0U) != 0x80U) {
        return {};
      }
      code = (code << 6U) | (byte & 0x3fU);
    }
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    return code >= form.least && code <= 0x10ffff && !surrogate ? Character{code, more + 1}
                                                                : Character{};
  }
  return {};
}

bool steers(char32_t code) {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x2028 || code == 0x2029 ||
         code == 0x200e || code == 0x200f || code == 0x61c || (code >= 0x202a && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069);
}

}  // namespace

std::string plain_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Character next = first_of(text);
    if (next.bytes == 0) {
      out += '?';
      text.remove_prefix(1);
      continue;
    }
    if (steers(next.code)) {
      out += ' ';
    } else {
      out += text.substr(0, next.bytes);
    }
    text.remove_prefix(next.bytes);
  }
  return out;
}

}  // namespace ebb
