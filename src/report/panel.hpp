#pragma once

#include <string>

#include "report/drawing.hpp"

namespace ebb {

/// A rectangle of a drawing with a title, axes and numbers beside them.
class Panel {
 public:
  struct Range {
    double low = 0.0;
    double high = 1.0;
  };
  Panel(Drawing& drawing, Point corner, Point size, Range x, Range y);

  /// `along` is written below the axis, `title` above it all.
  void frame(const std::string& title, const std::string& along);
  [[nodiscard]] Point place(double x, double y) const;
  [[nodiscard]] bool holds(double x, double y) const;
  void add(Shape shape) { drawing_.shapes.push_back(std::move(shape)); }
  /// Pixels from left to right.
  [[nodiscard]] double width() const { return size_.x; }

 private:
  Drawing& drawing_;
  Point corner_;
  Point size_;
  Range x_;
  Range y_;
};

inline constexpr Colour kInk{0x33, 0x3c, 0x46};
inline constexpr Colour kFaint{0xd9, 0xde, 0xe3};
inline constexpr Colour kQuiet{0x77, 0x82, 0x8d};

}  // namespace ebb
