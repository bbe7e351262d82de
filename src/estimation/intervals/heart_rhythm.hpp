#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/history.hpp"
#include "core/snapshot.hpp"
#include "core/units.hpp"

namespace ebb {

/// Heart rate from judged beats, up to date at every beat in constant time, and the totals of a
/// session. Only normal intervals count; differences are taken between neighbours that are both
/// normal, so none crosses a gap or an interval set aside. Variability of late: SlidingHrv.
class HeartRhythm {
 public:
  struct Config {
    Seconds rate_window{10.0};     ///< heart rate speaks of these last seconds
    std::size_t fewest_beats = 3;  ///< normal ones, for a heart rate
  };

  HeartRhythm();
  explicit HeartRhythm(const Config& config);

  void push(const Beat& judged);
  /// 60000 / mean interval of the last 10 s; quality is the share of time in normal intervals,
  /// and falls when the very same interval comes for longer than any heart would keep it.
  [[nodiscard]] std::optional<Estimate<BeatsPerMinute>> heart_rate() const;
  /// 1, and down to 0 while a device repeats itself: measured to a millisecond or two, no heart
  /// keeps the same interval for 8 s, and after 20 s nothing is believed any more.
  [[nodiscard]] double liveliness() const;
  [[nodiscard]] HeartTotals totals() const;
  /// Another sensor speaks: no rate until it has told of enough beats; the totals go on.
  void restart();
  void reset();

 private:
  struct Kept {
    HostTime time;
    double interval = 0.0;    ///< ms
    double difference = 0.0;  ///< to the one before, ms
    bool normal = false;
    bool paired = false;
  };
  /// The sums over the newest beats that lie within a window.
  struct Window {
    std::size_t size = 0;
    std::size_t normal = 0;
    double normal_ms = 0.0;
    double all_ms = 0.0;
    double normal_squares = 0.0;
    void add(const Kept& kept);
    void drop(const Kept& kept);
  };
  static constexpr std::size_t kBeats = 128;

  void count(const Kept& kept);
  void drop_oldest(Window& window);
  void trim(Window& window, Seconds length);
  void recount(Window& window) const;

  Config config_;
  History<Kept, kBeats> beats_;
  Window rate_;
  std::uint64_t since_recount_ = 0;
  double same_ms_ = 0.0;  ///< for how long every interval has been the very same
  std::uint64_t intervals_ = 0;
  std::uint64_t set_aside_ = 0;
  std::uint64_t pairs_ = 0;
  double sum_interval_ = 0.0;
  double sum_rate_ = 0.0;
  double sum_squares_ = 0.0;
};

/// RMSSD where it may be told: of at least twenty pairs of neighbours, at most three intervals in
/// ten set aside.
[[nodiscard]] std::optional<Milliseconds> rmssd_of(const HeartTotals& totals);

}  // namespace ebb
