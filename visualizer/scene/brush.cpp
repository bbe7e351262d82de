#include "visualizer/scene/brush.hpp"

#include <utility>

#include "visualizer/scene/layout.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {

void add_words(Picture& picture, std::string_view text, Point at, double size, Align align,
               Weight weight, Colour colour, double opacity) {
  if (opacity <= kUnseen || text.empty()) {
    return;
  }
  std::string words{text};
  for (auto apart = words.find(kApart); apart != std::string::npos; apart = words.find(kApart)) {
    words.replace(apart, kApart.size(), "   ");
  }
  picture.shapes.emplace_back(
      Words{std::move(words), at, size, align, weight, colour.thinned(opacity)});
}

void add_hint(Picture& picture, std::string_view text, Point at, double size, Align align,
              Colour colour, double opacity, Key key, bool live) {
  add_words(picture, text, at, size, align, Weight::regular, colour, opacity);
  if (!live || text.empty()) {
    return;
  }
  const double wide = about_wide(character_count(text), size);
  const double left = align == Align::left     ? at.x
                      : align == Align::centre ? at.x - 0.5 * wide
                                               : at.x - wide;
  // As high as a finger is wide, as far as the lines allow.
  picture.targets.push_back(
      {{left - size * 0.4, at.y - size * 1.25, wide + size * 0.8, size * 1.8}, {key}});
}

std::string spelled(std::string_view key, std::string_view does) {
  return std::string{key}.append(kApart).append(does);
}

}  // namespace ebb::scene
