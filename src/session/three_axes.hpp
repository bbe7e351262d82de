#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/history.hpp"
#include "core/time.hpp"

namespace ebb {

/// Samples of up to three streams, one an axis, brought together by their times: each may come
/// alone, one instant after the other or a frame of each after a frame of another. Which streams
/// there are is learnt from the first; an axis that there is not is 0. Of an instant that one axis
/// lacks nothing is told.
class ThreeAxes {
 public:
  using Values = std::array<double, 3>;

  /// `give(time, values)` for every instant that is whole now.
  template <class Give>
  void push(std::uint8_t stream, HostTime time, double value, Give give) {
    Axis* const axis = axis_of(stream);
    if (axis == nullptr) {
      return;
    }
    axis->waiting.push({time, value});
    learnt_ = learnt_ || axis->waiting.size() >= kToLearn;
    if (axis->waiting.full()) {
      reset();  // another has fallen silent: who is there is learnt again
    }
    while (learnt_ && whole()) {
      Values values{};
      const HostTime at = axes_[0].waiting.front().time;
      for (std::size_t i = 0; i < count_; ++i) {
        values[i] = axes_[i].waiting.front().value;
        axes_[i].waiting.drop_front();
      }
      give(at, values);
    }
  }
  void reset() { *this = ThreeAxes{}; }

 private:
  static constexpr std::size_t kToLearn = 64;  // more than a frame has
  struct Sample {
    HostTime time;
    double value = 0.0;
  };
  struct Axis {
    std::uint8_t stream = 0;
    History<Sample, 2 * kToLearn> waiting;
  };

  Axis* axis_of(std::uint8_t stream) {
    for (std::size_t i = 0; i < count_; ++i) {
      if (axes_[i].stream == stream) {
        return &axes_[i];
      }
    }
    if (learnt_ || count_ == axes_.size()) {
      return nullptr;
    }
    axes_[count_].stream = stream;
    return &axes_[count_++];
  }
  /// Whether every axis has a sample of one instant; those that lack company are dropped.
  bool whole() {
    for (;;) {
      HostTime newest{HostTime::min()};
      for (std::size_t i = 0; i < count_; ++i) {
        if (axes_[i].waiting.empty()) {
          return false;
        }
        newest = std::max(newest, axes_[i].waiting.front().time);
      }
      bool together = true;
      for (std::size_t i = 0; i < count_; ++i) {
        if (newest - axes_[i].waiting.front().time > kApart) {
          axes_[i].waiting.drop_front();
          together = false;
        }
      }
      if (together) {
        return count_ > 0;
      }
    }
  }

  static constexpr Microseconds kApart{2'000};  // as times of arrival may be, of one instant

  std::array<Axis, 3> axes_{};
  std::size_t count_ = 0;
  bool learnt_ = false;
};

}  // namespace ebb
