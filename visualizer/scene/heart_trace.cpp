#include "visualizer/scene/heart_trace.hpp"

#include <algorithm>
#include <cmath>

#include "visualizer/scene/glide.hpp"

namespace ebb::scene {
namespace {

constexpr Seconds kLongestStep{2.5};
constexpr Seconds kArriving{1.2};  ///< a new point takes this long to be fully seen
constexpr Seconds kLeaving{10.0};
constexpr double kLeastHalfRange = 8.0;  ///< beats a minute: a calm heart is a calm line
constexpr double kSlowestRate = 20.0;
constexpr double kQuickestRate = 240.0;
constexpr Seconds kSettle{3.0};
constexpr int kBetween = 3;  ///< points drawn from one beat to the next

/// The same line through the same points with rounded turns (Catmull and Rom, 1974).
std::vector<Stroke::Node> rounded(const std::vector<Stroke::Node>& nodes) {
  std::vector<Stroke::Node> line;
  line.reserve(nodes.size() * kBetween);
  for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
    const Stroke::Node& a = nodes[i];
    const Stroke::Node& b = nodes[i + 1];
    const Point before = nodes[i == 0 ? 0 : i - 1].at;
    const Point after = nodes[std::min(i + 2, nodes.size() - 1)].at;
    for (int k = 0; k < kBetween; ++k) {
      const double t = static_cast<double>(k) / kBetween;
      const double tt = t * t;
      const double ttt = tt * t;
      const double y = 0.5 * (2.0 * a.at.y + (b.at.y - before.y) * t +
                              (2.0 * before.y - 5.0 * a.at.y + 4.0 * b.at.y - after.y) * tt +
                              (3.0 * a.at.y - before.y - 3.0 * b.at.y + after.y) * ttt);
      line.push_back(
          {{a.at.x + (b.at.x - a.at.x) * t, y}, a.opacity + (b.opacity - a.opacity) * t});
    }
  }
  line.push_back(nodes.back());
  return line;
}

}  // namespace

void HeartTrace::push(const Beat& beat) {
  const double interval = beat.interval.count();
  const double rate = interval > 0.0 ? 60000.0 / interval : 0.0;
  if (beat.verdict != IntervalVerdict::normal || !(rate >= kSlowestRate) ||
      !(rate <= kQuickestRate)) {
    broken_ = true;
    return;
  }
  if (!spots_.empty() && beat.time <= spots_.back().time) {
    return;
  }
  const bool near = !spots_.empty() && Seconds{beat.time - spots_.back().time} < kLongestStep;
  spots_.push({beat.time, rate, !broken_ && near});
  broken_ = false;
}

void HeartTrace::advance(HostTime now) {
  const Seconds passed = now - now_;
  now_ = now;
  while (!spots_.empty() && Seconds{now - spots_.front().time} > kSpan) {
    spots_.drop_front();
  }
  if (spots_.empty()) {
    placed_ = false;
    return;
  }
  double low = spots_[0].rate;
  double high = low;
  for (std::size_t i = 1; i < spots_.size(); ++i) {
    low = std::min(low, spots_[i].rate);
    high = std::max(high, spots_[i].rate);
  }
  const double middle = 0.5 * (low + high);
  const double half = std::max(kLeastHalfRange, 0.55 * (high - low));
  const double share = placed_ ? 1.0 - std::exp(-(passed / kSettle)) : 1.0;
  middle_ += (middle - middle_) * share;
  half_range_ += (half - half_range_) * share;
  placed_ = true;
}

bool HeartTrace::empty() const { return spots_.empty(); }

std::vector<std::vector<Stroke::Node>> HeartTrace::pieces(Point top_left,
                                                          Point bottom_right) const {
  std::vector<std::vector<Stroke::Node>> all;
  for (std::size_t i = 0; i < spots_.size(); ++i) {
    const Seconds age = now_ - spots_[i].time;
    const double across = std::clamp(1.0 - age / kSpan, 0.0, 1.0);
    const double up = std::clamp((spots_[i].rate - middle_) / half_range_, -1.0, 1.0);
    const double seen = raised_cosine(age / kArriving) * raised_cosine((kSpan - age) / kLeaving);
    const Stroke::Node node{
        {top_left.x + (bottom_right.x - top_left.x) * across,
         0.5 * (top_left.y + bottom_right.y) - up * 0.5 * (bottom_right.y - top_left.y)},
        seen};
    if (all.empty() || !spots_[i].joined) {
      all.emplace_back();
    }
    all.back().push_back(node);
  }
  for (auto& piece : all) {
    piece = rounded(piece);
  }
  return all;
}

}  // namespace ebb::scene
