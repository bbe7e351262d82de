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
  Flow(asio::io_context& io, const SensorAddress& where, const LinkHandlers& handlers,
       const Seating::Config& seating)
      : address(where), coming(handlers, seating), acceptor(io), timer(io) {}

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

  static asio::awaitable<void> run(std::shared_ptr<Flow> flow) {
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
        asio::co_spawn(flow->timer.get_executor(), attend(flow, std::move(socket)), kRethrow);
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
    if (ec || flow->stopped) {
      co_return;
    }
    flow->let_go_of_a_silent_one(whence);
    const auto seat = flow->stopped ? std::nullopt : flow->coming.welcome(whence);
    if (!seat || flow->stopped) {
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
    const auto mine = flow->open.find(*seat);
    if (mine == flow->open.end() || mine->second != &socket) {
      co_return;  // its seat was given to the one that came after it
    }
    flow->open.erase(mine);
    if (!flow->stopped) {
      flow->coming.lose(*seat, print(flow->address) + ": the device at " + whence +
                                   " hung up. It may connect again.");
    }
  }

  /// A board that restarts hangs up nothing: its old connection would hold its seat until
  /// keep-alive gives it up.
  void let_go_of_a_silent_one(const std::string& whence) {
    const auto seat = coming.silent_one(whence);
    const auto old = seat ? open.find(*seat) : open.end();
    if (old != open.end()) {
      error_code ignored;
      old->second->close(ignored);
      open.erase(old);
      coming.lose(*seat,
                  print(address) + ": the device at " + whence + " fell silent and connects anew.");
    }
  }

  void stop() {
    stopped = true;
    error_code ignored;
    acceptor.close(ignored);
    timer.cancel();
    for (const auto& [seat, socket] : open) {
      socket->close(ignored);
    }
  }
  /// A word or two; what a full socket does not take is left out.
  void write(std::span<const std::uint8_t> bytes) {
    if (open.count(0) > 0) {
      error_code ignored;
      open[0]->write_some(asio::buffer(bytes.data(), bytes.size()), ignored);
    }
  }
};

}  // namespace

std::unique_ptr<Link> make_tcp_listen_link(asio::io_context& io, const SensorAddress& address,
                                           LinkHandlers handlers, Microseconds silent_after) {
  return std::make_unique<ComingLink<Flow>>(
      io, address, std::move(handlers),
      Seating::Config{.most = kMostDevices, .silent_after = silent_after});
}

}  // namespace ebb::io
