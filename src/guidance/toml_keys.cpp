#include "guidance/toml_keys.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "guidance/nearest_word.hpp"

namespace ebb {
namespace {

constexpr std::size_t kLongestText = 500;
constexpr std::size_t kMostTexts = 100;

}  // namespace

int line_of(const toml::node& node, int otherwise) {
  const auto line = static_cast<int>(node.source().begin.line);
  return line > 0 ? line : otherwise;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kEnough = 60;
  std::string clean = "\"";
  std::size_t end = std::min(text.size(), kEnough);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;  // not through the middle of a letter
  }
  for (const char c : text.substr(0, end)) {
    clean += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  clean += end < text.size() ? "...\"" : "\"";
  return clean;
}

std::string listed(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += i == 0 ? "" : i + 1 == words.size() ? " or " : ", ";
    text += quoted(words[i]);
  }
  return text;
}

TomlKeys::TomlKeys(const toml::table& table, std::string where,
                   std::span<const std::string_view> known, int line)
    : table_(table), where_(std::move(where)), line_(line) {
  for (const auto& [key, value] : table_) {
    const std::string_view name = key.str();
    if (std::find(known.begin(), known.end(), name) != known.end()) {
      continue;
    }
    std::string why = where_ + ": the key " + quoted(name) + " is not known here";
    if (name.find("hold") != name.npos) {
      why += "; there is no key for holding the breath, because holding it can harm";
    } else if (const auto nearest = nearest_word(name, known); !nearest.empty()) {
      why += "; perhaps " + quoted(nearest) + " was meant";
    } else {
      why += "; known are " + listed(known);
    }
    throw Refused{ebb::line_of(value, line_), why + "."};
  }
}

int TomlKeys::line_of(std::string_view key) const {
  const toml::node* found = table_.get(key);
  return found == nullptr ? line_ : ebb::line_of(*found, line_);
}

void TomlKeys::refuse(std::string_view key, const std::string& why) const {
  throw Refused{line_of(key), where_ + ": " + std::string(key) + " " + why};
}

const toml::node& TomlKeys::node(std::string_view key) const {
  const toml::node* found = table_.get(key);
  if (found == nullptr) {
    throw Refused{line_, where_ + ": the key " + quoted(key) + " is missing."};
  }
  return *found;
}

std::string TomlKeys::text(std::string_view key) const {
  const auto* found = node(key).as_string();
  if (found == nullptr) {
    refuse(key, "should be a text in quotation marks.");
  }
  if (found->get().empty()) {
    refuse(key, "is empty.");
  }
  if (found->get().size() > kLongestText) {
    refuse(key, "is longer than 500 letters.");
  }
  return found->get();
}

std::string TomlKeys::text_or_none(std::string_view key) const {
  return has(key) ? text(key) : std::string{};
}

double TomlKeys::number(std::string_view key, double least, double most,
                        std::string_view why) const {
  const toml::node& found = node(key);
  const auto value = found.is_number() ? found.value<double>() : std::nullopt;
  if (!value) {
    refuse(key, "should be a number without quotation marks.");
  }
  if (!(*value >= least && *value <= most)) {
    refuse(key, std::string(why));
  }
  return *value;
}

bool TomlKeys::yes(std::string_view key) const {
  if (!has(key)) {
    return false;
  }
  const auto* found = node(key).as_boolean();
  if (found == nullptr) {
    refuse(key, "should be true or false.");
  }
  return found->get();
}

std::vector<std::string> TomlKeys::texts(std::string_view key) const {
  std::vector<std::string> all;
  if (!has(key)) {
    return all;
  }
  const auto* found = node(key).as_array();
  if (found == nullptr) {
    refuse(key, "should be a list: [\"one\", \"two\"].");
  }
  if (found->size() > kMostTexts) {
    refuse(key, "has more than 100 entries.");
  }
  for (const auto& entry : *found) {
    const auto* one = entry.as_string();
    if (one == nullptr || one->get().empty() || one->get().size() > kLongestText) {
      throw Refused{ebb::line_of(entry, line_of(key)),
                    where_ + ": every entry of " + std::string(key) +
                        " should be a text of 1 to 500 letters in quotation marks."};
    }
    all.push_back(one->get());
  }
  return all;
}

std::vector<int> TomlKeys::lines_of(std::string_view key) const {
  std::vector<int> lines;
  if (const auto* found = has(key) ? node(key).as_array() : nullptr) {
    for (const auto& entry : *found) {
      lines.push_back(ebb::line_of(entry, line_of(key)));
    }
  }
  return lines;
}

const toml::table& TomlKeys::table(std::string_view key) const {
  const auto* found = node(key).as_table();
  if (found == nullptr) {
    refuse(key, "should be a table: { ... }.");
  }
  return *found;
}

std::size_t TomlKeys::one_of(std::string_view key, std::span<const std::string_view> words) const {
  const std::string found = text(key);
  const auto* const place = std::find(words.data(), words.data() + words.size(), found);
  if (place == words.data() + words.size()) {
    const auto nearest = nearest_word(found, words);
    refuse(key, "= " + quoted(found) + " is not known; " +
                    (nearest.empty() ? "it can be " + listed(words)
                                     : "perhaps " + quoted(nearest) + " was meant") +
                    ".");
  }
  return static_cast<std::size_t>(place - words.data());
}

}  // namespace ebb
