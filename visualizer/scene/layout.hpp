#pragma once

#include <cstddef>

#include "visualizer/scene/picture.hpp"
#include "visualizer/scene/settings.hpp"

namespace ebb::scene {

/// Type size in pixels at which capitals are easily read from `distance` metres (22 minutes of
/// arc; ISO 9241-3): 21 px at 0.6 m, 35 px at 1 m, 69 px at 2 m on a 96 ppi screen.
[[nodiscard]] double type_size(double distance, double pixels_per_inch);

/// Where things lie on the person's screen: the guide above, words under it, the heart low down,
/// one row of quiet words at the foot. All in pixels.
struct Layout {
  Extent size;
  double margin = 0.0;
  double type = 0.0;       ///< quiet words
  double cue_type = 0.0;   ///< cue lines
  double leading = 0.0;    ///< baseline to baseline of cue lines
  std::size_t wrap = 32;   ///< characters in a cue line's row
  Point guide;             ///< centre of the shape
  double smallest = 0.0;   ///< its radius between breaths
  double widest = 0.0;     ///< its radius at the turn
  double turn_word = 0.0;  ///< baseline of "in" and "out"
  double lines_top = 0.0;  ///< first baseline of the cue line
  double heart_top = 0.0;
  double heart_bottom = 0.0;
  double foot = 0.0;  ///< baseline of the lowest row
  /// Little room for so large a type: the heart stays away, "in" and "out" stand in the shape.
  bool cramped = false;
};

[[nodiscard]] Layout lay_out(Extent size, const Settings& settings);

/// About how wide that many characters are, rather more than less.
[[nodiscard]] double about_wide(std::size_t characters, double type);

/// The shape's radius for a cue size of 0..1.
[[nodiscard]] double guide_radius(const Layout& layout, double size);

}  // namespace ebb::scene
