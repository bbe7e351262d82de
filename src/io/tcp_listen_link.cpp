#include <array>
#include <map>
#include <memory>

#include "io/coming.hpp"
#include "io/coming_links.hpp"
#include "io/network_wire.hpp"

namespace ebb::io {
namespace {

using asio::ip::tcp;

constexpr std::size_t kMostDevices = 1024;
constexpr std::size_t kReadRoom = 2048;
constexpr std::chrono::milliseconds kTryAgain{1600};

struct Flow {
  Flow(asio::io_context& io, const SensorAddress& where, const LinkHandlers& handlers)
      : address(where), coming(handlers, kMostDevices), acceptor(io), timer(io) {}

  SensorAddress address;
  Coming coming;
  tcp::acceptor acceptor;
  asio::steady_timer timer;
  std::map<std::size_t, tcp::socket*> open;  ///< by seat
  bool stopped = false;

  bool listen() {
    error_code ec;
    const tcp::endpoint at{interface_of(address, ec), address.port};
    if (!ec) {
      acceptor.open(at.protocol(), ec);
    }
    if (!ec) {
      acceptor.set_option(tcp::acceptor::reuse_address{true}, ec);
      acceptor.bind(at, ec);
    }
    if (!ec) {
      acceptor.listen(asio::socket_base::max_listen_connections, ec);
    }
    if (ec) {
      error_code ignored;
      acceptor.close(ignored);
      coming.tell(refusal(address, ec));
      return false;
    }
    coming.tell(print(address) + ": waiting for a device to connect.");
    return true;
  }

  static asio::awaitable<void> run(std::shared_ptr<Flow> flow, asio::io_context& io) {
    co_await asio::post(asio::use_awaitable);  // no handler from within start()
    while (!flow->stopped) {
      error_code ec;
      if (!flow->acceptor.is_open() && !flow->listen()) {
        flow->timer.expires_after(kTryAgain);
        co_await flow->timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        continue;
      }
      tcp::socket socket =
          co_await flow->acceptor.async_accept(asio::redirect_error(asio::use_awaitable, ec));
      if (!ec && !flow->stopped) {
        asio::co_spawn(io, attend(flow, std::move(socket)), kRethrow);
      } else if (!flow->stopped) {
        flow->timer.expires_after(kTryAgain);  // out of descriptors, perhaps
        co_await flow->timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      }
    }
  }

  static asio::awaitable<void> attend(std::shared_ptr<Flow> flow, tcp::socket socket) {
    error_code ec;
    const auto peer = socket.remote_endpoint(ec);
    const std::string whence = ec ? "" : peer.address().to_string();
    const auto seat = flow->stopped || ec ? std::nullopt : flow->coming.welcome(whence);
    if (!seat) {
      co_return;
    }
    notice_a_vanished_peer(socket);
    socket.non_blocking(true, ec);
    flow->open[*seat] = &socket;
    std::array<std::uint8_t, kReadRoom> room{};
    ec = {};
    while (!ec && !flow->stopped) {
      const std::size_t n = co_await socket.async_read_some(
          asio::buffer(room), asio::redirect_error(asio::use_awaitable, ec));
      if (!ec && !flow->stopped) {
        flow->coming.hear(*seat, {room.data(), n});
      }
    }
    flow->open.erase(*seat);
    if (!flow->stopped) {
      flow->coming.lose(*seat, print(flow->address) + ": the device at " + whence +
                                   " hung up. It may connect again.");
    }
  }
};

class TcpListenLink final : public Link {
 public:
  TcpListenLink(asio::io_context& io, const SensorAddress& address, LinkHandlers handlers)
      : io_(io), address_(address), handlers_(std::move(handlers)) {}
  ~TcpListenLink() override { TcpListenLink::stop(); }
  TcpListenLink(const TcpListenLink&) = delete;
  TcpListenLink& operator=(const TcpListenLink&) = delete;

  void start() override {
    if (!flow_) {
      flow_ = std::make_shared<Flow>(io_, address_, handlers_);
      asio::co_spawn(io_, Flow::run(flow_, io_), kRethrow);
    }
  }
  void stop() override {
    if (const auto flow = std::exchange(flow_, nullptr)) {
      flow->stopped = true;
      error_code ignored;
      flow->acceptor.close(ignored);
      flow->timer.cancel();
      for (const auto& [seat, socket] : flow->open) {
        socket->close(ignored);
      }
    }
  }
  /// A word or two; what a full socket does not take is left out.
  void write(std::span<const std::uint8_t> bytes) override {
    if (flow_ && flow_->open.count(0) > 0) {
      error_code ignored;
      flow_->open[0]->write_some(asio::buffer(bytes.data(), bytes.size()), ignored);
    }
  }

 private:
  asio::io_context& io_;
  SensorAddress address_;
  LinkHandlers handlers_;
  std::shared_ptr<Flow> flow_;
};

}  // namespace

std::unique_ptr<Link> make_tcp_listen_link(asio::io_context& io, const SensorAddress& address,
                                           LinkHandlers handlers) {
  return std::make_unique<TcpListenLink>(io, address, std::move(handlers));
}

}  // namespace ebb::io
