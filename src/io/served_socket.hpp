#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "io/beast.hpp"

namespace ebb::io {

/// Our end of a WebSocket that a viewer or a page of the bridge opened.
using ServedSocket = websocket::stream<beast::tcp_stream>;

/// Gives it time limits of its own instead of its connection's.
inline void limit_time(ServedSocket& socket, std::chrono::milliseconds handshake,
                       std::chrono::milliseconds idle) {
  beast::get_lowest_layer(socket).expires_never();
  socket.set_option(websocket::stream_base::timeout{handshake, idle, true});
}

/// Answers the handshake; `protocol` is the sub-protocol to name, or empty.
inline asio::awaitable<bool> answer_handshake(ServedSocket& socket,
                                              http::request<http::empty_body> request,
                                              std::string protocol) {
  if (!protocol.empty()) {
    socket.set_option(
        websocket::stream_base::decorator([protocol](websocket::response_type& response) {
          response.set(http::field::sec_websocket_protocol, protocol);
        }));
  }
  error_code ec;
  co_await socket.async_accept(request, asio::redirect_error(asio::use_awaitable, ec));
  co_return !ec;
}

/// As much of the sentence as fits a close frame beside its code (RFC 6455, 5.5).
inline std::string fit_to_close(std::string_view why) {
  constexpr std::size_t kMostBytes = 123;
  return std::string{why.substr(0, kMostBytes)};
}

}  // namespace ebb::io
