#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace ebb {

/// Samples of any rate as steps of a rate that a pulse wave needs, 45 to 130 Hz: means of so many
/// samples, or so many points on the line from one to the next.
class PpgSteps {
 public:
  explicit PpgSteps(double rate)
      : thin_(std::fmax(1.0, std::ceil(rate / kFinest - kRounding))),
        refine_(std::fmax(1.0, std::ceil(kCoarsest / rate - kRounding))),
        rate_(rate * refine_ / thin_) {}

  /// Calls sink(value) for every step that this sample completes. Where samples are missing before
  /// it, the wave is taken to have run straight.
  template <class Sink>
  void push(double sample, std::int64_t missing, Sink&& sink) {
    if (begun_) {
      const double rise = (sample - last_) / static_cast<double>(missing + 1);
      for (std::int64_t i = missing; i > 0; --i) {
        take(sample - static_cast<double>(i) * rise, sink);
      }
      take(sample, sink);
    } else {
      begun_ = true;
      last_ = sample;
      if (refine_ > 1.0) {
        sink(sample);
      } else {
        take(sample, sink);
      }
    }
  }
  void reset() {
    begun_ = false;
    gathered_ = sum_ = 0.0;
  }
  /// Steps a second.
  [[nodiscard]] double rate() const { return rate_; }
  /// The place in samples, from the first one, of a place in steps.
  [[nodiscard]] double sample_at(double step) const {
    return step * thin_ / refine_ + 0.5 * (thin_ - 1.0);
  }

 private:
  static constexpr double kFinest = 130.0;   // Hz
  static constexpr double kCoarsest = 45.0;  // Hz
  static constexpr double kRounding = 1e-9;

  template <class Sink>
  void take(double sample, Sink& sink) {
    if (refine_ > 1.0) {
      const double rise = (sample - last_) / refine_;
      for (int i = static_cast<int>(refine_) - 1; i > 0; --i) {
        sink(sample - i * rise);
      }
      last_ = sample;
      sink(sample);
      return;
    }
    last_ = sample;
    sum_ += sample;
    if (++gathered_ == thin_) {
      const double value = sum_ / thin_;
      gathered_ = sum_ = 0.0;
      sink(value);
    }
  }

  double thin_;    ///< samples to a step ...
  double refine_;  ///< ... or steps to a sample
  double rate_;
  double gathered_ = 0.0;
  double sum_ = 0.0;
  double last_ = 0.0;
  bool begun_ = false;
};

}  // namespace ebb
