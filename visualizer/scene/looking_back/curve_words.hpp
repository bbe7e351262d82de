#pragma once

#include <string_view>

#include "session/calm_down/caption.hpp"
#include "visualizer/scene/texts.hpp"

namespace ebb::scene {

/// What is said of a curve, and around its numbers, in this language. They last as long as `texts`.
[[nodiscard]] std::string_view caption_in(const Texts& texts, CalmDownCaption caption);
[[nodiscard]] CurveWords curve_words_in(const Texts& texts);

}  // namespace ebb::scene
