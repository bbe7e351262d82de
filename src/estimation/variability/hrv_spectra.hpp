#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "estimation/variability/hrv_run.hpp"
#include "estimation/variability/hrv_spectrum.hpp"
#include "signal/lomb_scargle.hpp"
#include "signal/periodogram.hpp"

namespace ebb {

/// Spectra of runs' windows by both methods (see HrvFrequency), averaged.
class HrvSpectra {
 public:
  /// Windows of up to `longest` s, frequencies from zero to `highest` Hz.
  HrvSpectra(double longest, double highest);

  void add(const HrvRun& run);

  [[nodiscard]] const MeanSpectrum& welch() const { return welch_; }
  [[nodiscard]] const MeanSpectrum& lomb() const { return lomb_; }
  [[nodiscard]] std::size_t windows() const { return windows_; }
  [[nodiscard]] double window_length() const { return length_; }
  /// Time that any window covers, s.
  [[nodiscard]] double covered() const { return covered_; }

 private:
  std::span<const double> even(const HrvRun& run, const HrvWindow& w);
  std::span<const double> uneven(const HrvRun& run, const HrvWindow& w);

  double longest_;
  double highest_;
  std::size_t bins_;
  MeanSpectrum welch_;
  MeanSpectrum lomb_;
  Periodogram fourier_;
  LombScargle least_squares_;
  std::vector<double> values_;
  std::vector<double> weights_;
  std::vector<double> density_;
  std::size_t windows_ = 0;
  double length_ = 0.0;
  double covered_ = 0.0;
};

/// How long a window must be to tell of a band, s.
inline constexpr double kForHf = 60.0;
inline constexpr double kForLf = 120.0;
inline constexpr double kForVlf = 270.0;
inline constexpr double kForUlf = 3600.0;

}  // namespace ebb
