#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace ebb {

/// One rise and fall of a signal.
struct Hump {
  double height = 0.0;
  std::int64_t step = 0;  ///< of the top: pushes since the first
  double at = 0.0;        ///< the same with the fraction that a parabola through the top gives
};

/// The humps of a signal that lie above zero, of those nearer than `blank` to each other only the
/// highest. A hump is over when the signal has fallen to half its height or the top has stood for
/// `stands` steps; it is told `blank` steps after its top at the earliest.
class HumpFinder {
 public:
  HumpFinder(std::int64_t stands, std::int64_t blank) : stands_(stands), blank_(blank) {}

  std::optional<Hump> push(double value) {
    ++step_;
    std::optional<Hump> told;
    if (just_topped_) {
      refine(value);
    }
    if (value > rising_.height && value > before_) {
      rising_ = Hump{value, step_, static_cast<double>(step_)};
      left_ = before_;
      just_topped_ = true;
    } else {
      just_topped_ = false;
      const bool over = value < 0.5 * rising_.height || step_ - rising_.step >= stands_;
      if (rising_.height > 0.0 && over) {
        told = offer(rising_);
        rising_ = Hump{};
      }
    }
    before_ = value;
    // What rises is no rival when it is lower, or so late that it counts for itself.
    const bool waited = offered_.height > 0.0 && step_ - offered_.step >= blank_;
    const bool alone = rising_.height <= offered_.height || rising_.step - offered_.step >= blank_;
    if (!told && waited && alone) {
      told = offered_;
      offered_ = Hump{};
    }
    return told;
  }
  /// At the end of the signal: what was still being waited for.
  std::optional<Hump> flush() {
    if (rising_.height > offered_.height) {
      offered_ = rising_;
    }
    rising_ = Hump{};
    std::optional<Hump> told;
    if (offered_.height > 0.0) {
      told = offered_;
    }
    offered_ = Hump{};
    return told;
  }
  void set_blank(std::int64_t blank) { blank_ = blank; }
  [[nodiscard]] std::int64_t step() const { return step_; }

 private:
  std::optional<Hump> offer(const Hump& hump) {
    std::optional<Hump> told;
    if (offered_.height > 0.0 && hump.step - offered_.step >= blank_) {
      told = offered_;
      offered_ = Hump{};
    }
    if (hump.height > offered_.height) {
      offered_ = hump;
    }
    return told;
  }
  void refine(double right) {
    const double bend = left_ - 2.0 * rising_.height + right;
    if (right <= rising_.height && bend < 0.0) {
      rising_.at =
          static_cast<double>(rising_.step) + std::clamp(0.5 * (left_ - right) / bend, -0.5, 0.5);
    }
  }

  std::int64_t stands_;
  std::int64_t blank_;
  std::int64_t step_ = 0;
  double before_ = 0.0;
  double left_ = 0.0;
  bool just_topped_ = false;
  Hump rising_;
  Hump offered_;
};

}  // namespace ebb
