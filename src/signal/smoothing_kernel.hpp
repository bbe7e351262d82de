#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/history.hpp"

namespace ebb {

/// A running median of 5 (lone spikes go, edges stay) and a symmetric kernel of three boxes of N
/// (close to a Gauss, so nothing rings). Every frequency comes out late by the same kDelay samples.
/// Sums are made anew each time: a value of 1e30 is forgotten when it leaves, not smeared on.
template <std::size_t N>
class SmoothingKernel {
 public:
  static constexpr double kDelay = 2.0 + 3.0 * (static_cast<double>(N) - 1.0) / 2.0;

  /// The smoothed value; the first ones lean on the first sample, repeated.
  double push(double value) {
    if (raw_.empty()) {
      while (!raw_.full()) {
        raw_.push(value);
      }
      for (auto& box : boxes_) {
        while (!box.full()) {
          box.push(value);
        }
      }
    }
    raw_.push(value);
    std::array<double, 5> sorted{};
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      sorted[i] = raw_[i];
    }
    std::nth_element(sorted.begin(), sorted.begin() + 2, sorted.end());
    double out = sorted[2];
    for (auto& box : boxes_) {
      box.push(out);
      double sum = 0.0;
      for (std::size_t i = 0; i < N; ++i) {
        sum += box[i];
      }
      out = sum / static_cast<double>(N);
    }
    return out;
  }

  void reset() {
    raw_.reset();
    for (auto& box : boxes_) {
      box.reset();
    }
  }

 private:
  History<double, 5> raw_;
  std::array<History<double, N>, 3> boxes_;
};

}  // namespace ebb
