#pragma once

namespace ebb::scene {

enum class Theme { dark, light, dark_high_contrast, light_high_contrast };

/// full: drift and shape; less: the shape alone, 1 : 1.2; none: two words and one slow fade.
enum class Motion { full, less, none };

/// How this person likes to see things.
struct Settings {
  Theme theme = Theme::dark;
  Motion motion = Motion::full;
  double distance = 0.6;          ///< metres from eyes to screen
  double pixels_per_inch = 96.0;  ///< of the screen
};

}  // namespace ebb::scene
