#pragma once

#include <cstdint>
#include <optional>

#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// Unevenly timed samples on an even grid, by straight lines between neighbours: nothing where more
/// than `hole` lies between two samples, before the first and after the last, so what was lost
/// stays lost. A hole of ten seconds and more is told as so many grid steps at once.
class EvenSamples {
 public:
  EvenSamples(Hertz rate, Seconds hole) : rate_(rate.value()), hole_(hole.count()) {}

  /// `give(value)` for every grid step up to `seconds`, which does not fall; `skip(steps)` for a
  /// long hole. The grid begins at 0.
  template <class Give, class Skip>
  void push(double seconds, std::optional<double> value, Give give, Skip skip) {
    if (!value) {
      return;
    }
    const double until = seconds * rate_;
    leap(until, skip);
    for (; static_cast<double>(next_) <= until; ++next_) {
      const double at = static_cast<double>(next_) / rate_;
      if (!last_ || seconds - *last_ > hole_) {
        give(at < seconds ? std::nullopt : value);
      } else {
        const double step = seconds - *last_;
        const double share = step > 0.0 ? (at - *last_) / step : 1.0;
        give(std::optional{last_value_ + share * (*value - last_value_)});
      }
    }
    last_ = seconds;
    last_value_ = *value;
  }

  /// The recording ends at `seconds`: nothing for every step since the last sample.
  template <class Give, class Skip>
  void finish(double seconds, Give give, Skip skip) {
    const double until = seconds * rate_;
    leap(until, skip);
    for (; static_cast<double>(next_) < until; ++next_) {
      give(std::optional<double>{});
    }
  }

 private:
  template <class Skip>
  void leap(double until, Skip& skip) {
    if (until - static_cast<double>(next_) > kLongHole * rate_) {
      const auto steps = static_cast<std::uint64_t>(until) - next_;
      skip(steps);
      next_ += steps;
      last_.reset();
    }
  }

  static constexpr double kLongHole = 10.0;

  double rate_;
  double hole_;
  std::uint64_t next_ = 0;
  std::optional<double> last_;
  double last_value_ = 0.0;
};

}  // namespace ebb
