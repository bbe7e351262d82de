#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <random>
#include <vector>

namespace ebb::test {

/// A finger's pulse: a steep rise, a slow fall, a dicrotic wave; on a wandering light.
struct Finger {
  double rate = 50.0;
  double gain = 1.0;
  double offset = 0.0;
  double noise = 0.01;
  double seconds = 120.0;
  double heart = 70.0;
  double dicrotic = 0.35;

  std::vector<double> feet() const {
    std::vector<double> all;
    for (double t = 0.4; t < seconds - 1.2;) {
      all.push_back(t);
      t += 60.0 / (heart + 5.0 * std::sin(0.6 * t));
    }
    return all;
  }
  /// Seconds. The steepest point of the rise lies one width before the top of a bell.
  std::vector<double> upstroke_times() const {
    std::vector<double> all = feet();
    for (double& t : all) {
      t += 0.20 - kRise;
    }
    return all;
  }
  /// The same in samples.
  std::vector<double> upstrokes() const {
    std::vector<double> all = upstroke_times();
    for (double& t : all) {
      t *= rate;
    }
    return all;
  }
  /// What is seen at these times, in seconds.
  std::vector<double> seen(const std::vector<double>& times) const {
    std::mt19937 random{3};
    std::normal_distribution<> white;
    const auto beats = feet();
    std::vector<double> all;
    all.reserve(times.size());
    for (const double t : times) {
      double x = 0.5 * std::sin(2.0 * std::numbers::pi * 0.22 * t) + noise * white(random);
      auto foot = std::lower_bound(beats.begin(), beats.end(), t - 1.5);
      for (; foot != beats.end() && *foot < t + 0.3; ++foot) {
        x += bell(t - *foot - 0.20, t - *foot < 0.20 ? kRise : kFall);
        x += dicrotic * bell(t - *foot - 0.47, 0.07);
      }
      all.push_back(gain * x + offset);
    }
    return all;
  }
  std::vector<double> samples() const {
    std::vector<double> times(static_cast<std::size_t>(seconds * rate));
    for (std::size_t i = 0; i < times.size(); ++i) {
      times[i] = static_cast<double>(i) / rate;
    }
    return seen(times);
  }

 private:
  static constexpr double kRise = 0.085;
  static constexpr double kFall = 0.15;
  static double bell(double off, double width) {
    return std::exp(-0.5 * off * off / (width * width));
  }
};

}  // namespace ebb::test
