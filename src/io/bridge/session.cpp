#include "io/bridge/session.hpp"

#include <utility>

#include "io/host_clock.hpp"
#include "io/served_socket.hpp"

namespace ebb::io {

BridgeSession::BridgeSession(beast::tcp_stream stream, const BridgePageLimits& limits)
    : limits_(limits),
      socket_(std::move(stream)),
      deadline_(socket_.get_executor()),
      allowance_(limits.messages_a_second, limits.messages_at_once) {
  limit_time(socket_, limits_.handshake_timeout, limits_.idle_timeout);
  socket_.read_message_max(BridgeSpeech::kMostBytes);
}

asio::awaitable<bool> BridgeSession::accept(HttpRequest request, std::string protocol) {
  co_return co_await answer_handshake(socket_, std::move(request), std::move(protocol));
}

asio::awaitable<std::span<const std::uint8_t>> BridgeSession::read() {
  incoming_.clear();
  error_code ec;
  co_await socket_.async_read(incoming_, asio::redirect_error(asio::use_awaitable, ec));
  if (ec || ending_) {
    co_return std::span<const std::uint8_t>{};
  }
  if (!allowance_.take(now())) {
    close(websocket::close_code::policy_error, "More messages than a strap has.");
    co_return std::span<const std::uint8_t>{};
  }
  if (!socket_.got_binary()) {
    close(websocket::close_code::unknown_data, "Messages are binary, not text.");
    co_return std::span<const std::uint8_t>{};
  }
  const auto message = incoming_.data();
  const auto frame =
      speech_.push({static_cast<const std::uint8_t*>(message.data()), message.size()});
  if (frame.empty()) {
    close(websocket::close_code::policy_error, "That is no message of a bridge's page.");
  }
  co_return frame;
}

void BridgeSession::close(websocket::close_code code, std::string_view why) {
  if (std::exchange(ending_, true)) {
    return;
  }
  why_closed_ = fit_to_close(why);
  asio::co_spawn(socket_.get_executor(), say_goodbye(shared_from_this(), {code, why_closed_}),
                 kRethrow);
}

asio::awaitable<void> BridgeSession::say_goodbye(std::shared_ptr<BridgeSession> self,
                                                 websocket::close_reason reason) {
  self->deadline_.expires_after(self->limits_.handshake_timeout);
  self->deadline_.async_wait([self](error_code ec) {
    if (!ec) {
      error_code ignored;
      beast::get_lowest_layer(self->socket_).socket().close(ignored);
    }
  });
  error_code ec;
  co_await self->socket_.async_close(reason, asio::redirect_error(asio::use_awaitable, ec));
  self->deadline_.cancel();
  beast::get_lowest_layer(self->socket_).socket().close(ec);
}

}  // namespace ebb::io
