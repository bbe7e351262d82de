#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "visualizer/scene/colour.hpp"
#include "visualizer/scene/key.hpp"

namespace ebb::scene {

struct Point {
  double x = 0.0;
  double y = 0.0;
  bool operator==(const Point&) const = default;
};

struct Box {
  double left = 0.0;
  double top = 0.0;
  double width = 0.0;
  double height = 0.0;
  bool operator==(const Box&) const = default;
  [[nodiscard]] bool holds(Point p) const {
    return p.x >= left && p.x < left + width && p.y >= top && p.y < top + height;
  }
};

/// Size of the window in pixels.
struct Extent {
  int width = 1280;
  int height = 720;
  bool operator==(const Extent&) const = default;
};

/// A soft disc: `inner` at the centre, `rim` at the edge, then over `feather` pixels that straddle
/// the radius down to `halo`, which is gone at `reach`.
struct Disc {
  Point centre;
  double radius = 0.0;
  double feather = 2.0;
  double reach = 0.0;
  Colour inner;
  Colour rim;
  Colour halo;
  bool operator==(const Disc&) const = default;
};

/// A circle drawn as a line that fades over `feather` pixels at both sides; `dashes` = 0 is
/// unbroken.
struct Ring {
  Point centre;
  double radius = 0.0;
  double width = 2.0;
  double feather = 1.0;
  int dashes = 0;
  Colour colour;
  bool operator==(const Ring&) const = default;
};

/// An unbroken thin line whose points may be fainter than its colour.
struct Stroke {
  struct Node {
    Point at;
    double opacity = 1.0;
    bool operator==(const Node&) const = default;
  };
  std::vector<Node> nodes;
  double width = 2.0;
  Colour colour;
  bool operator==(const Stroke&) const = default;
};

enum class Align { left, centre, right };
enum class Weight { light, regular };

/// One line of text; `at` is on its baseline, `size` the type size in pixels.
struct Words {
  std::string text;
  Point at;
  double size = 20.0;
  Align align = Align::centre;
  Weight weight = Weight::regular;
  Colour colour;
  bool right_to_left = false;  ///< it stands in a text that is read so
  bool operator==(const Words&) const = default;
};

/// A column with round ends whose edge fades over `feather` pixels: from one end's centre to the
/// other's.
struct Capsule {
  Point from;
  Point to;
  double radius = 0.0;
  double feather = 2.0;
  Colour colour;
  bool operator==(const Capsule&) const = default;
};

/// What lies between two lines from left to right; its edges fade over `feather` pixels.
struct Band {
  struct Node {
    double x = 0.0;
    double top = 0.0;
    double bottom = 0.0;
    double opacity = 1.0;
    bool operator==(const Node&) const = default;
  };
  std::vector<Node> nodes;
  double feather = 2.0;
  Colour colour;
  bool operator==(const Band&) const = default;
};

using Shape = std::variant<Disc, Ring, Stroke, Capsule, Band, Words>;

/// Where a pointer or a finger does what a key would.
struct Target {
  Box box;
  Press press;
  bool operator==(const Target&) const = default;
};

/// The still ground: one colour with a wide, faint light around a point. Everything that stands on
/// it is dimmed by its own colour; `brightness` dims the ground itself (0 is black).
struct Backdrop {
  Colour ground;
  Colour light;
  Point centre;
  double reach = 0.0;
  double brightness = 1.0;
  bool operator==(const Backdrop&) const = default;
};

/// All that one frame shows, in drawing order: a value, so it can be looked at without a display.
struct Picture {
  Extent size;
  Backdrop backdrop;
  std::vector<Shape> shapes;
  std::vector<Target> targets;
  bool operator==(const Picture&) const = default;
};

/// What lies under a point; the target that was added last is on top.
[[nodiscard]] inline std::optional<Press> press_at(const Picture& picture, Point at) {
  for (auto target = picture.targets.rbegin(); target != picture.targets.rend(); ++target) {
    if (target->box.holds(at)) {
      return target->press;
    }
  }
  return std::nullopt;
}

/// The same picture for eyes that read from right to left.
[[nodiscard]] Picture mirrored(Picture picture);

}  // namespace ebb::scene
