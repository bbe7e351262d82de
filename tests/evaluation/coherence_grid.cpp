#include "evaluation/coherence_grid.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>
#include <string>

#include "estimation/together/coherence.hpp"

namespace ebb::evaluation {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

std::string range(double low, double high) { return fixed(low, 2) + " to " + fixed(high, 2); }

double sine_at(double per_minute, double start, std::size_t i) {
  return std::sin(kTwoPi * per_minute / 60.0 * 0.5 * static_cast<double>(i) + start);
}

/// The same ratio on the bare grid of 128 values, without a window.
double bare_ratio(double per_minute, double start) {
  constexpr std::size_t kLength = 128;
  std::array<double, kLength / 2> power{};
  double total = 0.0;
  std::size_t peak = 3;
  for (std::size_t k = 1; k < power.size(); ++k) {
    std::complex<double> sum;
    for (std::size_t i = 0; i < kLength; ++i) {
      sum += sine_at(per_minute, start, i) *
             std::polar(1.0, -kTwoPi * static_cast<double>(k * i) / double{kLength});
    }
    power[k] = std::norm(sum);
    total += power[k];
    peak = k >= 3 && k <= 16 && power[k] > power[peak] ? k : peak;
  }
  return power[peak] / std::max(total - power[peak], 1e-12 * total);
}

double padded_ratio(double per_minute, double start) {
  CoherenceWindow window;
  for (std::size_t i = 0; i < 128; ++i) {
    window.push(900.0 + 60.0 * sine_at(per_minute, start, i));
  }
  return window.ratio().value_or(0.0);
}

}  // namespace

void coherence_grid(Report& report) {
  report.heading("Coherence of a perfect sine");
  report.paragraph(
      "The published ratio P / (total - P) over 64 s depends, on a grid of 1/64 Hz, on where the "
      "sine falls between two lines. Least and most over 24 beginnings of the sine.");
  Table table{{"sine, a minute", "bare grid", "Ebb (every 1/1024 Hz, Hann)"}};
  for (const double rate : {4.5, 5.0, 5.625, 6.09, 7.5, 10.0, 12.0}) {
    std::array<double, 2> bare{1e300, 0.0};
    std::array<double, 2> padded{1e300, 0.0};
    for (int i = 0; i < 24; ++i) {
      const double start = kTwoPi * i / 24.0;
      const double a = bare_ratio(rate, start);
      const double b = padded_ratio(rate, start);
      bare = {std::min(bare[0], a), std::max(bare[1], a)};
      padded = {std::min(padded[0], b), std::max(padded[1], b)};
    }
    table.row({fixed(rate, 3), bare[1] > 1e6 ? "without bound" : range(bare[0], bare[1]),
               range(padded[0], padded[1])});
  }
  report.table(table);
}

}  // namespace ebb::evaluation
