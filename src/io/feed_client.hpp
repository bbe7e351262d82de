#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "feed/message.hpp"

namespace ebb::io {

/// A viewer's end of the live feed, for a program that has a loop of its own: poll() once a frame
/// does whatever is ready and never blocks. It finds the service through the runtime folder
/// (address and token, see docs/live-feed.md), reads it afresh for every attempt, and reconnects
/// with back-off for ever. Events for the service wait while it is away (the newest 10,000) and are
/// sent again until the service has confirmed them; it takes each once.
class FeedClient {
 public:
  struct Config {
    std::chrono::milliseconds first_wait{100};  ///< before the second attempt; then twice as long
    std::chrono::milliseconds longest_wait{2'000};
    std::chrono::milliseconds handshake_timeout{2'000};
  };
  explicit FeedClient(std::filesystem::path runtime_folder);
  FeedClient(std::filesystem::path runtime_folder, Config config);
  ~FeedClient();
  FeedClient(const FeedClient&) = delete;
  FeedClient& operator=(const FeedClient&) = delete;

  void poll();
  [[nodiscard]] bool connected() const;
  /// The newest snapshot, its times moved onto this process's host clock; none before the first.
  [[nodiscard]] const std::optional<Snapshot>& latest() const;
  /// Events since the last call, times moved likewise.
  std::vector<Event> take_events();
  /// Offers since the last call, as events; one that is old when it comes is the caller's to judge.
  std::vector<feed::Offer> take_offers();
  /// The newest of what a person's screen shows, and of what has been proposed or agreed; each
  /// is there until there is a newer one.
  [[nodiscard]] const std::optional<Showing>& showing() const;
  [[nodiscard]] const std::optional<SessionAgreement>& agreement() const;
  /// What was heard last of the record; none before the first connection, and none while away.
  [[nodiscard]] const std::optional<feed::Record>& record() const;
  /// A showing is sent when there is a connection, the newest only. A mark that is sent again with
  /// the same time, to give it another label, keeps the service's time too.
  /// The message's time is on this process's host clock; it is moved onto the service's.
  void send(const feed::ViewerMessage& message);
  /// Messages that the service has not confirmed: a program that ends may poll() a little longer.
  [[nodiscard]] std::size_t waiting() const;
  /// Why there is no connection, in a sentence; empty while there is one.
  [[nodiscard]] const std::string& trouble() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ebb::io
