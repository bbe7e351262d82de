#include "estimation/together/phase_locking.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

namespace ebb {

namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr double kOwnUnevenness = 0.03;  // turns
constexpr std::size_t kSurrogates = 19;

struct Turn {
  double cosine = 1.0;
  double sine = 0.0;
};

Turn operator*(Turn a, Turn b) {
  return {a.cosine * b.cosine - a.sine * b.sine, a.cosine * b.sine + a.sine * b.cosine};
}

/// Marsaglia's xorshift: any stream of bits will do, as long as it is always the same.
class Draw {
 public:
  std::uint32_t next() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 17U;
    state_ ^= state_ << 5U;
    return state_;
  }
  std::size_t below(std::size_t n) {
    return static_cast<std::size_t>((std::uint64_t{next()} * n) >> 32U);
  }
  /// A small turn, about normally distributed: the sum of four bytes.
  Turn uneven() {
    const std::uint32_t bits = next();
    const auto sum = static_cast<double>((bits & 255U) + (bits >> 8U & 255U) +
                                         (bits >> 16U & 255U) + (bits >> 24U));
    const double angle = (sum - 510.0) * (kTwoPi * kOwnUnevenness / 147.8);
    const double square = angle * angle;  // at most 1.2, where these are right to 0.002
    return {1.0 - square * (0.5 - square / 24.0),
            angle * (1.0 - square * (1.0 / 6.0 - square / 120.0))};
  }

 private:
  std::uint32_t state_ = 0x9E3779B9U;
};

using Steps = std::array<Turn, PhaseLocking::kMostBreaths>;

/// Length of the sum of places that lie the first `count` steps apart.
double length_of_walk(Steps& steps, std::size_t count, Draw& draw) {
  Turn place;
  Turn sum = place;
  for (std::size_t left = count; left > 0; --left) {
    std::swap(steps[left - 1], steps[draw.below(left)]);
    place = place * steps[left - 1] * draw.uneven();
    sum.cosine += place.cosine;
    sum.sine += place.sine;
  }
  return std::hypot(sum.cosine, sum.sine);
}

}  // namespace

void PhaseLocking::push(std::optional<Turns> place, HostTime time) {
  Meeting now;
  if (place && place->value() >= 0.0 && place->value() <= 1.0) {
    const double angle = kTwoPi * place->value();
    now = {std::cos(angle), std::sin(angle), true};
  }
  seen_.push(now);
  if (seen_.size() < kFewestBreaths) {
    return;
  }
  Steps steps;
  std::size_t count = 0;
  Turn sum{0.0, 0.0};
  std::optional<Turn> before;
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    if (!seen_[i].in_place) {
      continue;
    }
    const Turn here{seen_[i].cosine, seen_[i].sine};
    if (before) {
      steps[count++] = here * Turn{before->cosine, -before->sine};
    }
    before = here;
    sum.cosine += here.cosine;
    sum.sine += here.sine;
  }
  const auto breaths = static_cast<double>(seen_.size());
  double lowest = before ? breaths : 0.0;
  double highest = 0.0;
  Draw draw;
  for (std::size_t i = 0; before && i < kSurrogates; ++i) {
    const double length = length_of_walk(steps, count, draw);
    lowest = std::min(lowest, length);
    highest = std::max(highest, length);
  }
  Agreement told;
  told.locking = std::min(1.0, std::hypot(sum.cosine, sum.sine) / breaths);
  told.chance_low = std::min(1.0, lowest / breaths);
  told.chance_high = std::min(1.0, highest / breaths);
  told.lag = wrapped(Turns{std::atan2(sum.sine, sum.cosine) / kTwoPi});
  told.breaths = seen_.size();
  told.time = time;
  agreement_ = told;
}

void PhaseLocking::reset() {
  seen_.reset();
  agreement_.reset();
}

}  // namespace ebb
