#include "evaluation/person.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <random>

#include "core/history.hpp"

namespace ebb::evaluation {

std::vector<Beat> beats_at(const std::vector<double>& times) {
  std::vector<Beat> beats;
  History<double, 7> last;
  double time = 0.0;
  for (std::size_t i = 1; i < times.size(); ++i) {
    const double interval = times[i] - times[i - 1];
    if (interval > 6.0) {
      continue;
    }
    time += interval;
    Beat beat{at_seconds<HostTime>(time), Milliseconds{interval * 1e3}};
    if (last.full()) {
      std::vector<double> sorted;
      for (std::size_t k = 0; k < last.size(); ++k) {
        sorted.push_back(last[k]);
      }
      std::sort(sorted.begin(), sorted.end());
      if (interval > 1.4 * sorted[3] || interval < 0.65 * sorted[3]) {
        beat.verdict = IntervalVerdict::ectopic;
      }
    }
    last.push(interval);
    beats.push_back(beat);
  }
  return beats;
}

Person make(const Body& body, unsigned seed) {
  constexpr double kStep = 0.01;
  constexpr double kTurn = 2.0 * std::numbers::pi;
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  const auto wandering = [&](double& x, double seconds, double spread) {
    x += -x * kStep / seconds + spread * std::sqrt(2.0 * kStep / seconds) * normal(random);
  };
  std::vector<double> times{0.0};
  auto breaths = std::make_shared<std::vector<double>>();
  double integral = 0.0;
  double breath = 0.0;
  double wave = 0.0;
  double wave_shift = 0.0;
  double drift = 0.0;
  double wander = 0.0;
  double uneven = 0.0;
  const auto steps = static_cast<int>(body.seconds / kStep);
  for (int i = 0; i < steps; ++i) {
    const double t = i * kStep;
    wandering(uneven, 4.0, body.unevenness);
    wandering(wave_shift, 10.0, 0.012);
    wandering(drift, 30.0, body.drift);
    wandering(wander, 2.0, body.wander);
    breath += body.rate(t) / 60.0 * (1.0 + uneven) * kStep;
    wave += (0.098 + wave_shift) * kStep;
    if (t >= static_cast<double>(breaths->size())) {
      breaths->push_back(breath);
    }
    const double sinus = -0.5 * body.swing *
                         (std::cos(kTurn * breath) + 0.25 * std::cos(2.0 * kTurn * breath + 1.0));
    const double rate = body.heart + sinus + body.wave * std::sin(kTurn * wave) + drift + wander;
    integral += rate / 60.0 * kStep;
    if (integral >= 1.0) {
      integral -= 1.0;
      times.push_back(t + 1e-3 * body.jitter_ms * normal(random));
    }
  }
  return {beats_at(times), [breaths](double t) {
            const auto i = static_cast<std::size_t>(
                std::clamp(t, 1.0, static_cast<double>(breaths->size() - 1)));
            return 60.0 * ((*breaths)[i] - (*breaths)[i - 1]);
          }};
}

double last_minute(const Rate& rate, double now) {
  double sum = 0.0;
  for (int k = 0; k < 60; ++k) {
    sum += rate(now - 0.5 - k) / 60.0;
  }
  return sum;
}

}  // namespace ebb::evaluation
