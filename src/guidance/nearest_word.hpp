#pragma once

#include <span>
#include <string_view>

namespace ebb {

/// The word of `known` that `word` was most likely meant to be: few letters apart (Levenshtein, at
/// most a third of its length and never above three). Empty when nothing is near.
[[nodiscard]] std::string_view nearest_word(std::string_view word,
                                            std::span<const std::string_view> known);

}  // namespace ebb
