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
  Flow(asio::io_context& io, const SensorAddress& where, const LinkHandlers& handlers)
      : address(where), coming(handlers, kMostSenders), socket(io), timer(io) {}

  struct Sender {
    std::size_t seat = 0;
    HostTime heard{};
  };

  SensorAddress address;
  Coming coming;
  udp::socket socket;
  asio::steady_timer timer;
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
    error_code ec;
    while (!flow->stopped && !flow->listen()) {
      flow->timer.expires_after(kLook);
      co_await flow->timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    }
    if (!flow->stopped) {
      asio::co_spawn(flow->socket.get_executor(), miss_the_silent(flow), kRethrow);
    }
    while (!flow->stopped) {
      udp::endpoint from;
      const std::size_t size = co_await flow->socket.async_receive_from(
          asio::buffer(flow->room), from, asio::redirect_error(asio::use_awaitable, ec));
      if (!ec && !flow->stopped && size > 0) {
        flow->take(from, size);
      }
    }
  }

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

class UdpLink final : public Link {
 public:
  UdpLink(asio::io_context& io, const SensorAddress& address, LinkHandlers handlers)
      : io_(io), address_(address), handlers_(std::move(handlers)) {}
  ~UdpLink() override { UdpLink::stop(); }
  UdpLink(const UdpLink&) = delete;
  UdpLink& operator=(const UdpLink&) = delete;

  void start() override {
    if (!flow_) {
      flow_ = std::make_shared<Flow>(io_, address_, handlers_);
      asio::co_spawn(io_, Flow::run(flow_), kRethrow);
    }
  }
  void stop() override {
    if (const auto flow = std::exchange(flow_, nullptr)) {
      flow->stopped = true;
      error_code ignored;
      flow->socket.close(ignored);
      flow->timer.cancel();
    }
  }
  void write(std::span<const std::uint8_t> /*bytes*/) override {}

 private:
  asio::io_context& io_;
  SensorAddress address_;
  LinkHandlers handlers_;
  std::shared_ptr<Flow> flow_;
};

}  // namespace

std::unique_ptr<Link> make_udp_link(asio::io_context& io, const SensorAddress& address,
                                    LinkHandlers handlers) {
  return std::make_unique<UdpLink>(io, address, std::move(handlers));
}

}  // namespace ebb::io
