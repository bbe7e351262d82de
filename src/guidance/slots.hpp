#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ebb {

/// A person's own words by slot name ("friend_words"). Never logged, never exported.
using Slots = std::map<std::string, std::string, std::less<>>;

/// A line with every `{slot|fallback}` replaced by the person's words, or by the fallback where
/// there are none. Braces that do not close stay as they are.
[[nodiscard]] std::string fill_slots(std::string_view line, const Slots& slots);

}  // namespace ebb
