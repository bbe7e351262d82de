#include <algorithm>

#include <toml++/toml.h>

#include "visualizer/scene/contacts.hpp"
#include "visualizer/scene/shipped.hpp"

namespace ebb::scene {
namespace {

constexpr std::size_t kMost = 40;
constexpr std::size_t kLongest = 200;

std::string text_of(const toml::table& table, std::string_view key) {
  return table[key].value_or(std::string{}).substr(0, kLongest);
}

Contacts read(std::string_view text, std::string_view file, bool own) {
  const toml::table table = toml::parse(text, file);
  Contacts contacts;
  if (const auto* listed = table["contact"].as_array()) {
    for (const auto& node : *listed) {
      const auto* one = node.as_table();
      if (one == nullptr || contacts.people.size() >= kMost) {
        continue;
      }
      Contact contact{text_of(*one, "name"), text_of(*one, "reach"), text_of(*one, "note"), own};
      if (!contact.name.empty()) {
        contacts.people.push_back(std::move(contact));
      }
    }
  }
  if (own && table["shipped"].value_or(true)) {
    const Contacts& shipped = shipped_contacts();
    contacts.people.insert(contacts.people.end(), shipped.people.begin(), shipped.people.end());
  }
  return contacts;
}

}  // namespace

Expected<Contacts, std::string> parse_contacts(std::string_view text, std::string_view file) {
  if (text.size() > kLargestContacts || std::count(text.begin(), text.end(), '.') > 4'000 ||
      std::count(text.begin(), text.end(), '[') > 1'000) {
    return Unexpected{std::string{file} + ": larger than any list of people to contact."};
  }
  try {
    return read(text, file, true);
  } catch (const toml::parse_error& error) {
    return Unexpected{std::string{file} + ":" + std::to_string(error.source().begin.line) +
                      ": this cannot be read as TOML: " + std::string{error.description()} +
                      ". People look like [[contact]] with name, reach and note."};
  }
}

const Contacts& shipped_contacts() {
  static const Contacts contacts = read(kShippedContacts, "contacts.en-GB.toml", false);
  return contacts;
}

}  // namespace ebb::scene
