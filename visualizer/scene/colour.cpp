#include "visualizer/scene/colour.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ebb::scene {
namespace {

double linear(double part) {
  return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

}  // namespace

Colour hue_turned(Colour c, double degrees) {
  // A turn about the grey axis of the colour cube (Rodrigues' formula).
  const double angle = degrees * std::numbers::pi / 180.0;
  const double cosine = std::cos(angle);
  const double third = (1.0 - cosine) / 3.0;
  const double across = std::sin(angle) / std::numbers::sqrt3;
  const double own = cosine + third;
  const auto part = [&](double x, double y, double z) {
    return std::clamp(x * own + y * (third - across) + z * (third + across), 0.0, 1.0);
  };
  return {part(c.r, c.g, c.b), part(c.g, c.b, c.r), part(c.b, c.r, c.g), c.a};
}

double luminance(Colour c) {
  return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double contrast(Colour one, Colour other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace ebb::scene
