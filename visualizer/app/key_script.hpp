#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/time.hpp"
#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// A key pressed at a moment, counted from the start.
struct ScriptedKey {
  Seconds at{0.0};
  scene::Key key = scene::Key::other;
  char32_t character = 0;  ///< that was typed; none for a key with a name
};

/// The key that a typed character means; `other` for one without a meaning.
[[nodiscard]] scene::Key key_of(char32_t character);

/// Reads "0:space,12.5:h,30:escape" (seconds, then a key's character or space, tab, escape,
/// enter, left, right, up, down), sorted by time. Nothing when it cannot be read, or when a
/// character means nothing to a person's screen, unless `any_character` counts.
[[nodiscard]] std::optional<std::vector<ScriptedKey>> parse_keys(std::string_view text,
                                                                 bool any_character = false);

}  // namespace ebb::app
