#include "io/feed_client.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <utility>

#include "io/beast.hpp"
#include "io/clock_offset.hpp"
#include "io/host_clock.hpp"
#include "io/runtime_folder.hpp"
#include "io/waiting_messages.hpp"

namespace ebb::io {
namespace {

using asio::ip::tcp;

constexpr std::size_t kMaxWaiting = 10'000;
/// For a program that does not take its events; one that does is given them all.
constexpr std::size_t kMaxEvents = 100'000;
/// A service that was stopped with its machine, say, is missed after twice this.
constexpr std::chrono::seconds kIdleTimeout{15};

constexpr std::size_t kMaxOffers = 1'000;
constexpr std::size_t kMaxMarks = 1'000;

/// The service's times of marks that were sent, so that a label given later finds its mark, though
/// the clocks have been compared better since.
class MarkTimes {
 public:
  template <class Move>
  HostTime of(HostTime ours, const Move& move) {
    if (times_.size() >= kMaxMarks && times_.count(ours) == 0) {
      times_.erase(times_.begin());
    }
    return times_.try_emplace(ours, move(ours)).first->second;
  }
  void clear() { times_.clear(); }

 private:
  std::map<HostTime, HostTime> times_;
};

struct Connection {
  explicit Connection(asio::io_context& io) : socket(io), wake(io) {}
  websocket::stream<beast::tcp_stream> socket;
  asio::steady_timer wake;
  bool open = true;
};

/// Applies `move` to every time that an event or a snapshot holds.
template <class Move>
void move_times(Snapshot& snapshot, const Move& move) {
  snapshot.time = move(snapshot.time);
  const auto each = [&move](auto& estimate) {
    if (estimate) {
      estimate->time = move(estimate->time);
    }
  };
  each(snapshot.heart_rate);
  each(snapshot.rmssd);
  each(snapshot.breath_rate);
  each(snapshot.breath_phase);
  if (snapshot.second_breath) {
    snapshot.second_breath->rate.time = move(snapshot.second_breath->rate.time);
    snapshot.second_breath->phase.time = move(snapshot.second_breath->phase.time);
  }
}

template <class Message, class Move>
void move_time(Message& message, const Move& move) {
  if constexpr (requires { message.start; }) {
    message.start = move(message.start);
  } else if constexpr (requires { message.time; }) {
    message.time = move(message.time);
  }
  if constexpr (requires { message.answers; }) {
    for (auto& answer : message.answers) {
      answer.time = move(answer.time);
    }
  }
}

}  // namespace

struct FeedClient::Impl {
  Impl(std::filesystem::path folder_path, Config settings)
      : folder(std::move(folder_path)), config(settings), retry(io) {
    asio::co_spawn(io, stay_connected(), kRethrow);
  }

  asio::awaitable<void> stay_connected() {
    auto wait = config.first_wait;
    while (true) {
      connection = std::make_shared<Connection>(io);
      const bool was_connected = co_await follow(connection);
      leave();
      wait = was_connected ? config.first_wait : wait;
      retry.expires_after(wait);
      error_code ec;
      co_await retry.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      wait = std::min(wait * 2, config.longest_wait);
    }
  }

  /// One connection from the look into the runtime folder to its end. True if it ever stood.
  asio::awaitable<bool> follow(std::shared_ptr<Connection> to) {
    const auto address = read_feed_address(folder);
    if (!address) {
      trouble = address.error();
      co_return false;
    }
    error_code ec = co_await shake_hands(*to, *address);
    std::string text;
    if (!ec) {
      ec = co_await read(*to, text);
    }
    if (ec) {
      trouble = "The service at 127.0.0.1:" + std::to_string(address->port) +
                " does not answer as expected (" + ec.message() + ").";
      co_return false;
    }
    const auto first = feed::decode_service(text);
    const auto* welcome = first ? std::get_if<feed::Welcome>(&*first) : nullptr;
    if (welcome == nullptr || welcome->version > feed::kVersion) {
      trouble =
          "The service speaks a newer live feed than this program. Bring both to the same "
          "version.";
      co_return false;
    }
    offset.reset();
    offset.push(welcome->now, now());
    waiting.rewind();
    own_showing_sent = false;
    mark_times.clear();
    connected = true;
    trouble.clear();
    asio::co_spawn(io, send_waiting(to), kRethrow);
    while (!ec) {
      ec = co_await read(*to, text);
      if (!ec) {
        take(text);
      }
    }
    trouble = "The service has gone; waiting for it to come back.";
    co_return true;
  }

  asio::awaitable<error_code> shake_hands(Connection& to, const feed::Address& address) {
    error_code ec;
    auto& stream = beast::get_lowest_layer(to.socket);
    stream.expires_after(config.handshake_timeout);
    co_await stream.async_connect(tcp::endpoint{asio::ip::address_v4::loopback(), address.port},
                                  asio::redirect_error(asio::use_awaitable, ec));
    if (ec) {
      co_return ec;
    }
    stream.socket().set_option(tcp::no_delay{true}, ec);
    stream.expires_never();
    to.socket.set_option(
        websocket::stream_base::timeout{config.handshake_timeout, kIdleTimeout, true});
    to.socket.set_option(
        websocket::stream_base::decorator([token = address.token](websocket::request_type& head) {
          head.set(http::field::authorization, "Bearer " + token);
        }));
    to.socket.read_message_max(feed::kMaxServiceBytes);
    to.socket.text(true);
    const std::string host = "127.0.0.1:" + std::to_string(address.port);
    co_await to.socket.async_handshake(host, "/feed",
                                       asio::redirect_error(asio::use_awaitable, ec));
    co_return ec;
  }

