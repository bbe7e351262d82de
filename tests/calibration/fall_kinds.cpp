#include "calibration/fall_kinds.hpp"

#include <cmath>
#include <numbers>

namespace ebb::calibration {
namespace {

using Left = std::function<double(double)>;

double between(double low, double high, Random& chance) {
  return low + (high - low) * chance.uniform();
}

/// `left_of` goes from 1 to 0 in its own unit of time; this one is at a half at `half_time`.
template <class Shape>
Left scaled(double half_time, Shape left_of) {
  double early = 1e-3;
  double late = 1e3;
  for (int i = 0; i < 60; ++i) {
    const double middle = std::sqrt(early * late);
    (left_of(middle) > 0.5 ? early : late) = middle;
  }
  return [=](double seconds) { return left_of(seconds / half_time * early); };
}

Left exponential(double half_time, Random& /*chance*/) { return test::exponential(half_time); }

/// The steepest moment after half to three time constants.
Left logistic(double half_time, Random& chance) {
  const double delay = between(0.5, 3.0, chance);
  return scaled(half_time, [delay](double x) {
    return (1.0 + std::exp(-delay)) / (1.0 + std::exp(std::min(x - delay, 700.0)));
  });
}

/// A third to two thirds of the fall four times as quick as the rest.
Left two_speeds(double half_time, Random& chance) {
  const double share = between(0.35, 0.65, chance);
  return scaled(half_time, [share](double x) {
    return share * std::exp(-4.0 * x) + (1.0 - share) * std::exp(-x);
  });
}

/// Two waves of falling with a rest between them, where half is reached.
Left two_steps(double half_time, Random& chance) {
  const double first = between(0.35, 0.55, chance);
  const double width = between(0.06, 0.12, chance);
  const auto step = [width](double x, double at) {
    return 1.0 / (1.0 + std::exp((x - at) / width));
  };
  return [=](double seconds) {
    const double x = std::min(seconds / half_time, 50.0);
    return 0.5 * (step(x, first) + step(x, 2.0 - first));
  };
}

/// Two humps of 60-70 % of the fall, half a minute wide each.
void with_humps(test::CalmingHeart& heart, double /*half_time*/, Random& chance) {
  const double first = between(60.0, 100.0, chance);
  const double second = first + between(70.0, 110.0, chance);
  const double fall = heart.fall;
  heart.extra = [=](double t) {
    const auto hump = [&](double at) { return std::exp(-0.5 * (t - at) * (t - at) / 225.0); };
    return fall * (0.7 * hump(first) + 0.6 * hump(second));
  };
}

void without_breaths(test::CalmingHeart& heart, double /*half_time*/, Random& /*chance*/) {
  heart.breaths_sensed = false;
}

/// Drift with much the same power in every octave from 100 min down to 15 s, instead of one
/// correlation time.
void with_scaleless_drift(test::CalmingHeart& heart, double /*half_time*/, Random& chance) {
  constexpr int kWaves = 24;
  struct Wave {
    double per_second = 0.0;
    double phase = 0.0;
  };
  std::array<Wave, kWaves> waves{};
  for (Wave& wave : waves) {
    wave = {2.0 * std::numbers::pi / 15.0 * std::pow(400.0, -chance.uniform()),
            2.0 * std::numbers::pi * chance.uniform()};
  }
  const double size = heart.drift * std::sqrt(2.0 / kWaves);
  heart.drift = 0.0;
  heart.extra = [waves, size](double t) {
    double sum = 0.0;
    for (const Wave& wave : waves) {
      sum += size * std::sin(wave.per_second * t + wave.phase);
    }
    return sum;
  };
}

void with_large_swings(test::CalmingHeart& heart, double /*half_time*/, Random& chance) {
  heart.breath_variability = between(0.15, 0.3, chance);
  heart.swing = between(10.0, 18.0, chance);
}

}  // namespace

const std::array<Kind, 8> kKinds{{
    {"exponential", "one exponential", exponential},
    {"logistic", "a logistic fall, its steepest moment 0.5 to 3 time constants after the mark",
     logistic},
    {"two speeds", "an exponential fall of which 35 to 65 % is four times as quick as the rest",
     two_speeds},
    {"two waves", "falling in two waves with a rest between, where half is reached", two_steps},
    {"humps", "an exponential fall with two humps of 60 and 70 % of it on top", exponential,
     with_humps},
    {"no breath sensor", "an exponential fall averaged over windows of 10 s", exponential,
     without_breaths},
    {"large swings",
     "an exponential fall in a heart that swings by 10 to 18 bpm with a very uneven breath",
     exponential, with_large_swings},
    {"scaleless drift",
     "an exponential fall under a drift of another kind: as strong in every octave from 15 s to "
     "100 min",
     exponential, with_scaleless_drift},
}};

test::CalmingHeart drawn_heart(const Kind& kind, double fall, double drift, double half_time,
                               double seconds, Random& chance) {
  test::CalmingHeart heart;
  heart.level = between(55.0, 85.0, chance);
  heart.fall = fall;
  heart.drift = drift;
  heart.drift_seconds = 20.0 * std::pow(3.0, chance.uniform());
  heart.breath_per_minute = between(8.0, 16.0, chance);
  heart.swing = between(2.0, 10.0, chance);
  heart.slow_wave = between(0.0, 2.0, chance);
  heart.jitter_ms = between(3.0, 10.0, chance);
  heart.seconds = seconds;
  heart.left = kind.left(half_time, chance);
  if (kind.change != nullptr) {
    kind.change(heart, half_time, chance);
  }
  return heart;
}

DrawnSession drawn_session(const Kind& kind, double fall, double drift, double half_time,
                           double seconds, Random& chance) {
  const HostTime mark = at_seconds<HostTime>(100.0);
  const HostTime end = at_seconds<HostTime>(100.0 + seconds);
  const auto heart = drawn_heart(kind, fall, drift, half_time, seconds, chance);
  const auto body = test::calming(heart, chance.bits(), mark);
  return {describe({body.beats, body.breaths, {}}, {mark, end, {}}),
          fall * (1.0 - heart.left(seconds))};
}

}  // namespace ebb::calibration
