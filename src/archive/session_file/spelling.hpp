#pragma once

#include <array>
#include <string>
#include <string_view>

#include "archive/kept_session.hpp"
#include "feed/words.hpp"

// How the session file spells enumerations: as the live feed does, and some of its own.
namespace ebb::feed {

template <>
inline constexpr std::array<std::string_view, 2> kWords<KeptRate::Of>{"heart", "breath"};

}  // namespace ebb::feed

namespace ebb {

/// "interval,optical,ecg"
[[nodiscard]] std::string spell(const CanTell& can_tell);
[[nodiscard]] CanTell can_tell_from(std::string_view text);

}  // namespace ebb
