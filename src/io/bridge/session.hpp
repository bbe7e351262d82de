#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "io/beast.hpp"
#include "io/bridge/allowance.hpp"
#include "io/bridge/speech.hpp"
#include "io/http_exchange.hpp"

namespace ebb::io {

/// One page's WebSocket: binary messages in, nothing out but a goodbye. Each message is bounded in
/// size, all of them in how often they come.
class BridgeSession : public std::enable_shared_from_this<BridgeSession> {
 public:
  struct Limits {
    double messages_a_second = 100.0;  ///< a strap with all its waves sends a dozen
    double messages_at_once = 300.0;
    std::chrono::milliseconds handshake_timeout{5'000};
    std::chrono::milliseconds idle_timeout{30'000};
  };
  BridgeSession(beast::tcp_stream stream, const Limits& limits);

  /// Answers the page's handshake; `protocol` is the sub-protocol to name, or empty.
  asio::awaitable<bool> accept(HttpRequest request, std::string protocol);
  /// The next message, as a frame of the Ebb link, valid until the next call; empty when the page
  /// has gone or has broken the agreement.
  asio::awaitable<std::span<const std::uint8_t>> read();
  [[nodiscard]] const BridgeSpeech& speech() const { return speech_; }

  /// Says why, waits for the page's goodbye as long as for a handshake, and lets go.
  void close(websocket::close_code code, std::string_view why);

 private:
  static asio::awaitable<void> say_goodbye(std::shared_ptr<BridgeSession> self,
                                           websocket::close_reason reason);

  Limits limits_;
  websocket::stream<beast::tcp_stream> socket_;
  asio::steady_timer deadline_;
  beast::flat_buffer incoming_;
  BridgeSpeech speech_;
  Allowance allowance_;
  bool ending_ = false;
};

}  // namespace ebb::io
