#pragma once

#include <compare>

namespace ebb {

/// A double that knows what it counts. Same unit adds, subtracts and compares; a bare number
/// scales. Conversions are spelled out below, so a rate per minute never meets a frequency by
/// accident.
template <class Tag>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(double value) : value_(value) {}
  [[nodiscard]] constexpr double value() const { return value_; }

  constexpr auto operator<=>(const Quantity&) const = default;
  friend constexpr Quantity operator+(Quantity a, Quantity b) {
    return Quantity{a.value_ + b.value_};
  }
  friend constexpr Quantity operator-(Quantity a, Quantity b) {
    return Quantity{a.value_ - b.value_};
  }
  friend constexpr Quantity operator*(Quantity a, double k) { return Quantity{a.value_ * k}; }
  friend constexpr Quantity operator*(double k, Quantity a) { return a * k; }
  friend constexpr Quantity operator/(Quantity a, double k) { return Quantity{a.value_ / k}; }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.value_ / b.value_; }

 private:
  double value_ = 0.0;
};

using Hertz = Quantity<struct HertzTag>;
using BreathsPerMinute = Quantity<struct BreathsPerMinuteTag>;
using BeatsPerMinute = Quantity<struct BeatsPerMinuteTag>;
/// Part of a cycle, [0, 1). For breath: 0 at the start of the in-breath.
using Turns = Quantity<struct TurnsTag>;

[[nodiscard]] constexpr Hertz to_hertz(BreathsPerMinute r) { return Hertz{r.value() / 60.0}; }
[[nodiscard]] constexpr BreathsPerMinute to_breaths_per_minute(Hertz f) {
  return BreathsPerMinute{f.value() * 60.0};
}
/// Length of one breath in seconds; the rate must be above zero.
[[nodiscard]] constexpr double period_seconds(BreathsPerMinute r) { return 60.0 / r.value(); }

/// The same place in the cycle, brought into [0, 1).
[[nodiscard]] constexpr Turns wrapped(Turns t) {
  double v = t.value() - static_cast<double>(static_cast<long long>(t.value()));
  if (v < 0) {
    v += 1.0;
  }
  return Turns{v >= 1.0 ? 0.0 : v};
}

/// Shortest way round from `from` to `to`, in [-0.5, 0.5).
[[nodiscard]] constexpr double turns_between(Turns from, Turns to) {
  const double d = wrapped(Turns{to.value() - from.value()}).value();
  return d >= 0.5 ? d - 1.0 : d;
}

}  // namespace ebb
