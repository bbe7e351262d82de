#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ebb {

/// How numbers become the 16 bits of an EDF signal, and back: whole numbers as they are where they
/// fit, others in 65,500 steps over what they span. The least digital value is kept for "nothing is
/// known".
struct EdfScale {
  double physical_low = 0.0;  ///< of "nothing is known"; both fit the header's eight characters
  double physical_high = 1.0;
  std::int32_t digital_low = -32768;
  std::int32_t digital_high = 32767;
  /// Values are multiplied by this first (a power of 1000), so that eight characters can tell their
  /// range.
  double factor = 1.0;

  [[nodiscard]] double step() const {
    return (physical_high - physical_low) / (digital_high - digital_low);
  }
  [[nodiscard]] std::int16_t digital(float value) const;
};

/// NaNs are "nothing is known".
[[nodiscard]] EdfScale edf_scale(std::span<const float> values);

/// How long a data record is, and how many samples of each signal stand in it.
struct EdfRecords {
  int length = 100'000;  ///< in 10 us, which is what EDFlib takes
  std::vector<int> samples{};

  [[nodiscard]] double seconds() const { return 1e-5 * length; }
};

/// One second where all the rates are whole, but for two samples in a thousand seconds; else what
/// comes nearest to all of them, up to four seconds. Every rate is at least 0.5.
[[nodiscard]] EdfRecords edf_records(std::span<const double> rates);

}  // namespace ebb
