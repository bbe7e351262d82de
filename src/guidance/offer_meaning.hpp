#pragma once

#include <string_view>

namespace ebb {

/// What a step's offer leads to. The words are the file's; those that are not known lead on.
enum class OfferMeaning { stay, quiet, grounding, contacts, back, stop, on };

/// "feet and room" and the like.
[[nodiscard]] OfferMeaning meaning_of(std::string_view offer);

}  // namespace ebb
