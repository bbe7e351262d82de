#pragma once

#include <optional>

#include "io/beast.hpp"
#include "io/feed_gate.hpp"
#include "io/http_routes.hpp"

namespace ebb::io {

using HttpRequest = http::request<http::empty_body>;

/// The head of the one request of a connection, at most 8 KiB; nothing if it is none or does not
/// come before the stream's time is up. A body is not read.
asio::awaitable<std::optional<HttpRequest>> read_head(beast::tcp_stream& stream);

/// Answers and ends the connection. Of the body a HEAD request is told the length only.
asio::awaitable<void> send_answer(beast::tcp_stream& stream, HttpAnswer answer, bool head_only);

/// What the request says of itself, for the gate. Refers to `request`.
[[nodiscard]] GateRequest gate_request(const HttpRequest& request);

}  // namespace ebb::io
