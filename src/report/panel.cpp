#include "report/panel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace ebb {
namespace {

/// 1, 2 or 5 times a power of ten, so that about `wanted` of them fit.
double step_for(double span, double wanted) {
  const double raw = span / wanted;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  const double share = raw / power;
  return power * (share < 1.5 ? 1.0 : share < 3.5 ? 2.0 : share < 7.5 ? 5.0 : 10.0);
}

/// The whole multiples of `step` within a range.
std::vector<double> ticks(const Panel::Range& range, double step) {
  std::vector<double> all;
  const auto first = std::ceil(range.low / step);
  const auto count = static_cast<std::size_t>(
      std::clamp(std::floor(range.high / step + 1e-9) - first + 1.0, 0.0, 100.0));
  all.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back((first + static_cast<double>(i)) * step);
  }
  return all;
}

std::string shown(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g", std::abs(value) < 1e-12 ? 0.0 : value);
  return text.data();
}

}  // namespace

Panel::Panel(Drawing& drawing, Point corner, Point size, Range x, Range y)
    : drawing_(drawing), corner_(corner), size_(size), x_(x), y_(y) {}

Point Panel::place(double x, double y) const {
  return {corner_.x + size_.x * (x - x_.low) / (x_.high - x_.low),
          corner_.y + size_.y * (1.0 - (y - y_.low) / (y_.high - y_.low))};
}

bool Panel::holds(double x, double y) const {
  return x >= x_.low && x <= x_.high && y >= y_.low && y <= y_.high;
}

void Panel::frame(const std::string& title, const std::string& along) {
  constexpr double kSmall = 12.0;
  const double bottom = corner_.y + size_.y;
  const double down = step_for(y_.high - y_.low, 4.0);
  for (const double y : ticks(y_, down)) {
    const Point left = place(x_.low, y);
    add(Path{{left, place(x_.high, y)}, kFaint, 1.0});
    add(Label{{corner_.x - 8.0, left.y + 4.0}, shown(y), kSmall, Label::Anchor::end, kQuiet});
  }
  const double across = step_for(x_.high - x_.low, 8.0);
  for (const double x : ticks(x_, across)) {
    const Point low = place(x, y_.low);
    add(Path{{low, {low.x, bottom + 4.0}}, kQuiet, 1.0});
    add(Label{{low.x, bottom + 18.0}, shown(x), kSmall, Label::Anchor::middle, kQuiet});
  }
  add(Label{{corner_.x, corner_.y - 12.0}, title, 14.0, Label::Anchor::start, kInk});
  add(Label{{corner_.x + size_.x, bottom + 34.0}, along, kSmall, Label::Anchor::end, kQuiet});
}

}  // namespace ebb
