#include "visualizer/scene/layout.hpp"

#include <algorithm>
#include <cmath>

namespace ebb::scene {
namespace {

constexpr double kMetresPerInch = 0.0254;
constexpr double kTypeAngle = 109.0;  ///< distance / type size at 22 minutes of arc
constexpr double kNearest = 0.4;      ///< a small window is a thing held in the hand
constexpr double kLetter = 0.53;      ///< mean width of a letter, in type sizes
constexpr std::size_t kCueWrap = 32;

}  // namespace

double type_size(double distance, double pixels_per_inch) {
  return distance / kTypeAngle / kMetresPerInch * pixels_per_inch;
}

Layout lay_out(Extent size, const Settings& settings) {
  const double width = std::max(size.width, 1);
  const double height = std::max(size.height, 1);
  Layout l;
  l.size = size;

  // Words grow with a large screen, and give way in a small window down to what a hand's distance
  // asks for.
  const double asked = type_size(settings.distance, settings.pixels_per_inch);
  const double least = std::min(asked, type_size(kNearest, settings.pixels_per_inch));
  const double grown = std::max(asked, height / 36.0);
  l.type = std::clamp(std::min(width / 24.0, height / 13.0), least, grown);
  const double roomy = l.type * 1.3;
  l.cue_type = std::clamp(width * 0.86 / (kLetter * static_cast<double>(kCueWrap)), l.type, roomy);
  l.leading = l.cue_type * 1.4;
  const double fitting = width * 0.92 / (kLetter * l.cue_type);
  l.wrap = std::clamp(static_cast<std::size_t>(fitting), std::size_t{12}, kCueWrap);

  l.margin = std::clamp(l.type * 1.5, 8.0, std::max(8.0, width * 0.05));
  l.foot = height - std::min(l.margin, height * 0.06);
  const double foot_room = height - l.foot + l.type * 1.35;
  const double top = std::min(l.margin, height * 0.06);
  const auto stack = [&](double heart_room) {
    l.heart_bottom = height - foot_room - (heart_room > 0.0 ? l.type * 0.25 : 0.0);
    l.heart_top = l.heart_bottom - heart_room;
    l.lines_top = l.heart_top - l.leading * 2.75 + l.cue_type * 0.8;
    l.turn_word = l.lines_top - l.cue_type - l.type * 1.15;
    return l.turn_word - l.type * 1.35 - top;
  };
  double shape_room = stack(std::clamp(height * 0.075, l.type * 0.9, 110.0));
  if (shape_room < height * 0.4) {
    l.cramped = true;
    l.cue_type = l.type;
    l.leading = l.cue_type * 1.4;
    stack(0.0);
    shape_room = std::max(l.lines_top - l.cue_type * 1.2 - top, height * 0.22);
    l.turn_word = top + shape_room * 0.5 + l.type * 0.35;
  }
  const double largest = std::min(shape_room * 0.5, width * 0.36);
  l.widest = largest;
  const double ratio = settings.motion == Motion::full ? 1.6 : 1.2;
  l.smallest = l.widest / ratio;
  l.guide = {width * 0.5, top + shape_room * 0.5};
  return l;
}

double about_wide(std::size_t characters, double type) {
  return kLetter * type * static_cast<double>(characters);
}

double guide_radius(const Layout& layout, double size) {
  return layout.smallest + (layout.widest - layout.smallest) * std::clamp(size, 0.0, 1.0);
}

}  // namespace ebb::scene
