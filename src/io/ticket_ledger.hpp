#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>

#include "feed/message.hpp"

namespace ebb::io {

/// Remembers how far each viewer's numbered messages have been taken, so that one which is sent
/// again after a broken connection counts once. Keeps the viewers heard most recently.
class TicketLedger {
 public:
  explicit TicketLedger(std::size_t max_clients = 256) : max_clients_(max_clients) {}

  /// True the first time a number of this client is seen; numbers rise.
  [[nodiscard]] bool push(const feed::Ticket& ticket) {
    for (auto line = lines_.begin(); line != lines_.end(); ++line) {
      if (line->client == ticket.client) {
        lines_.splice(lines_.begin(), lines_, line);
        const bool fresh = ticket.number > line->number;
        line->number = fresh ? ticket.number : line->number;
        return fresh;
      }
    }
    lines_.push_front(ticket);
    if (lines_.size() > max_clients_) {
      lines_.pop_back();
    }
    return true;
  }

 private:
  std::size_t max_clients_;
  std::list<feed::Ticket> lines_;
};

}  // namespace ebb::io
