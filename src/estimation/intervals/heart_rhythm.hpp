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

/// Heart rate and its variability from judged beats, up to date at every beat in constant time.
/// Only normal intervals count; differences are taken between neighbours that are both normal, so
/// none crosses a gap or an interval set aside.
class HeartRhythm {
 public:
  struct Config {
    Seconds rate_window{10.0};  ///< heart rate speaks of these last seconds
    Seconds rmssd_window{60.0};
    std::size_t fewest_beats = 3;   ///< normal ones, for a heart rate
    std::size_t fewest_pairs = 20;  ///< for RMSSD, together with Config::fewest_share
    double fewest_share = 0.7;      ///< of the window's time must be in normal intervals
  };

  HeartRhythm();
  explicit HeartRhythm(const Config& config);

  void push(const Beat& judged);
  /// 60000 / mean interval of the last 10 s; quality is the share of time in normal intervals,
  /// and falls when the very same interval comes for longer than any heart would keep it.
  [[nodiscard]] std::optional<Estimate<BeatsPerMinute>> heart_rate() const;
  /// Root mean square of successive differences over the last 60 s.
  [[nodiscard]] std::optional<Estimate<Milliseconds>> rmssd() const;
  [[nodiscard]] HeartTotals totals() const;
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
    std::size_t pairs = 0;
    double normal_ms = 0.0;
    double all_ms = 0.0;
    double normal_squares = 0.0;
    double squares = 0.0;  ///< of differences
    void add(const Kept& kept);
    void drop(const Kept& kept);
  };
  static constexpr std::size_t kBeats = 512;

  void count(const Kept& kept);
  void drop_oldest(Window& window);
  [[nodiscard]] double liveliness() const;
  void trim(Window& window, Seconds length);
  void recount(Window& window) const;

  Config config_;
  History<Kept, kBeats> beats_;
  Window rate_;
  Window rmssd_;
  std::uint64_t since_recount_ = 0;
  double same_ms_ = 0.0;  ///< for how long every interval has been the very same
  std::uint64_t intervals_ = 0;
  std::uint64_t set_aside_ = 0;
  std::uint64_t pairs_ = 0;
  double sum_interval_ = 0.0;
  double sum_rate_ = 0.0;
  double sum_squares_ = 0.0;
};

}  // namespace ebb
