#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"

namespace ebb::io {

/// Sensors that come to us, and the place of each in the session. Who comes back is to have its
/// old place, but never another's: two hearts in one place would make a heart that nobody has. So
/// a free place is given again at once only where there can be no doubt, that is to the only one
/// that ever came from there, and otherwise after so long that nothing is remembered of the last.
class Seating {
 public:
  struct Config {
    std::size_t most = 64;
    Microseconds forgotten_after{180'000'000};  ///< longer than any window of the session
    Microseconds silent_after{3'000'000};       ///< a board says something every second
  };

  Seating() = default;
  explicit Seating(const Config& config) : config_(config) {}

  /// A seat for who comes from `whence` (a network address, a strap's name); nothing when all are
  /// taken. Seats are numbered from 0 as they are made.
  std::optional<std::size_t> take(std::string_view whence, HostTime now) {
    std::optional<std::size_t> found = its_own(whence);
    for (std::size_t i = 0; !found && i < seats_.size(); ++i) {
      if (seats_[i].whence == whence && forgotten(seats_[i], now)) {
        found = i;
      }
    }
    if (!found && seats_.size() < config_.most) {
      seats_.emplace_back();
      found = seats_.size() - 1;
    }
    for (std::size_t i = 0; !found && i < seats_.size(); ++i) {
      if (forgotten(seats_[i], now)) {
        found = i;
      }
    }
    if (found) {
      seats_[*found] = {std::string{whence}, true, now, now};
    }
    return found;
  }
  /// Something came from who sits there.
  void hear(std::size_t seat, HostTime now) { seats_[seat].heard = now; }
  /// The seat of the only one that ever came from `whence`, if it is taken and nothing came for a
  /// while: a board that was switched off and says nothing of it. Who comes from there now is most
  /// likely the same.
  [[nodiscard]] std::optional<std::size_t> silent_one(std::string_view whence, HostTime now) const {
    const auto one = only_one(whence);
    const bool silent =
        one && seats_[*one].taken && now - seats_[*one].heard >= config_.silent_after;
    return silent ? one : std::nullopt;
  }
  void leave(std::size_t seat, HostTime now) {
    seats_[seat].taken = false;
    seats_[seat].left = now;
  }
  [[nodiscard]] std::size_t size() const { return seats_.size(); }

 private:
  struct Seat {
    std::string whence;
    bool taken = false;
    HostTime left{};
    HostTime heard{};
  };

  [[nodiscard]] bool forgotten(const Seat& seat, HostTime now) const {
    return !seat.taken && now - seat.left >= config_.forgotten_after;
  }
  /// The free seat of the only one that ever came from there.
  [[nodiscard]] std::optional<std::size_t> its_own(std::string_view whence) const {
    const auto one = only_one(whence);
    return one && !seats_[*one].taken ? one : std::nullopt;
  }
  [[nodiscard]] std::optional<std::size_t> only_one(std::string_view whence) const {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < seats_.size(); ++i) {
      if (seats_[i].whence == whence) {
        if (found) {
          return std::nullopt;
        }
        found = i;
      }
    }
    return found;
  }

  Config config_;
  std::vector<Seat> seats_;
};

}  // namespace ebb::io
