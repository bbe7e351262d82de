#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/history.hpp"
#include "core/variability.hpp"

namespace ebb {

/// Variability of the last 30, 60 and 120 s, up to date at every judged beat in constant time
/// (amortised over the beats that leave). Only normal intervals count, differences between
/// neighbours that are both normal. Sums are whole numbers (intervals to 0.1 us), so what was added
/// is taken away exactly and nothing gathers over days.
class SlidingHrv {
 public:
  static constexpr std::array<int, 3> kLengths{30, 60, 120};  ///< s

  /// Beats of any verdict in the order of their times.
  void push(const Beat& judged);
  /// Of the last 30, 60 or 120 s (`which` 0, 1, 2) up to the newest beat. Nothing while normal
  /// intervals fill less than 70 % of them or fewer than 15 pairs are there.
  [[nodiscard]] std::optional<Variability> values(std::size_t which) const;
  /// RMSSD of the last 60 s with its range. Quality is the share of them that normal intervals
  /// fill, and of all intervals; nothing below 20 pairs.
  [[nodiscard]] std::optional<Estimate<Milliseconds>> rmssd() const;
  void reset() { *this = SlidingHrv{}; }

 private:
  struct Kept {
    HostTime time;
    std::int64_t interval = 0;    ///< 0.1 us; 0 when it is no interval
    std::int64_t difference = 0;  ///< 0.1 us
    bool normal = false;
    bool paired = false;
  };
  struct Window {
    std::size_t size = 0;
    std::int64_t intervals = 0;
    std::int64_t normal = 0;
    std::int64_t pairs = 0;
    std::int64_t sum = 0;                  ///< of normal ones, 0.1 us
    std::int64_t all = 0;                  ///< of all, 0.1 us
    std::uint64_t squares = 0;             ///< of 0.1 us
    std::uint64_t difference_squares = 0;  ///< of 0.1 us
    void add(const Kept& kept, int sign);
  };
  /// 120 s at 250 beats a minute.
  static constexpr std::size_t kBeats = 512;

  History<Kept, kBeats> beats_;
  std::array<Window, kLengths.size()> windows_{};
};

}  // namespace ebb
