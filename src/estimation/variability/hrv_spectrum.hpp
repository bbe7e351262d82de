#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "estimation/variability/hrv_frequency.hpp"

namespace ebb {

/// Densities of several windows over the same frequencies, averaged by the windows' lengths. A
/// window has its say only where it can have one: from `low` on and below `high` (Hz).
class MeanSpectrum {
 public:
  /// `bins` frequencies, `step` Hz apart, from zero on.
  MeanSpectrum(double step, std::size_t bins)
      : step_(step), sums_(bins, 0.0), lengths_(bins, 0.0) {}

  void add(std::span<const double> density, double length, double low, double high);

  /// Density times step over the band as far up as windows tell; nothing if none told of its
  /// lowest frequency.
  [[nodiscard]] std::optional<double> power(HrvBand band) const;
  /// Where the density is highest in the band, by a parabola through its logarithm; nothing if it
  /// is higher still beyond the band's edge.
  [[nodiscard]] std::optional<double> peak(HrvBand band) const;
  /// Whether windows told of both ends of the band.
  [[nodiscard]] bool tells(HrvBand band) const;

  [[nodiscard]] double step() const { return step_; }  ///< Hz from one density to the next

 private:
  [[nodiscard]] std::size_t bin(double hz) const;
  [[nodiscard]] double at(std::size_t k) const {
    return lengths_[k] > 0.0 ? sums_[k] / lengths_[k] : 0.0;
  }

  double step_;
  std::vector<double> sums_;
  std::vector<double> lengths_;
};

}  // namespace ebb
