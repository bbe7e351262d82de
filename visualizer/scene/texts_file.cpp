#include <algorithm>
#include <cstdlib>
#include <utility>

#include <toml++/toml.h>

#include "visualizer/scene/shipped.hpp"
#include "visualizer/scene/texts.hpp"

namespace ebb::scene {
namespace {

void collect(const toml::table& table, const std::string& before, Texts::Lines& lines) {
  for (const auto& [name, node] : table) {
    const std::string key =
        before.empty() ? std::string{name.str()} : before + "." + std::string{name.str()};
    if (const auto* text = node.as_string()) {
      lines[key] = {text->get()};
    } else if (const auto* several = node.as_array()) {
      auto& all = lines[key];
      all.clear();
      for (const auto& one : *several) {
        all.push_back(one.value_or(std::string{}));
      }
    } else if (const auto* deeper = node.as_table(); deeper != nullptr && before.empty()) {
      collect(*deeper, key, lines);
    }
  }
}

}  // namespace

Expected<Texts, std::string> parse_texts(std::string_view text, std::string_view file) {
  const auto refused = [file](const std::string& why) {
    return Unexpected{std::string{file} + why};
  };
  if (text.size() > kLargestTexts || std::count(text.begin(), text.end(), '.') > 20'000) {
    return refused(": larger than any catalogue of texts.");
  }
  try {
    Texts::Lines lines;
    if (file != kShippedTextsName) {
      lines = uk_english().lines();
    }
    Texts::Lines own;
    collect(toml::parse(text, file), "", own);
    for (auto& [key, said] : own) {
      const auto known = lines.find(key);
      const bool fits = known == lines.end() || known->second.size() == said.size();
      if (!fits) {
        return refused(": " + key + " has " + std::to_string(said.size()) + " lines, and needs " +
                       std::to_string(known->second.size()) + ".");
      }
      lines[key] = std::move(said);
    }
    return Texts{std::move(lines)};
  } catch (const toml::parse_error& error) {
    return refused(":" + std::to_string(error.source().begin.line) +
                   ": this cannot be read as TOML: " + std::string{error.description()} + ".");
  }
}

const Texts& uk_english() {
  static const Texts texts = [] {
    auto read = parse_texts(kShippedTexts, kShippedTextsName);
    if (!read) {
      std::abort();  // a test reads the same file, so nobody meets this
    }
    return std::move(read).value();
  }();
  return texts;
}

}  // namespace ebb::scene
