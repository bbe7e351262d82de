#include <algorithm>
#include <sstream>

#include <toml++/toml.h>

#include "guidance/asking.hpp"
#include "guidance/slots.hpp"

namespace ebb {

Expected<Slots, std::string> parse_slots(std::string_view text, std::string_view file) {
  if (text.size() > kLargestSlots || std::count(text.begin(), text.end(), '.') > 4'000 ||
      std::count(text.begin(), text.end(), '[') > 1'000) {
    return Unexpected{std::string{file} + ": larger than any file of a person's own words."};
  }
  try {
    Slots slots;
    for (const auto& [name, node] : toml::parse(text, file)) {
      const auto words = node.value<std::string>();
      if (words && name.length() <= kLongestSlotName && slots.size() < kMostSlots) {
        slots[std::string{name.str()}] = own_words(*words, Ask::Kind::line);
      }
    }
    return slots;
  } catch (const toml::parse_error& error) {
    return Unexpected{std::string{file} + ":" + std::to_string(error.source().begin.line) +
                      ": this cannot be read as TOML: " + std::string{error.description()} +
                      ". Own words look like place = \"the garden wall\"."};
  }
}

std::string print(const Slots& slots) {
  toml::table table;
  for (const auto& [name, words] : slots) {
    table.insert(name, words);
  }
  std::ostringstream text;
  text << "# Own words that practices say. It may be edited or deleted.\n" << table << '\n';
  return text.str();
}

}  // namespace ebb
