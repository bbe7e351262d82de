#include "visualizer/render/fonts.hpp"

#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <string>

namespace ebb::render {
namespace {

using Faces = std::initializer_list<const char*>;

constexpr Faces kLight = {"/usr/share/fonts/opentype/inter/Inter-Light.otf",
                          "/usr/share/fonts/truetype/inter/Inter-Light.ttf",
                          "/usr/share/fonts/truetype/dejavu/DejaVuSans-ExtraLight.ttf",
                          "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"};
constexpr Faces kRegular = {"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                            "/usr/share/fonts/truetype/inter/Inter-Regular.ttf",
                            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"};
constexpr Faces kRightToLeft = {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                                "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                                "/usr/share/fonts/truetype/inter/Inter-Regular.ttf"};

void load(sf::Font& font, Faces faces) {
  if (const char* chosen = std::getenv("EBB_FONT"); chosen != nullptr && *chosen != '\0') {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(chosen, ignored) && font.loadFromFile(chosen)) {
      return;
    }
    throw NoFont("EBB_FONT names " + std::string{chosen} +
                 ", which is not a font that can be read. Without EBB_FONT, Inter is used.");
  }
  for (const char* face : faces) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(face, ignored) && font.loadFromFile(face)) {
      return;
    }
  }
  throw NoFont(
      "There is no typeface here to write with. `sudo apt-get install fonts-inter` "
      "brings the one Ebb likes; fonts-dejavu-core will do too.");
}

}  // namespace

Fonts::Fonts() {
  load(light_, kLight);
  load(regular_, kRegular);
}

const sf::Font& Fonts::face(scene::Weight weight) const {
  return weight == scene::Weight::light ? light_ : regular_;
}

const sf::Font& Fonts::right_to_left_face() const {
  if (!right_to_left_read_) {
    right_to_left_read_ = true;
    load(right_to_left_, kRightToLeft);
  }
  return right_to_left_;
}

}  // namespace ebb::render
