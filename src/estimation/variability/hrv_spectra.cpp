#include "estimation/variability/hrv_spectra.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ebb {
namespace {

double lowest_told(double length) {
  return length >= kForVlf ? kVlf.low : length >= kForLf ? kLf.low : kHf.low;
}

/// What a cubic spline leaves of a wave's amplitude, `turns` being its frequency times the distance
/// of the points.
double spline_response(double turns) {
  if (turns <= 0.0) {
    return 1.0;
  }
  constexpr int kImages = 3;
  const double sine = std::sin(std::numbers::pi * turns);
  const auto fourth = [sine](double f) {
    const double sinc = sine / (std::numbers::pi * f);
    return (sinc * sinc) * (sinc * sinc);
  };
  double all = fourth(turns);
  for (int k = 1; k <= kImages; ++k) {
    all += fourth(turns - k) + fourth(turns + k);
  }
  return fourth(turns) / all;
}

}  // namespace

HrvSpectra::HrvSpectra(double longest, double highest)
    : longest_(longest),
      highest_(highest),
      bins_(static_cast<std::size_t>(std::lround(highest * longest)) + 2),
      welch_(1.0 / longest, bins_),
      lomb_(1.0 / longest, bins_) {}

void HrvSpectra::add(const HrvRun& run) {
  double covered_to = run.times.front();
  for (const HrvWindow& w : windows_of(run, longest_)) {
    // One bin beyond the highest, for a peak's far side.
    const double high = std::min(highest_ + 1.5 / longest_, 0.5 / w.mean_interval(run));
    const double low = lowest_told(w.length) - 1.5 / longest_;
    welch_.add(even(run, w), w.length, low, high);
    lomb_.add(uneven(run, w), w.length, low, high);
    const double begin = run.times.front() + w.begin;
    covered_ += begin + w.length - std::max(begin, covered_to);
    covered_to = begin + w.length;
    length_ = std::max(length_, w.length);
    ++windows_;
  }
}

std::span<const double> HrvSpectra::even(const HrvRun& run, const HrvWindow& w) {
  const auto first = static_cast<std::size_t>(w.begin * kHrvGridRate);
  const auto points = static_cast<std::size_t>(std::lround(longest_ * kHrvGridRate));
  const auto n = std::min({static_cast<std::size_t>(std::lround(w.length * kHrvGridRate)), points,
                           run.grid.size() - first});
  const auto cut = std::span{run.grid}.subspan(first, n);
  values_.assign(cut.begin(), cut.end());
  remove_line(values_);
  weights_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    weights_[i] = hann((static_cast<double>(i) + 0.5) / static_cast<double>(n));
  }
  const auto beats = std::span{run.beats}.subspan(first, n);
  const auto all = fourier_.density(values_, weights_, beats, kHrvGridRate, points);
  density_.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(bins_));
  const double turns = w.mean_interval(run) / longest_;
  for (std::size_t k = 0; k < bins_; ++k) {
    const double left = spline_response(std::min(0.5, turns * static_cast<double>(k)));
    density_[k] /= left * left;
  }
  return density_;
}

std::span<const double> HrvSpectra::uneven(const HrvRun& run, const HrvWindow& w) {
  const std::size_t n = w.end - w.first;
  const auto times = std::span{run.times}.subspan(w.first, n);
  const auto values = std::span{run.values}.subspan(w.first, n);
  values_.assign(values.begin(), values.end());
  remove_line(times, values_);
  weights_.resize(n);
  double whole = 0.0;
  double energy = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    weights_[i] = hann((times[i] - run.times.front() - w.begin) / w.length);
    whole += weights_[i];
    energy += weights_[i] * weights_[i];
  }
  density_.resize(bins_);
  least_squares_.fit(times, values_, weights_, 1.0 / longest_, density_);
  // A line's power is spread over this many Hz by the window.
  const double spread = energy > 0.0 ? energy / (whole * whole * w.mean_interval(run)) : 1.0;
  for (double& power : density_) {
    power /= spread;
  }
  return density_;
}

}  // namespace ebb
