#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "feed/message.hpp"

namespace ebb::io {

/// A viewer's end of the live feed, for a program that has a loop of its own: poll() once a frame
/// does whatever is ready and never blocks. It finds the service through the runtime folder
/// (address and token, see docs/live-feed.md), reads it afresh for every attempt, and reconnects
/// with back-off for ever. Events for the service wait while it is away (the newest 10,000).
class FeedClient {
 public:
  explicit FeedClient(std::filesystem::path runtime_folder);
  ~FeedClient();
  FeedClient(const FeedClient&) = delete;
  FeedClient& operator=(const FeedClient&) = delete;

  void poll();
  [[nodiscard]] bool connected() const;
  /// The newest snapshot, its times moved onto this process's host clock; none before the first.
  [[nodiscard]] const std::optional<Snapshot>& latest() const;
  /// Events since the last call, times moved likewise.
  std::vector<Event> take_events();
  void send(const feed::ViewerMessage& message);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ebb::io
