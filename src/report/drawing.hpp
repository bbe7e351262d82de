#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace ebb {

struct Point {
  double x = 0.0;
  double y = 0.0;
};

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

/// Straight lines from point to point.
struct Path {
  std::vector<Point> points;
  Colour colour;
  double width = 1.0;
};

struct Dot {
  Point at;
  double radius = 1.0;
  Colour colour;
};

/// One line of text; `at` is on its base line.
struct Label {
  enum class Anchor : std::uint8_t { start, middle, end };
  Point at;
  std::string text;
  double size = 12.0;
  Anchor anchor = Anchor::start;
  Colour colour;
};

using Shape = std::variant<Path, Dot, Label>;

/// A page of shapes, later ones over earlier ones; y runs down, one unit is one pixel.
struct Drawing {
  double width = 0.0;
  double height = 0.0;
  Colour paper{255, 255, 255};
  std::vector<Shape> shapes;
};

}  // namespace ebb
