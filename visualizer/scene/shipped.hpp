#pragma once

#include <string_view>

namespace ebb::scene {

/// The files of visualizer/texts that are built in, so that no missing file leaves a person without
/// words or without people to contact.
inline constexpr std::string_view kShippedTextsName = "en-GB.toml";
extern const std::string_view kShippedTexts;
extern const std::string_view kShippedContacts;

}  // namespace ebb::scene
