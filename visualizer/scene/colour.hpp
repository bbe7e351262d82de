#pragma once

#include <cstdint>

namespace ebb::scene {

/// An sRGB colour, each part 0..1; `a` is how solid it is.
struct Colour {
  double r = 0.0;
  double g = 0.0;
  double b = 0.0;
  double a = 1.0;

  bool operator==(const Colour&) const = default;
  [[nodiscard]] constexpr Colour with_opacity(double opacity) const { return {r, g, b, opacity}; }
  /// The same colour, thinner by a factor 0..1.
  [[nodiscard]] constexpr Colour thinned(double by) const { return {r, g, b, a * by}; }
};

/// 0xRRGGBB, solid.
[[nodiscard]] constexpr Colour from_hex(std::uint32_t rgb) {
  return {static_cast<double>((rgb >> 16U) & 0xffU) / 255.0,
          static_cast<double>((rgb >> 8U) & 0xffU) / 255.0,
          static_cast<double>(rgb & 0xffU) / 255.0, 1.0};
}

/// `t` = 0 is `from`, 1 is `to`.
[[nodiscard]] constexpr Colour mixed(Colour from, Colour to, double t) {
  return {from.r + (to.r - from.r) * t, from.g + (to.g - from.g) * t, from.b + (to.b - from.b) * t,
          from.a + (to.a - from.a) * t};
}

/// The colour with its hue turned by some degrees; lightness barely changes for small turns.
[[nodiscard]] Colour hue_turned(Colour colour, double degrees);

/// WCAG 2 relative luminance, 0..1; opacity is not considered.
[[nodiscard]] double luminance(Colour colour);

/// WCAG 2 contrast ratio of two solid colours, 1..21.
[[nodiscard]] double contrast(Colour one, Colour other);

}  // namespace ebb::scene
