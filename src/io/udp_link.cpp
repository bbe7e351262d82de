#include <array>
#include <map>
#include <memory>
#include <vector>

#include "io/coming.hpp"
#include "io/coming_links.hpp"
#include "sensors/datagram.hpp"

namespace ebb::io {
namespace {

using asio::ip::udp;

constexpr std::size_t kMostSenders = 64;
constexpr std::size_t kLongestDatagram = 4096;
constexpr Microseconds kSilence{10'000'000};
constexpr std::chrono::milliseconds kLook{500};

struct Flow {
  Flow(asio::io_context& io, const SensorAddress& where, const LinkHandlers& handlers,
       const Seating::Config& seating)
      : address(where), coming(handlers, seating), socket(io), timer(io), again(io) {}

  struct Sender {
    std::size_t seat = 0;
    HostTime heard{};
  };

  SensorAddress address;
  Coming coming;
  udp::socket socket;
  asio::steady_timer timer;
  asio::steady_timer again;  ///< before the next attempt to listen
  std::map<udp::endpoint, Sender> senders;
  std::array<std::uint8_t, kLongestDatagram> room{};
  std::vector<std::uint8_t> stream;
  bool stopped = false;

  bool listen() {
    error_code ec;
    const udp::endpoint at{interface_of(address, ec), address.port};
    if (!ec) {
      socket.open(at.protocol(), ec);
    }
    if (!ec) {
      socket.bind(at, ec);
    }
    if (ec) {
      error_code ignored;
      socket.close(ignored);
      coming.tell(refusal(address, ec));
      return false;
    }
    coming.tell(print(address) + ": listening; nothing has come yet.");
    return true;
  }

  void take(const udp::endpoint& from, std::size_t size) {
    auto sender = senders.find(from);
    if (sender == senders.end()) {
      const auto seat = coming.welcome(from.address().to_string());
      if (!seat || stopped) {
        return;
      }
      sender = senders.emplace(from, Sender{*seat, {}}).first;
    }
    sender->second.heard = now();
    to_stream({room.data(), size}, address.as, stream);
    coming.hear(sender->second.seat, stream);
  }

  static asio::awaitable<void> run(std::shared_ptr<Flow> flow) {
    co_await asio::post(asio::use_awaitable);  // no handler from within start()
    asio::co_spawn(flow->socket.get_executor(), miss_the_silent(flow), kRethrow);
    bool failed_before = false;
    while (!flow->stopped) {
      error_code ec;
      if (!flow->socket.is_open() && !flow->listen()) {
        co_await flow->rest();
        continue;
      }
      udp::endpoint from;
      const std::size_t size = co_await flow->socket.async_receive_from(
          asio::buffer(flow->room), from, asio::redirect_error(asio::use_awaitable, ec));
      if (flow->stopped) {
        co_return;
      }
      const bool lasting = std::exchange(failed_before, static_cast<bool>(ec)) && ec;
      if (!ec && size > 0) {
        flow->take(from, size);
      } else if (ec) {
        if (lasting) {
          flow->socket.close(ec);  // and anew
        }
        co_await flow->rest();
      }
    }
  }

  asio::awaitable<void> rest() {
    error_code ec;
    again.expires_after(kLook);
    co_await again.async_wait(asio::redirect_error(asio::use_awaitable, ec));
  }

  void stop() {
    stopped = true;
    error_code ignored;
    socket.close(ignored);
    timer.cancel();
    again.cancel();
  }
  void write(std::span<const std::uint8_t> /*bytes*/) const {}

  static asio::awaitable<void> miss_the_silent(std::shared_ptr<Flow> flow) {
    while (!flow->stopped) {
      error_code ec;
      flow->timer.expires_after(kLook);
      co_await flow->timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      for (auto sender = flow->senders.begin(); !flow->stopped && sender != flow->senders.end();) {
        if (now() - sender->second.heard < kSilence) {
          ++sender;
          continue;
        }
        const std::size_t seat = sender->second.seat;
        const std::string who = sender->first.address().to_string();
        sender = flow->senders.erase(sender);
        flow->coming.lose(seat, print(flow->address) + ": nothing has come from " + who +
                                    " for ten seconds. Is it switched on?");
      }
    }
  }
};

}  // namespace

std::unique_ptr<Link> make_udp_link(asio::io_context& io, const SensorAddress& address,
                                    LinkHandlers handlers) {
  return std::make_unique<ComingLink<Flow>>(io, address, std::move(handlers),
                                            Seating::Config{.most = kMostSenders});
}

}  // namespace ebb::io
