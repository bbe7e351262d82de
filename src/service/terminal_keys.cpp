#include "service/terminal_keys.hpp"

#include <optional>

namespace ebb {
namespace {

constexpr char kEscape = '\x1b';
constexpr char kEndOfInput = '\x04';  // Ctrl-D

std::optional<Wish> wish_of_arrow(char final) {
  switch (final) {
    case 'C':
      return Wish::on;
    case 'D':
      return Wish::previous_line;
    default:
      return std::nullopt;
  }
}

std::optional<Wish> wish_of_key(char key) {
  switch (key) {
    case kEscape:
    case kEndOfInput:
    case 'q':
    case 'Q':
      return Wish::stop;
    case ' ':
      return Wish::pause_or_resume;
    case '\n':
    case '\r':
      return Wish::on;
    case '+':
    case '=':
      return Wish::quicker;
    case '-':
      return Wish::slower;
    case 'o':
    case 'O':
      return Wish::own_pace;
    case 'e':
    case 'E':
      return Wish::ease_off;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::vector<Wish> wishes_of(std::string_view keys) {
  std::vector<Wish> wishes;
  const auto add = [&wishes](std::optional<Wish> wish) {
    if (wish) {
      wishes.push_back(*wish);
    }
  };
  while (!keys.empty()) {
    const bool sequence =
        keys.size() > 1 && keys[0] == kEscape && (keys[1] == '[' || keys[1] == 'O');
    if (!sequence) {
      add(wish_of_key(keys[0]));
      keys.remove_prefix(1);
      continue;
    }
    // Parameters (0x20..0x3F) and then one final byte; an ESC in between begins anew.
    keys.remove_prefix(2);
    while (!keys.empty() && keys[0] >= ' ' && keys[0] < '@') {
      keys.remove_prefix(1);
    }
    if (!keys.empty() && keys[0] != kEscape) {
      add(wish_of_arrow(keys[0]));
      keys.remove_prefix(1);
    }
  }
  return wishes;
}

}  // namespace ebb
