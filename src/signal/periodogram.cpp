#include "signal/periodogram.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace ebb {

void remove_mean(std::span<double> x) {
  double sum = 0.0;
  for (const double v : x) {
    sum += v;
  }
  const double mean = x.empty() ? 0.0 : sum / static_cast<double>(x.size());
  for (double& v : x) {
    v -= mean;
  }
}

void remove_line(std::span<double> x) {
  remove_mean(x);
  const double middle = 0.5 * (static_cast<double>(x.size()) - 1.0);
  double along = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double from = static_cast<double>(i) - middle;
    along += from * x[i];
    squares += from * from;
  }
  const double slope = squares > 0.0 ? along / squares : 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] -= slope * (static_cast<double>(i) - middle);
  }
}

void remove_line(std::span<const double> times, std::span<double> x) {
  remove_mean(x);
  double middle = 0.0;
  for (const double t : times) {
    middle += t / static_cast<double>(times.size());
  }
  double along = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double from = times[i] - middle;
    along += from * x[i];
    squares += from * from;
  }
  const double slope = squares > 0.0 ? along / squares : 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] -= slope * (times[i] - middle);
  }
}

double hann(double part) { return 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * part); }

std::size_t fast_length(std::size_t n) {
  for (std::size_t length = std::max<std::size_t>(2, n + n % 2);; length += 2) {
    std::size_t rest = length;
    for (const std::size_t prime : {2U, 3U, 5U}) {
      while (rest % prime == 0) {
        rest /= prime;
      }
    }
    if (rest == 1) {
      return length;
    }
  }
}

std::span<const double> Periodogram::density(std::span<const double> x,
                                             std::span<const double> window,
                                             std::span<const double> counts, double rate,
                                             std::size_t points) {
  assert(window.size() == x.size() && counts.size() == x.size());
  assert(points >= x.size() && points % 2 == 0 && !x.empty());
  double whole = 0.0;
  double mean = 0.0;
  double open = 0.0;
  double energy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double weight = window[i] * counts[i];
    whole += weight;
    mean += weight * x[i];
    open += window[i];
    energy += window[i] * window[i];
  }
  mean /= whole;
  padded_.assign(points, 0.0);
  for (std::size_t i = 0; i < x.size(); ++i) {
    padded_[i] = window[i] * counts[i] * (x[i] - mean);
  }
  const double scale = (open / whole) * (open / whole) / (energy * rate);
  fft_.SetFlag(Eigen::FFT<double>::HalfSpectrum);
  fft_.fwd(bins_, padded_);
  density_.resize(points / 2 + 1);
  for (std::size_t k = 0; k < density_.size(); ++k) {
    const double sides = k == 0 || 2 * k == points ? 1.0 : 2.0;
    density_[k] = sides * std::norm(bins_[k]) * scale;
  }
  return density_;
}

}  // namespace ebb
