#include <netinet/tcp.h>

#include "io/network_wire.hpp"

namespace ebb::io {
namespace {

using asio::ip::tcp;

constexpr std::chrono::seconds kConnectPatience{5};

template <int Name>
using TcpOption = asio::detail::socket_option::integer<IPPROTO_TCP, Name>;

class TcpWire final : public Wire {
 public:
  TcpWire(asio::io_context& io, const SensorAddress& address)
      : address_(address), resolver_(io), socket_(io) {
    where_ = address_.place + " port " + std::to_string(address_.port);
  }

  asio::awaitable<std::optional<std::string>> open() override {
    closed_ = false;
    asio::steady_timer patience{socket_.get_executor(), kConnectPatience};
    const auto settled = std::make_shared<bool>(false);
    patience.async_wait([this, settled](const error_code& ec) {
      if (!ec && !*settled) {
        close();
      }
    });
    error_code ec;
    const auto found = co_await resolver_.async_resolve(
        address_.place, std::to_string(address_.port), tcp::resolver::numeric_service,
        asio::redirect_error(asio::use_awaitable, ec));
    if (ec && !closed_) {
      *settled = true;
      co_return address_.place +
          ": no machine of that name is known here. Is the name right, and is this machine on the "
          "same network?";
    }
    if (!closed_) {
      co_await asio::async_connect(socket_, found, asio::redirect_error(asio::use_awaitable, ec));
    }
    *settled = true;
    if (closed_) {
      close();  // connected a moment too late
      co_return where_ + ": no answer. Is it switched on, and on the same network?";
    }
    if (ec == asio::error::connection_refused) {
      co_return where_ +
          ": the machine is there, but nothing listens on that port. Is the sensor's program "
          "running, and the port right?";
    }
    if (ec) {
      co_return where_ + ": " + ec.message() + ". Is it switched on, and on the same network?";
    }
    notice_a_vanished_peer(socket_);
    co_return std::nullopt;
  }

  asio::awaitable<std::size_t> read(std::span<std::uint8_t> room, error_code& ec) override {
    return socket_.async_read_some(asio::buffer(room.data(), room.size()),
                                   asio::redirect_error(asio::use_awaitable, ec));
  }

  asio::awaitable<void> write(std::span<const std::uint8_t> bytes, error_code& ec) override {
    co_await asio::async_write(socket_, asio::buffer(bytes.data(), bytes.size()),
                               asio::redirect_error(asio::use_awaitable, ec));
  }

  void close() override {
    closed_ = true;
    resolver_.cancel();
    error_code ignored;
    socket_.close(ignored);
  }

  [[nodiscard]] std::string loss() const override {
    return where_ + ": the connection ended. It is tried again.";
  }

 private:
  SensorAddress address_;
  std::string where_;
  tcp::resolver resolver_;
  tcp::socket socket_;
  bool closed_ = false;
};

}  // namespace

void notice_a_vanished_peer(tcp::socket& socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay{true}, ignored);
  socket.set_option(asio::socket_base::keep_alive{true}, ignored);
  socket.set_option(TcpOption<TCP_KEEPIDLE>{10}, ignored);
  socket.set_option(TcpOption<TCP_KEEPINTVL>{5}, ignored);
  socket.set_option(TcpOption<TCP_KEEPCNT>{3}, ignored);
}

std::unique_ptr<Wire> make_tcp_wire(asio::io_context& io, const SensorAddress& address) {
  return std::make_unique<TcpWire>(io, address);
}

}  // namespace ebb::io
