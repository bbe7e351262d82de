#include "visualizer/scene/palette.hpp"

namespace ebb::scene {
namespace {

constexpr Palette kDark{.ground = from_hex(0x10181C),
                        .panel = from_hex(0x18242A),
                        .text = from_hex(0xE6EAE4),
                        .quiet_text = from_hex(0xA9B4B0),
                        .guide_fill = from_hex(0x5F8F8B),
                        .guide_line = from_hex(0xCEE3DE),
                        .own_breath = from_hex(0xFFAC3A),
                        .heart = from_hex(0x3D75B9)};

constexpr Palette kLight{.ground = from_hex(0xF4F1EA),
                         .panel = from_hex(0xE9E4D8),
                         .text = from_hex(0x22302F),
                         .quiet_text = from_hex(0x4A5A57),
                         .guide_fill = from_hex(0x5E8A86),
                         .guide_line = from_hex(0x39726B),
                         .own_breath = from_hex(0xD26900),
                         .heart = from_hex(0x0F1A30)};

constexpr Palette kDarkHighContrast{.ground = from_hex(0x000000),
                                    .panel = from_hex(0x0A1013),
                                    .text = from_hex(0xFFFFFF),
                                    .quiet_text = from_hex(0xDCE3E0),
                                    .guide_fill = from_hex(0x6FA5A0),
                                    .guide_line = from_hex(0xF2FFFC),
                                    .own_breath = from_hex(0xFFB45A),
                                    .heart = from_hex(0x3E73B5)};

constexpr Palette kLightHighContrast{.ground = from_hex(0xFFFFFF),
                                     .panel = from_hex(0xF2F0EA),
                                     .text = from_hex(0x000000),
                                     .quiet_text = from_hex(0x2B3634),
                                     .guide_fill = from_hex(0x4A7A75),
                                     .guide_line = from_hex(0x2C6A62),
                                     .own_breath = from_hex(0xB46900),
                                     .heart = from_hex(0x06122B)};

}  // namespace

const Palette& palette(Theme theme) {
  switch (theme) {
    case Theme::light:
      return kLight;
    case Theme::dark_high_contrast:
      return kDarkHighContrast;
    case Theme::light_high_contrast:
      return kLightHighContrast;
    case Theme::dark:
      break;
  }
  return kDark;
}

Palette mixed(const Palette& from, const Palette& to, double t) {
  return {.ground = mixed(from.ground, to.ground, t),
          .panel = mixed(from.panel, to.panel, t),
          .text = mixed(from.text, to.text, t),
          .quiet_text = mixed(from.quiet_text, to.quiet_text, t),
          .guide_fill = mixed(from.guide_fill, to.guide_fill, t),
          .guide_line = mixed(from.guide_line, to.guide_line, t),
          .own_breath = mixed(from.own_breath, to.own_breath, t),
          .heart = mixed(from.heart, to.heart, t)};
}

}  // namespace ebb::scene
