#include "io/feed_session.hpp"

#include <algorithm>
#include <utility>

#include "feed/message.hpp"
#include "io/served_socket.hpp"

namespace ebb::io {

FeedSession::FeedSession(beast::tcp_stream stream, const Config& config)
    : config_(config),
      socket_(std::move(stream)),
      outbox_(config.max_waiting_events),
      wake_(socket_.get_executor()),
      deadline_(socket_.get_executor()) {
  limit_time(socket_, config_.handshake_timeout, config_.idle_timeout);
  socket_.read_message_max(feed::kMaxViewerBytes);
  socket_.text(true);
}

asio::awaitable<bool> FeedSession::accept(http::request<http::empty_body> request,
                                          std::string protocol) {
  co_return co_await answer_handshake(socket_, std::move(request), std::move(protocol));
}

asio::awaitable<bool> FeedSession::send_first(std::string text) {
  error_code ec;
  co_await socket_.async_write(asio::buffer(text), asio::redirect_error(asio::use_awaitable, ec));
  co_return !ec;
}

asio::awaitable<std::optional<std::string>> FeedSession::read() {
  incoming_.clear();
  error_code ec;
  co_await socket_.async_read(incoming_, asio::redirect_error(asio::use_awaitable, ec));
  if (ec) {
    co_return std::nullopt;
  }
  if (socket_.got_binary()) {
    close(websocket::close_code::unknown_data, "Messages are text, not binary.");
    co_return std::nullopt;
  }
  co_return beast::buffers_to_string(incoming_.data());
}

asio::awaitable<void> FeedSession::write() {
  while (!ending_) {
    error_code ec;
    if (outbox_.empty()) {
      wake_.expires_at(asio::steady_timer::time_point::max());
      co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      continue;
    }
    const EncodedMessage message = outbox_.pop();
    co_await socket_.async_write(asio::buffer(*message),
                                 asio::redirect_error(asio::use_awaitable, ec));
    if (ec) {
      finish();
    }
  }
}

void FeedSession::deliver_snapshot(EncodedMessage message) {
  outbox_.push_snapshot(std::move(message));
  wake_.cancel();
}

void FeedSession::deliver_confirmation(EncodedMessage message) {
  outbox_.push_confirmation(std::move(message));
  wake_.cancel();
}

void FeedSession::deliver_event(EncodedMessage message) {
  if (ending_) {
    return;
  }
  if (!outbox_.push_event(std::move(message))) {
    close(websocket::close_code::policy_error,
          std::to_string(config_.max_waiting_events) + " events behind: this viewer is too slow.");
    return;
  }
  wake_.cancel();
}

void FeedSession::close(websocket::close_code code, std::string_view why) {
  if (ending_) {
    return;
  }
  ending_ = true;
  outbox_.reset();
  wake_.cancel();
  asio::co_spawn(socket_.get_executor(), say_goodbye(shared_from_this(), {code, fit_to_close(why)}),
                 kRethrow);
}

void FeedSession::finish() {
  if (!ending_) {
    ending_ = true;
    wake_.cancel();
    drop();
  }
}

/// The goodbye queues behind a message that a slow viewer may never take, where the WebSocket's own
/// time limit does not reach.
asio::awaitable<void> FeedSession::say_goodbye(std::shared_ptr<FeedSession> self,
                                               websocket::close_reason reason) {
  self->deadline_.expires_after(self->config_.handshake_timeout);
  self->deadline_.async_wait([self](error_code ec) {
    if (!ec) {
      self->drop();
    }
  });
  error_code ec;
  co_await self->socket_.async_close(reason, asio::redirect_error(asio::use_awaitable, ec));
  self->deadline_.cancel();
  self->drop();
}

void FeedSession::drop() {
  error_code ignored;
  beast::get_lowest_layer(socket_).socket().close(ignored);
}

}  // namespace ebb::io
