#include "session/calm_down/fall_rule.hpp"

#include <algorithm>
#include <numbers>

namespace ebb {
namespace {

constexpr double kWave = 6.0;
constexpr double kLeastFall = 3.0;
constexpr double kLeastGain = 6.0;
constexpr double kLeastEvidence = 3.0;
constexpr double kShortestTau = 10.0;
constexpr double kLongestTau = 0.5;  // of the span

constexpr double kHalfTimeEvidence = 5.0;
constexpr double kWidest = 4.0;
constexpr double kClosed = 0.8;  // of the span
constexpr double kWidestShown = 5.0;
constexpr double kMostFall = 24.0;
constexpr double kLargestJump = 3.3;
constexpr double kRiseOfFall = 0.3;
constexpr double kLoneRiseOfFall = 0.5;

}  // namespace

bool is_waves(std::span<const BreathMean> points) { return rises_of(points, kWave).count >= 2; }

bool may_show_line(const FallLine& line, double span) {
  const double tau = line.shape.half_time / std::numbers::ln2;
  return line.fall >= kLeastFall && line.aicc_gain > kLeastGain && tau >= kShortestTau &&
         tau <= kLongestTau * span;
}

bool may_show_fall(const FallChances& chances) {
  return chances.fall >= kLeastFall && chances.evidence >= kLeastEvidence;
}

bool may_show_half_time(const FallChances& chances, std::span<const BreathMean> points,
                        double span) {
  if (!may_show_fall(chances) || chances.evidence < kHalfTimeEvidence || chances.fall > kMostFall ||
      chances.largest_jump > kLargestJump || chances.wide_half_time.ratio() > kWidest ||
      chances.wide_half_time.high > kClosed * span || chances.half_time.ratio() > kWidestShown ||
      chances.half_time.high > span) {
    return false;
  }
  const Rises rises = rises_of(points, std::max(kLeastFall, kRiseOfFall * chances.fall));
  return rises.count < 2 && rises.largest < std::max(kLeastFall, kLoneRiseOfFall * chances.fall);
}

}  // namespace ebb
