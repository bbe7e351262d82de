#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "visualizer/scene/texts.hpp"

namespace ebb::scene {

/// An absolute word that a person wrote, and what might be said in its place.
struct KinderWord {
  std::string word;  ///< as it stands in the catalogue (kinder.words)
  std::string instead;
  bool operator==(const KinderWord&) const = default;
};

/// Those of the catalogue's words that stand in `text` as whole words, capitals or not, each once,
/// in the order of the text. Nothing is made of it: no count, no record.
[[nodiscard]] std::vector<KinderWord> kinder_words(std::string_view text, const Texts& texts);

/// The text with a dot under each letter of those words, for the screen alone.
[[nodiscard]] std::string dotted(std::string_view text, const Texts& texts);

}  // namespace ebb::scene
