#pragma once

#include <cstdint>

namespace ebb::scene {

enum class Theme : std::uint8_t { dark, light, dark_high_contrast, light_high_contrast };

/// full: drift and shape; less: the shape alone, 1 : 1.2; none: two words and one slow fade.
enum class Motion : std::uint8_t { full, less, none };

/// What keeps company: a disc, a dot on a wave that shows what is coming, a column, or two words.
enum class View : std::uint8_t { disc, hill, bar, words };

/// How this person likes to see things.
struct Settings {
  Theme theme = Theme::dark;
  Motion motion = Motion::full;
  double distance = 0.6;          ///< metres from eyes to screen
  double pixels_per_inch = 96.0;  ///< of the screen
  View view = View::disc;
};

}  // namespace ebb::scene