  static asio::awaitable<error_code> read(Connection& from, std::string& text) {
    text.clear();
    auto buffer = asio::dynamic_buffer(text);
    error_code ec;
    co_await from.socket.async_read(buffer, asio::redirect_error(asio::use_awaitable, ec));
    co_return ec;
  }

  /// A message that is not understood is left aside: the next may be better.
  void take(const std::string& text) {
    auto message = feed::decode_service(text);
    if (!message) {
      return;
    }
    const auto ours = [this](HostTime theirs) { return offset.to_ours(theirs); };
    if (auto* snapshot = std::get_if<Snapshot>(&*message)) {
      offset.push(snapshot->time, now());
      move_times(*snapshot, ours);
      latest = std::move(*snapshot);
    } else if (auto* event = std::get_if<Event>(&*message)) {
      std::visit([&ours](auto& one) { move_time(one, ours); }, *event);
      if (events.size() == kMaxEvents) {
        events.pop_front();
      }
      events.push_back(std::move(*event));
    } else if (auto* offer = std::get_if<feed::Offer>(&*message)) {
      move_time(*offer, ours);
      if (offers.size() < kMaxOffers) {
        offers.push_back(std::move(*offer));
      }
    } else if (auto* shown = std::get_if<Showing>(&*message)) {
      move_time(*shown, ours);
      showing = std::move(*shown);
    } else if (auto* settled = std::get_if<SessionAgreement>(&*message)) {
      move_time(*settled, ours);
      agreement = std::move(*settled);
    } else if (auto* told = std::get_if<feed::Record>(&*message)) {
      move_time(*told, ours);
      record = *told;
    } else if (const auto* taken = std::get_if<feed::Taken>(&*message)) {
      waiting.confirm(taken->number);
    }
  }

  /// The next message in the service's time; empty when none waits.
  std::string next_text() {
    const auto theirs = [this](HostTime ours) { return offset.to_theirs(ours); };
    if (const WaitingMessages::Numbered* next = waiting.next()) {
      feed::ViewerMessage message = next->message;
      if (auto* mark = std::get_if<Mark>(&message)) {
        mark->time = mark_times.of(mark->time, theirs);
      } else {
        std::visit([&theirs](auto& one) { move_time(one, theirs); }, message);
      }
      return feed::encode(message, feed::Ticket{client, next->number});
    }
    if (!std::exchange(own_showing_sent, true) && own_showing) {
      Showing shown = *own_showing;
      move_time(shown, theirs);
      return feed::encode(feed::ViewerMessage{std::move(shown)});
    }
    return {};
  }

  asio::awaitable<void> send_waiting(std::shared_ptr<Connection> to) {
    error_code ec;
    while (to->open) {
      const std::string text = next_text();
      if (text.empty()) {
        to->wake.expires_at(asio::steady_timer::time_point::max());
        co_await to->wake.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        continue;
      }
      co_await to->socket.async_write(asio::buffer(text),
                                      asio::redirect_error(asio::use_awaitable, ec));
      if (ec) {
        co_return;  // the reader notices too, and leaves
      }
    }
  }

  void leave() {
    connected = false;
    record.reset();
    connection->open = false;
    connection->wake.cancel();
    error_code ignored;
    beast::get_lowest_layer(connection->socket).socket().close(ignored);
  }

  asio::io_context io{1};  // first, so that it goes last: what it holds refers to the rest
  std::filesystem::path folder;
  Config config;
  std::string client = make_token().substr(0, 16);
  asio::steady_timer retry;
  std::shared_ptr<Connection> connection = std::make_shared<Connection>(io);
  ClockOffset offset;
  WaitingMessages waiting{kMaxWaiting};
  std::optional<Snapshot> latest;
  std::deque<Event> events;
  std::vector<feed::Offer> offers;
  std::optional<Showing> showing;
  std::optional<SessionAgreement> agreement;
  std::optional<feed::Record> record;
  std::optional<Showing> own_showing;
  bool own_showing_sent = true;
  MarkTimes mark_times;
  bool connected = false;
  std::string trouble;
};

FeedClient::FeedClient(std::filesystem::path runtime_folder)
    : FeedClient(std::move(runtime_folder), Config{}) {}

FeedClient::FeedClient(std::filesystem::path runtime_folder, Config config)
    : impl_(std::make_unique<Impl>(std::move(runtime_folder), config)) {}

FeedClient::~FeedClient() = default;

void FeedClient::poll() {
  impl_->io.restart();
  impl_->io.poll();
}

bool FeedClient::connected() const { return impl_->connected; }

const std::optional<Snapshot>& FeedClient::latest() const { return impl_->latest; }

std::vector<Event> FeedClient::take_events() {
  std::vector<Event> out{std::make_move_iterator(impl_->events.begin()),
                         std::make_move_iterator(impl_->events.end())};
  impl_->events.clear();
  return out;
}

std::vector<feed::Offer> FeedClient::take_offers() { return std::exchange(impl_->offers, {}); }

const std::optional<Showing>& FeedClient::showing() const { return impl_->showing; }

const std::optional<SessionAgreement>& FeedClient::agreement() const { return impl_->agreement; }

const std::optional<feed::Record>& FeedClient::record() const { return impl_->record; }

void FeedClient::send(const feed::ViewerMessage& message) {
  if (const auto* showing = std::get_if<Showing>(&message)) {
    impl_->own_showing = *showing;
    impl_->own_showing_sent = false;
  } else {
    impl_->waiting.push(message);
  }
  impl_->connection->wake.cancel();
}

std::size_t FeedClient::waiting() const { return impl_->waiting.size(); }

const std::string& FeedClient::trouble() const { return impl_->trouble; }

}  // namespace ebb::io
