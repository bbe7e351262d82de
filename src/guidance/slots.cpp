#include "guidance/slots.hpp"

namespace ebb {

std::string fill_slots(std::string_view line, const Slots& slots) {
  std::string filled;
  while (!line.empty()) {
    const auto open = line.find('{');
    const auto close = open == line.npos ? line.npos : line.find('}', open);
    if (close == line.npos) {
      filled += line;
      break;
    }
    filled += line.substr(0, open);
    const std::string_view inside = line.substr(open + 1, close - open - 1);
    const auto bar = inside.find('|');
    const auto own = slots.find(inside.substr(0, bar));
    if (own != slots.end() && !own->second.empty()) {
      filled += own->second;
    } else if (bar != inside.npos) {
      filled += inside.substr(bar + 1);
    }
    line.remove_prefix(close + 1);
  }
  return filled;
}

}  // namespace ebb
