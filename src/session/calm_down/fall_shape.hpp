#pragma once

#include <array>
#include <cstdint>

namespace ebb {

/// The ways in which a fall may go, from whole at the mark to nothing in the end. Logistic falls
/// (Christenfeld et al. 2000) differ in how late their steepest moment is.
enum class FallForm : std::uint8_t {
  exponential,
  logistic_early,
  logistic,
  logistic_late,
  two_speeds,  ///< half of it four times as quick as the other half
};

inline constexpr std::array kFallForms{FallForm::exponential, FallForm::logistic_early,
                                       FallForm::logistic, FallForm::logistic_late,
                                       FallForm::two_speeds};

/// A form with its half-time: the seconds until half of the whole fall is done, above zero.
struct FallShape {
  FallForm form = FallForm::exponential;
  double half_time = 1.0;

  /// What is left of the fall, 1 to 0, so many seconds (0 or more) after the mark.
  [[nodiscard]] double left(double seconds) const;
};

}  // namespace ebb
