#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <utility>

namespace ebb::io {

/// A message that many viewers share: encoded once.
using EncodedMessage = std::shared_ptr<const std::string>;

/// What waits for one viewer. Of snapshots and of confirmations only the newest is worth sending;
/// of events each one is, up to a limit that means the viewer is no longer there in earnest.
class FeedOutbox {
 public:
  explicit FeedOutbox(std::size_t max_events) : max_events_(max_events) {}

  void push_snapshot(EncodedMessage message) { snapshot_ = std::move(message); }
  void push_confirmation(EncodedMessage message) { confirmation_ = std::move(message); }
  /// False, and nothing kept, when there is no more room.
  [[nodiscard]] bool push_event(EncodedMessage message) {
    if (events_.size() >= max_events_) {
      return false;
    }
    events_.push_back(std::move(message));
    return true;
  }

  [[nodiscard]] bool empty() const { return events_.empty() && !snapshot_ && !confirmation_; }
  /// Events go first: a snapshot is then no older than the events before it.
  [[nodiscard]] EncodedMessage pop() {
    if (confirmation_) {
      return std::exchange(confirmation_, nullptr);
    }
    if (!events_.empty()) {
      EncodedMessage message = std::move(events_.front());
      events_.pop_front();
      return message;
    }
    return std::exchange(snapshot_, nullptr);
  }
  void reset() {
    events_.clear();
    snapshot_ = nullptr;
    confirmation_ = nullptr;
  }

 private:
  std::size_t max_events_;
  std::deque<EncodedMessage> events_;
  EncodedMessage snapshot_;
  EncodedMessage confirmation_;
};

}  // namespace ebb::io
