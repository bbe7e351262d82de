#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>
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
  Coming(LinkHandlers first, Seating::Config config)
      : first_(std::move(first)), most_(first_.another ? config.most : 1) {
    config.most = most_;
    seating_ = Seating{config};
  }

  /// A seat, told that its sensor is there; nothing when there is no room, which is said once.
  std::optional<std::size_t> welcome(const std::string& whence) {
    const auto seat = seating_.take(whence, now());
    if (!seat) {
      turn_away(whence);
      return std::nullopt;
    }
    if (*seat == seats_.size()) {
      seats_.push_back({seats_.empty() ? first_ : first_.another()});
    }
    tell(seats_[*seat], LinkState::streaming, "");
    return seat;
  }
  void hear(std::size_t seat, std::span<const std::uint8_t> bytes) {
    seating_.hear(seat, now());
    seats_[seat].handlers.bytes(bytes, now());
  }
  void lose(std::size_t seat, std::string note) {
    seating_.leave(seat, now());
    tell(seats_[seat], LinkState::lost, std::move(note));
  }
  /// See Seating::silent_one.
  [[nodiscard]] std::optional<std::size_t> silent_one(const std::string& whence) const {
    return seating_.silent_one(whence, now());
  }
  /// Of the listening itself, as long as nobody has come.
  void tell(std::string note) {
    if (seats_.empty() && note != told_) {
      told_ = note;
      first_.state(LinkState::searching, std::move(note), now());
    }
  }

 private:
  struct Seat {
    LinkHandlers handlers;
    LinkState state = LinkState::searching;
  };

  static void tell(Seat& seat, LinkState state, std::string note) {
    seat.state = state;
    seat.handlers.state(state, std::move(note), now());
  }
  void turn_away(const std::string& whence) {
    if (most_ > 1 && !std::exchange(full_, true)) {
      tell(seats_.front(), seats_.front().state,
           "A sensor at " + whence + " is not heard: " + std::to_string(most_) +
               " have come here already. Does it begin anew for each message?");
    }
  }

  LinkHandlers first_;
  std::size_t most_;
  Seating seating_;
  std::deque<Seat> seats_;
  std::string told_;
  bool full_ = false;  ///< that somebody was turned away has been said
};

/// A link of sensors that come to us, around the Flow that its coroutines share: it listens from
/// start() to stop(), and tells nothing after that.
template <class Flow>
class ComingLink final : public Link {
 public:
  ComingLink(asio::io_context& io, const SensorAddress& address, LinkHandlers handlers,
             const Seating::Config& seating)
      : io_(io), address_(address), handlers_(std::move(handlers)), seating_(seating) {}
  ~ComingLink() override { ComingLink::stop(); }
  ComingLink(const ComingLink&) = delete;
  ComingLink& operator=(const ComingLink&) = delete;

  void start() override {
    if (!flow_) {
      flow_ = std::make_shared<Flow>(io_, address_, handlers_, seating_);
      asio::co_spawn(io_, Flow::run(flow_), kRethrow);
    }
  }
  void stop() override {
    if (const auto flow = std::exchange(flow_, nullptr)) {
      flow->stop();
    }
  }
  void write(std::span<const std::uint8_t> bytes) override {
    if (flow_) {
      flow_->write(bytes);
    }
  }

 private:
  asio::io_context& io_;
  SensorAddress address_;
  LinkHandlers handlers_;
  Seating::Config seating_;
  std::shared_ptr<Flow> flow_;
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
