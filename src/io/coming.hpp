#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "io/asio.hpp"
#include "io/host_clock.hpp"
#include "io/link.hpp"
#include "io/seating.hpp"

namespace ebb::io {

/// What both links of sensors that come to us share: who sits where, and whom to tell.
class Coming {
 public:
  Coming(LinkHandlers first, std::size_t most)
      : first_(std::move(first)), seating_({.most = first_.another ? most : 1}) {}

  /// A seat, told that its sensor is there; nothing when there is no room.
  std::optional<std::size_t> welcome(const std::string& whence) {
    const auto seat = seating_.take(whence, now());
    if (!seat) {
      return std::nullopt;
    }
    if (*seat == seats_.size()) {
      seats_.push_back(seats_.empty() ? first_ : first_.another());
    }
    seats_[*seat].state(LinkState::streaming, "", now());
    return seat;
  }
  void hear(std::size_t seat, std::span<const std::uint8_t> bytes) {
    seats_[seat].bytes(bytes, now());
  }
  void lose(std::size_t seat, std::string note) {
    seating_.leave(seat, now());
    seats_[seat].state(LinkState::lost, std::move(note), now());
  }
  /// Of the listening itself, as long as nobody has come.
  void tell(std::string note) {
    if (seats_.empty() && note != told_) {
      told_ = note;
      first_.state(LinkState::searching, std::move(note), now());
    }
  }

 private:
  LinkHandlers first_;
  Seating seating_;
  std::deque<LinkHandlers> seats_;  ///< by seat
  std::string told_;
};

/// The interface to listen on: this machine alone where none was named.
inline asio::ip::address interface_of(const SensorAddress& address, error_code& ec) {
  return address.place.empty() ? asio::ip::address{asio::ip::address_v4::loopback()}
                               : asio::ip::make_address(address.place, ec);
}

/// Why a port cannot be listened on, and what to do.
inline std::string refusal(const SensorAddress& address, const error_code& ec) {
  const std::string where = print(address);
  if (ec == asio::error::address_in_use) {
    return where + ": another program listens there. Close that, or choose another port.";
  }
  if (ec == asio::error::access_denied) {
    return where + ": ports below 1024 are kept for the system. Choose a higher one.";
  }
  return where + ": " + ec.message() +
         ". Before the port stands an address of this machine, or 0.0.0.0 for all of them.";
}

}  // namespace ebb::io
