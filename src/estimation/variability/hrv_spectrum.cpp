#include "estimation/variability/hrv_spectrum.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {

// The first frequency that is not below `hz`, for edges that are multiples of the step too.
std::size_t MeanSpectrum::bin(double hz) const {
  constexpr double kRounding = 1e-6;
  const double place = std::ceil(hz / step_ - kRounding);
  const auto last = static_cast<double>(sums_.size());
  return static_cast<std::size_t>(std::clamp(place, 0.0, last));
}

void MeanSpectrum::add(std::span<const double> density, double length, double low, double high) {
  const std::size_t end = std::min(bin(high), density.size());
  for (std::size_t k = bin(low); k < end; ++k) {
    sums_[k] += length * density[k];
    lengths_[k] += length;
  }
}

std::optional<double> MeanSpectrum::power(HrvBand band) const {
  const std::size_t first = std::max<std::size_t>(1, bin(band.low));
  const std::size_t end = bin(band.high);
  if (first >= end || lengths_[first] == 0.0) {
    return std::nullopt;
  }
  double sum = 0.0;
  for (std::size_t k = first; k < end; ++k) {
    sum += at(k);
  }
  // What rounding leaves of a constant heart is nothing.
  constexpr double kNothing = 1e-12;
  const double power = sum * step_;
  return power > kNothing ? power : 0.0;
}

bool MeanSpectrum::tells(HrvBand band) const {
  const std::size_t first = bin(band.low);
  const std::size_t end = bin(band.high);
  return first >= 1 && end > first && lengths_[first] > 0.0 && lengths_[end - 1] > 0.0;
}

std::optional<double> MeanSpectrum::peak(HrvBand band) const {
  const std::size_t end = std::min(bin(band.high), sums_.size() - 1);
  std::size_t top = std::max<std::size_t>(1, bin(band.low));
  for (std::size_t k = top; k < end; ++k) {
    top = at(k) > at(top) ? k : top;
  }
  if (top + 1 >= sums_.size() || power(band).value_or(0.0) == 0.0) {
    return std::nullopt;
  }
  const double before = at(top - 1);
  const double after = at(top + 1);
  if (before > at(top) || after > at(top) || !(before > 0.0) || !(after > 0.0)) {
    return std::nullopt;
  }
  const double l = std::log(before);
  const double m = std::log(at(top));
  const double r = std::log(after);
  const double bend = l - 2.0 * m + r;
  const double off = bend < 0.0 ? 0.5 * (l - r) / bend : 0.0;
  const double hz = (static_cast<double>(top) + off) * step_;
  return hz >= band.low && hz <= band.high ? std::optional{hz} : std::nullopt;
}

}  // namespace ebb
