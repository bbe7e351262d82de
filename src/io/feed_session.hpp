#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "io/beast.hpp"
#include "io/feed_outbox.hpp"

namespace ebb::io {

/// One viewer's WebSocket: a coroutine that reads, one that writes what waits in the outbox, and a
/// goodbye that does not wait for ever. Held by whichever of them still runs.
class FeedSession : public std::enable_shared_from_this<FeedSession> {
 public:
  struct Config {
    std::uint64_t id = 0;
    std::size_t max_waiting_events = 10'000;
    std::chrono::milliseconds handshake_timeout{5'000};
    std::chrono::milliseconds idle_timeout{30'000};
  };
  FeedSession(beast::tcp_stream stream, const Config& config);

  [[nodiscard]] std::uint64_t id() const { return config_.id; }

  /// Answers the viewer's handshake; `protocol` is the sub-protocol to name, or empty.
  asio::awaitable<bool> accept(http::request<http::empty_body> request, std::string protocol);
  /// Sends one message ahead of all that waits; only before write() runs.
  asio::awaitable<bool> send_first(std::string text);
  /// The next text of the viewer; nothing when it has gone or broken the agreement.
  asio::awaitable<std::optional<std::string>> read();
  /// Sends what waits until the connection ends.
  asio::awaitable<void> write();

  void deliver_snapshot(EncodedMessage message);
  void deliver_confirmation(EncodedMessage message);
  /// An event that finds no room ends the session: a viewer may miss none without knowing.
  void deliver_event(EncodedMessage message);

  /// Says why, waits for the viewer's goodbye as long as for a handshake, and lets go.
  void close(websocket::close_code code, std::string_view why);
  /// Lets go at once, unless a goodbye is under way.
  void finish();

 private:
  static asio::awaitable<void> say_goodbye(std::shared_ptr<FeedSession> self,
                                           websocket::close_reason reason);
  void drop();

  Config config_;
  websocket::stream<beast::tcp_stream> socket_;
  FeedOutbox outbox_;
  beast::flat_buffer incoming_;
  asio::steady_timer wake_;
  asio::steady_timer deadline_;
  bool ending_ = false;
};

}  // namespace ebb::io
