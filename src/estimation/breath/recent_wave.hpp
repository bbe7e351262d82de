#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/time.hpp"
#include "signal/recent_samples.hpp"

namespace ebb {

/// The last seconds of a waveform with the time of each sample, thinned by means to no finer than
/// `finest`. Values that are no numbers are passed over; a silence of more than half a second
/// begins anew. O(1) a sample.
class RecentWave {
 public:
  struct Stretch {
    std::span<const double> times;   ///< seconds since the first sample
    std::span<const double> values;  ///< the signal at them

    [[nodiscard]] std::size_t size() const { return values.size(); }
    [[nodiscard]] double mean() const;
    /// Index of the sample next to `time`; there must be one.
    [[nodiscard]] std::size_t nearest(double time) const;
  };

  explicit RecentWave(Microseconds finest) : finest_(finest) {}

  void push(HostTime time, double value) {
    if (!(value - value == 0.0)) {
      return;
    }
    if (empty_ || time <= newest_ || time - newest_ > kSilence) {
      if (!begin(time)) {
        return;
      }
    }
    first_ = gathered_ == 0 ? time : first_;
    ++gathered_;
    sum_ += value;
    newest_ = time;
    if (time - bin_ >= finest_) {
      keep();
    }
  }
  void reset() { *this = RecentWave{finest_}; }

  [[nodiscard]] double seconds_of(HostTime time) const { return Seconds{time - origin_}.count(); }
  /// What is kept of [from, to], seconds since the first sample; nothing when some of it is not.
  /// A view: as long as this wave lives and is not pushed to.
  [[nodiscard]] std::optional<Stretch> between(double from, double to) const&;
  std::optional<Stretch> between(double from, double to) const&& = delete;

 private:
  static constexpr std::size_t kKept = 1024;
  static constexpr Microseconds kSilence{500'000};

  /// Whether the sample counts: one whose time does not rise does not.
  bool begin(HostTime time);
  void keep();

  Microseconds finest_;
  HostTime origin_{};
  HostTime bin_{};    ///< time of the sample before those that are being gathered
  HostTime first_{};  ///< and of the first of them
  HostTime newest_{};
  bool empty_ = true;
  std::size_t gathered_ = 0;
  double sum_ = 0.0;
  RecentSamples<kKept> times_;
  RecentSamples<kKept> values_;
};

}  // namespace ebb
