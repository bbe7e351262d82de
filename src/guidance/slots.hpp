#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "core/expected.hpp"

namespace ebb {

/// A person's own words by slot name ("friend_words"). Never logged, never exported.
using Slots = std::map<std::string, std::string, std::less<>>;

/// A line with every `{slot|fallback}` replaced by the person's words, or by the fallback where
/// there are none. Braces that do not close stay as they are.
[[nodiscard]] std::string fill_slots(std::string_view line, const Slots& slots);

/// A person's file of them (slots.toml) is a page at most.
inline constexpr std::size_t kLargestSlots = 65'536;
inline constexpr std::size_t kMostSlots = 64;
inline constexpr std::size_t kLongestSlotName = 40;

/// Reads `name = "words"` lines. Control characters become spaces; whatever is no text, too long a
/// name or one too many is passed over. The error is a sentence with file and line.
[[nodiscard]] Expected<Slots, std::string> parse_slots(std::string_view text,
                                                       std::string_view file);
[[nodiscard]] std::string print(const Slots& slots);

}  // namespace ebb
