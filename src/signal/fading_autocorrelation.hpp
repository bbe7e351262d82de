#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "signal/recent_samples.hpp"

namespace ebb {

/// How alike a signal is to itself `First`..`Last` samples ago, each product remembered for about
/// `memory` samples and then forgotten exponentially; until then it is the plain mean. What stands
/// out of the signal more than threefold (root mean square) is cut back, so that one disturbance
/// cannot pass for a rhythm. Last - First + 1 multiplications a push.
template <std::size_t First, std::size_t Last>
class FadingAutocorrelation {
  static_assert(First >= 1 && Last > First + 1);

 public:
  struct Peak {
    double lag = 0.0;    ///< samples; 0 when there is none
    double share = 0.0;  ///< of the signal's power, at most about 1
  };

  explicit FadingAutocorrelation(double memory) : memory_(memory) {}

  void push(double value) {
    count_ = std::min(count_ + 1.0, memory_);
    const double gain = 1.0 / count_;
    const double most = power_ > 0.0 ? kFarOut * std::sqrt(power_) : std::abs(value);
    const double v = std::clamp(value, -most, most);
    power_ += gain * (v * v - power_);
    if (past_.end() >= static_cast<std::int64_t>(Last)) {
      // products_[j] belongs to lag Last - j, so that both run the same way through memory.
      const double* const past = past_.at(past_.end() - static_cast<std::int64_t>(Last));
      for (std::size_t j = 0; j < kLags; ++j) {
        products_[j] += gain * (v * past[j] - products_[j]);
      }
    } else {
      const auto known = static_cast<std::size_t>(past_.end());
      for (std::size_t lag = First; lag <= Last; ++lag) {
        const double before = lag <= known ? past_[static_cast<std::int64_t>(known - lag)] : 0.0;
        double& product = products_[Last - lag];
        product += gain * (v * before - product);
      }
    }
    past_.push(v);
  }

  /// The shortest lag with a maximum that comes to `nearly` the highest one (0..1): of a rhythm and
  /// its multiples the rhythm.
  [[nodiscard]] Peak first_peak(double nearly) const {
    const double highest = *std::max_element(products_.begin() + 1, products_.end() - 1);
    if (!(highest > 0.0)) {
      return {};
    }
    for (std::size_t j = kLags - 2; j > 0; --j) {
      if (products_[j] >= nearly * highest && products_[j] >= products_[j - 1] &&
          products_[j] >= products_[j + 1]) {
        return {static_cast<double>(Last - j), products_[j] / power_};
      }
    }
    return {};
  }

  void reset() { *this = FadingAutocorrelation{memory_}; }

 private:
  static constexpr std::size_t kLags = Last - First + 1;
  static constexpr double kFarOut = 3.0;

  double memory_;
  double count_ = 0.0;
  double power_ = 0.0;
  std::array<double, kLags> products_{};
  RecentSamples<Last> past_;
};

}  // namespace ebb
