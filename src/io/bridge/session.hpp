#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "io/beast.hpp"
#include "io/bridge/allowance.hpp"
#include "io/bridge/limits.hpp"
#include "io/bridge/speech.hpp"
#include "io/http_exchange.hpp"

namespace ebb::io {

/// One page's WebSocket: binary messages in, nothing out but a goodbye. Each message is bounded in
/// size, all of them in how often they come.
class BridgeSession : public std::enable_shared_from_this<BridgeSession> {
 public:
  BridgeSession(beast::tcp_stream stream, const BridgePageLimits& limits);

  /// Answers the page's handshake; `protocol` is the sub-protocol to name, or empty.
  asio::awaitable<bool> accept(HttpRequest request, std::string protocol);
  /// The next message, as a frame of the Ebb link, valid until the next call; empty when the page
  /// has gone or has broken the agreement.
  asio::awaitable<std::span<const std::uint8_t>> read();
  [[nodiscard]] const BridgeSpeech& speech() const { return speech_; }
  /// Why it was closed from this end; empty when the page went by itself.
  [[nodiscard]] const std::string& why_closed() const { return why_closed_; }

  /// Says why, waits for the page's goodbye as long as for a handshake, and lets go.
  void close(websocket::close_code code, std::string_view why);

 private:
  static asio::awaitable<void> say_goodbye(std::shared_ptr<BridgeSession> self,
                                           websocket::close_reason reason);

  BridgePageLimits limits_;
  websocket::stream<beast::tcp_stream> socket_;
  asio::steady_timer deadline_;
  beast::flat_buffer incoming_;
  BridgeSpeech speech_;
  Allowance allowance_;
  bool ending_ = false;
  std::string why_closed_;
};

}  // namespace ebb::io
