#include "io/http_exchange.hpp"

#include <iterator>
#include <string_view>
#include <utility>

namespace ebb::io {
namespace {

constexpr std::size_t kMaxHead = 8192;
/// Whatever is answered here may load from here alone, run no script that stands in a text, be
/// framed by nobody, and tells nobody where it was.
constexpr const char* kOnlyFromHere =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

/// A header that is given twice says two things, so it says nothing that can be believed.
std::optional<std::string_view> header(const HttpRequest& request, http::field name) {
  const auto found = request.equal_range(name);
  if (found.first == found.second) {
    return std::nullopt;
  }
  return std::next(found.first) == found.second ? view(found.first->value()) : std::string_view{};
}

}  // namespace

asio::awaitable<std::optional<HttpRequest>> read_head(beast::tcp_stream& stream) {
  http::request_parser<http::empty_body> parser;
  parser.header_limit(kMaxHead);
  beast::flat_buffer buffer{kMaxHead};
  error_code ec;
  co_await http::async_read_header(stream, buffer, parser,
                                   asio::redirect_error(asio::use_awaitable, ec));
  if (ec) {
    co_return std::nullopt;
  }
  co_return parser.release();
}

asio::awaitable<void> send_answer(beast::tcp_stream& stream, HttpAnswer answer, bool head_only) {
  http::response<http::string_body> response{static_cast<http::status>(answer.status), 11};
  response.set(http::field::content_type, answer.content_type);
  response.set(http::field::cache_control, "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Content-Security-Policy", kOnlyFromHere);
  response.set("Referrer-Policy", "no-referrer");
  if (answer.status == 401) {
    response.set(http::field::www_authenticate, "Bearer");
  }
  response.keep_alive(false);
  response.content_length(answer.body.size());
  if (!head_only) {
    response.body() = std::move(answer.body);
  }
  error_code ec;
  co_await http::async_write(stream, response, asio::redirect_error(asio::use_awaitable, ec));
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
}

GateRequest gate_request(const HttpRequest& request) {
  return {.target = view(request.target()),
          .host = header(request, http::field::host),
          .origin = header(request, http::field::origin),
          .authorization = header(request, http::field::authorization),
          .protocols = header(request, http::field::sec_websocket_protocol)};
}

}  // namespace ebb::io
