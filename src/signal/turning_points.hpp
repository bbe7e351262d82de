#pragma once

#include <cstdint>
#include <optional>

namespace ebb {

/// A place where a signal turned: `place` in samples, by the parabola through the extreme one.
struct Turn {
  double place = 0.0;
  double value = 0.0;
  bool peak = false;
};

/// Peaks and troughs of an even series, in turn. A turn counts once the signal has come back by
/// the threshold of the moment, so neither offset nor drift slower than the swing matters.
class TurningPoints {
 public:
  std::optional<Turn> push(std::int64_t index, double value, double threshold) {
    if (empty_) {
      empty_ = false;
      high_ = low_ = {index, value, value, value};
      previous_ = value;
      return {};
    }
    if (heading_ != Heading::down) {
      follow(high_, index, value, value > high_.value);
    }
    if (heading_ != Heading::up) {
      follow(low_, index, value, value < low_.value);
    }
    const double before = previous_;
    previous_ = value;

    if (heading_ != Heading::down && high_.value - value > threshold) {
      heading_ = Heading::down;
      low_ = {index, before, value, value};
      return place_of(high_, true);
    }
    if (heading_ != Heading::up && value - low_.value > threshold) {
      heading_ = Heading::up;
      high_ = {index, before, value, value};
      return place_of(low_, false);
    }
    return {};
  }

  void reset() { *this = TurningPoints{}; }

 private:
  enum class Heading : std::uint8_t { unknown, up, down };
  struct Extreme {
    std::int64_t index = 0;
    double before = 0.0;
    double value = 0.0;
    double after = 0.0;
  };

  void follow(Extreme& extreme, std::int64_t index, double value, bool further) const {
    if (further) {
      extreme = {index, previous_, value, value};
    } else if (extreme.index == index - 1) {
      extreme.after = value;
    }
  }

  static Turn place_of(const Extreme& extreme, bool peak) {
    const double curve = extreme.before - 2.0 * extreme.value + extreme.after;
    double shift = curve != 0.0 ? 0.5 * (extreme.before - extreme.after) / curve : 0.0;
    if (!(shift >= -0.5 && shift <= 0.5)) {
      shift = 0.0;
    }
    return {static_cast<double>(extreme.index) + shift, extreme.value, peak};
  }

  bool empty_ = true;
  Heading heading_ = Heading::unknown;
  Extreme high_{};
  Extreme low_{};
  double previous_ = 0.0;
};

}  // namespace ebb
