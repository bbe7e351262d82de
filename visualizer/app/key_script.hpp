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
};

/// The key that a typed character means; `other` for one without a meaning.
[[nodiscard]] scene::Key key_of(char32_t character);

/// Reads "0:space,12.5:h,30:escape" (seconds, then a key's character or space, tab, escape,
/// enter, left, right, up, down), sorted by time. Nothing when it cannot be read.
[[nodiscard]] std::optional<std::vector<ScriptedKey>> parse_keys(std::string_view text);

}  // namespace ebb::app
