#pragma once

#include <cstdint>
#include <optional>

#include "core/time.hpp"
#include "core/unwrapped_clock.hpp"

namespace ebb {

/// A device's microsecond counter (modulo 2^32), unrolled, that does not believe a jump at once: a
/// damaged number must not tear the time line, a device that restarted must begin a new one. A
/// jump is believed after `confirmations` values that go on from it.
class WatchedClock {
 public:
  struct Config {
    Microseconds back{1'000'000};    ///< further back than this is a jump
    Microseconds ahead{60'000'000};  ///< and so is further ahead than this
    int confirmations = 3;
  };
  struct Stamp {
    DeviceTime time;
    bool restarted = false;  ///< a jump was just believed: this is a new time line
  };

  explicit WatchedClock(Config config) : config_(config) {}
  WatchedClock() : WatchedClock(Config{}) {}

  /// Nothing while a jump is in doubt.
  std::optional<Stamp> push(std::uint32_t micros);
  /// The next value is a new beginning.
  void reset();

 private:
  [[nodiscard]] bool follows(std::uint32_t micros, std::uint32_t last) const;

  Config config_;
  UnwrappedClock clock_;
  std::optional<std::uint32_t> last_;
  std::optional<std::uint32_t> doubtful_;
  int confirmed_ = 0;
};

}  // namespace ebb
