#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>

#include "feed/message.hpp"

namespace ebb::io {

/// A viewer's messages until the service has confirmed them, numbered from 1. After a broken
/// connection everything unconfirmed is sent again. When there is no more room the oldest go.
class WaitingMessages {
 public:
  struct Numbered {
    std::uint64_t number = 0;
    feed::ViewerMessage message;
  };

  explicit WaitingMessages(std::size_t max_size) : max_size_(max_size) {}

  void push(feed::ViewerMessage message) {
    if (waiting_.size() == max_size_) {
      drop_front();
    }
    waiting_.push_back({++last_number_, std::move(message)});
  }
  /// The next that has not been sent on this connection, or nullptr; it then counts as sent.
  [[nodiscard]] const Numbered* next() {
    return sent_ < waiting_.size() ? &waiting_[sent_++] : nullptr;
  }
  void confirm(std::uint64_t number) {
    while (!waiting_.empty() && waiting_.front().number <= number) {
      drop_front();
    }
  }
  /// On a new connection nothing has been sent yet.
  void rewind() { sent_ = 0; }

  [[nodiscard]] std::size_t size() const { return waiting_.size(); }

 private:
  void drop_front() {
    waiting_.pop_front();
    sent_ -= sent_ > 0 ? 1U : 0U;
  }

  std::size_t max_size_;
  std::deque<Numbered> waiting_;
  std::size_t sent_ = 0;
  std::uint64_t last_number_ = 0;
};

}  // namespace ebb::io
