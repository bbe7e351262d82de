#include "visualizer/scene/damage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ebb::scene {
namespace {

constexpr double kSoft = 2.0;  ///< pixels that an edge may reach beyond its numbers

/// Grows around what it is given.
class Hull {
 public:
  void hold(double left, double top, double right, double bottom) {
    left_ = std::min(left_, left);
    top_ = std::min(top_, top);
    right_ = std::max(right_, right);
    bottom_ = std::max(bottom_, bottom);
  }
  void hold(const Box& box) {
    if (box.width > 0.0 && box.height > 0.0) {
      hold(box.left, box.top, box.left + box.width, box.top + box.height);
    }
  }
  /// In whole pixels, and no farther than the picture.
  [[nodiscard]] Box within(Extent size) const {
    const double left = std::max(std::floor(left_), 0.0);
    const double top = std::max(std::floor(top_), 0.0);
    const double right = std::min(std::ceil(right_), static_cast<double>(size.width));
    const double bottom = std::min(std::ceil(bottom_), static_cast<double>(size.height));
    return right > left && bottom > top ? Box{left, top, right - left, bottom - top} : Box{};
  }

 private:
  double left_ = std::numeric_limits<double>::infinity();
  double top_ = left_;
  double right_ = -left_;
  double bottom_ = -left_;
};

struct Reach {
  Hull& hull;
  Extent size;

  void around(Point centre, double radius) const {
    const double r = radius + kSoft;
    hull.hold(centre.x - r, centre.y - r, centre.x + r, centre.y + r);
  }
  void operator()(const Disc& d) const {
    around(d.centre, std::max(d.radius + d.feather * 0.5, d.reach));
  }
  void operator()(const Ring& r) const {
    around(r.centre, r.radius + r.width * 0.5 + r.feather * 0.5);
  }
  void operator()(const Capsule& c) const {
    around(c.from, c.radius + c.feather * 0.5);
    around(c.to, c.radius + c.feather * 0.5);
  }
  void operator()(const Stroke& s) const {
    for (const Stroke::Node& node : s.nodes) {
      around(node.at, s.width * 0.5);
    }
  }
  void operator()(const Band& b) const {
    for (const Band::Node& node : b.nodes) {
      const double soft = b.feather + kSoft;
      hull.hold(node.x - kSoft, std::min(node.top, node.bottom) - soft, node.x + kSoft,
                std::max(node.top, node.bottom) + soft);
    }
  }
  void operator()(const Words& w) const {
    hull.hold(0.0, w.at.y - w.size * 1.5 - kSoft, size.width, w.at.y + w.size * 0.75 + kSoft);
  }
};

}  // namespace

Box bounds_of(const Shape& shape, Extent size) {
  Hull hull;
  std::visit(Reach{hull, size}, shape);
  return hull.within(size);
}

bool overlap(const Box& a, const Box& b) {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height &&
         b.top < a.top + a.height;
}

Box damage_between(const Picture& before, const Picture& after) {
  if (before.size != after.size || before.backdrop != after.backdrop) {
    return {0.0, 0.0, static_cast<double>(after.size.width),
            static_cast<double>(after.size.height)};
  }
  const auto& a = before.shapes;
  const auto& b = after.shapes;
  // What is alike at the beginning and at the end lies under and over all else as it did.
  std::size_t same = 0;
  while (same < std::min(a.size(), b.size()) && a[same] == b[same]) {
    ++same;
  }
  std::size_t tail = 0;
  while (tail < std::min(a.size(), b.size()) - same &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  Hull hull;
  const bool paired = a.size() == b.size();
  for (std::size_t i = same; i + tail < a.size(); ++i) {
    if (!paired || a[i] != b[i]) {
      hull.hold(bounds_of(a[i], after.size));
    }
  }
  for (std::size_t i = same; i + tail < b.size(); ++i) {
    if (!paired || a[i] != b[i]) {
      hull.hold(bounds_of(b[i], after.size));
    }
  }
  return hull.within(after.size);
}

}  // namespace ebb::scene
