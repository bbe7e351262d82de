#pragma once

#include <array>
#include <cmath>

#include "visualizer/scene/colour.hpp"

namespace ebb::scene {

enum class Sight { usual, protan, deutan, tritan };

using Linear = std::array<double, 3>;

inline Linear to_linear(Colour c) {
  const auto part = [](double v) {
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return {part(c.r), part(c.g), part(c.b)};
}

/// How a colour looks to eyes without one kind of cone (Machado, Oliveira and Fernandes 2009,
/// severity 1), in linear light.
inline Linear seen_by(Sight sight, Colour colour) {
  const Linear c = to_linear(colour);
  using Matrix = std::array<std::array<double, 3>, 3>;
  Matrix m{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  if (sight == Sight::protan) {
    m = {{{0.152286, 1.052583, -0.204868},
          {0.114503, 0.786281, 0.099216},
          {-0.003882, -0.048116, 1.051998}}};
  } else if (sight == Sight::deutan) {
    m = {{{0.367322, 0.860646, -0.227968},
          {0.280085, 0.672501, 0.047413},
          {-0.011820, 0.042940, 0.968881}}};
  } else if (sight == Sight::tritan) {
    m = {{{1.255528, -0.076749, -0.178779},
          {-0.078411, 0.930809, 0.147602},
          {0.004733, 0.691367, 0.303900}}};
  }
  Linear seen{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double v = m[i][0] * c[0] + m[i][1] * c[1] + m[i][2] * c[2];
    seen[i] = std::fmin(1.0, std::fmax(0.0, v));
  }
  return seen;
}

/// CIE 1976 difference of two colours as one kind of eyes sees them (D65).
inline double difference(Sight sight, Colour one, Colour other) {
  const auto lab = [sight](Colour colour) {
    const Linear c = seen_by(sight, colour);
    const auto f = [](double t) {
      return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
    };
    const double x = f((0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]) / 0.95047);
    const double y = f(0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2]);
    const double z = f((0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]) / 1.08883);
    return std::array<double, 3>{116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)};
  };
  const auto a = lab(one);
  const auto b = lab(other);
  return std::hypot(a[0] - b[0], std::hypot(a[1] - b[1], a[2] - b[2]));
}

}  // namespace ebb::scene
