#include "io/reopening_link.hpp"

#include <array>
#include <deque>
#include <vector>

#include "io/host_clock.hpp"

namespace ebb::io {
namespace {

constexpr std::size_t kReadRoom = 16'384;
constexpr std::size_t kMostUnsent = 65'536;

}  // namespace

/// What lives as long as the coroutines of one start(); the link itself may be gone before.
struct ReopeningLink::Flow {
  Flow(asio::io_context& io, const MakeWire& make_wire, LinkHandlers handed,
       const ReconnectPolicy::Config& reconnect, DeviceSpeech spoken)
      : wire(make_wire(io)),
        handlers(std::move(handed)),
        policy(reconnect),
        first_words(std::move(spoken)),
        timer(io),
        next_word(io) {}

  std::unique_ptr<Wire> wire;
  LinkHandlers handlers;
  ReconnectPolicy policy;
  DeviceSpeech first_words;  ///< of every opening
  DeviceSpeech speech;       ///< what is being said now
  asio::steady_timer timer;
  asio::steady_timer next_word;
  std::uint64_t speeches = 0;
  bool stopped = false;
  bool told = false;
  LinkState state = LinkState::searching;
  std::string note;
  std::deque<std::vector<std::uint8_t>> unsent;
  std::size_t unsent_bytes = 0;
  bool sending = false;
  std::array<std::uint8_t, kReadRoom> room{};

  [[nodiscard]] bool streaming() const { return !stopped && state == LinkState::streaming; }

  void tell(LinkState now_it_is, std::string why) {
    if (stopped || (told && now_it_is == state && why == note)) {
      return;
    }
    told = true;
    state = now_it_is;
    note = std::move(why);
    if (handlers.state) {
      handlers.state(state, note, now());
    }
  }

  asio::awaitable<void> read_until_lost() {
    while (!stopped) {
      error_code ec;
      const std::size_t n = co_await wire->read(room, ec);
      const HostTime arrival = now();
      if (stopped || ec) {
        co_return;
      }
      policy.reset();
      if (n > 0 && handlers.bytes) {
        handlers.bytes({room.data(), n}, arrival);
      }
    }
  }

  asio::awaitable<void> send_what_waits() {
    while (streaming() && !unsent.empty()) {
      const auto bytes = std::move(unsent.front());
      unsent.pop_front();
      unsent_bytes -= bytes.size();
      error_code ignored;  // the reader sees it too, and acts
      co_await wire->write(bytes, ignored);
    }
    sending = false;
  }

  void queue(std::span<const std::uint8_t> bytes, const std::shared_ptr<Flow>& self,
             asio::io_context& io) {
    if (!streaming() || bytes.empty() || unsent_bytes + bytes.size() > kMostUnsent) {
      return;
    }
    unsent.emplace_back(bytes.begin(), bytes.end());
    unsent_bytes += bytes.size();
    if (!std::exchange(sending, true)) {
      asio::co_spawn(io, send(self), kRethrow);
    }
  }

  /// The words that start the device, then its keep-alive, until it is lost or others are said.
  static asio::awaitable<void> speak(std::shared_ptr<Flow> flow, asio::io_context& io) {
    const std::uint64_t mine = flow->speeches;
    const auto lasts = [&] { return flow->streaming() && flow->speeches == mine; };
    error_code ec;
    for (std::size_t word = 0; word < flow->speech.start.size(); ++word) {
      flow->queue(flow->speech.start[word], flow, io);
      flow->next_word.expires_after(to_microseconds(flow->speech.pause));
      co_await flow->next_word.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      if (!lasts()) {
        co_return;
      }
    }
    while (!flow->speech.keep_alive.empty()) {
      flow->next_word.expires_after(to_microseconds(flow->speech.again));
      co_await flow->next_word.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      if (!lasts()) {
        co_return;
      }
      flow->queue(flow->speech.keep_alive, flow, io);
    }
  }

  void begin_to_speak(const DeviceSpeech& words, const std::shared_ptr<Flow>& self,
                      asio::io_context& io) {
    ++speeches;
    next_word.cancel();
    speech = words;
    if (!speech.start.empty()) {
      asio::co_spawn(io, speak(self, io), kRethrow);
    }
  }

  static asio::awaitable<void> run(std::shared_ptr<Flow> flow, asio::io_context& io) {
    co_await asio::post(asio::use_awaitable);  // no handler from within start()
    bool was_there = false;
    while (!flow->stopped) {
      auto refusal = co_await flow->wire->open();
      if (flow->stopped) {
        break;
      }
      if (refusal) {
        flow->tell(was_there ? LinkState::lost : LinkState::searching, std::move(*refusal));
      } else {
        was_there = true;
        flow->tell(LinkState::streaming, "");
        flow->begin_to_speak(flow->first_words, flow, io);
        co_await flow->read_until_lost();
        flow->next_word.cancel();
        flow->wire->close();
        flow->unsent.clear();
        flow->unsent_bytes = 0;
        flow->tell(LinkState::lost, flow->wire->loss());
      }
      if (flow->stopped) {
        break;
      }
      flow->timer.expires_after(flow->policy.next());
      error_code ignored;
      co_await flow->timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    flow->wire->close();
  }

  static asio::awaitable<void> send(std::shared_ptr<Flow> flow) {
    co_await flow->send_what_waits();
  }
};

ReopeningLink::ReopeningLink(asio::io_context& io, MakeWire make_wire, LinkHandlers handlers,
                             const ReconnectPolicy::Config& reconnect, DeviceSpeech speech)
    : io_(io),
      make_wire_(std::move(make_wire)),
      handlers_(std::move(handlers)),
      reconnect_(reconnect),
      speech_(std::move(speech)) {}

ReopeningLink::~ReopeningLink() { ReopeningLink::stop(); }

void ReopeningLink::start() {
  if (flow_) {
    return;
  }
  flow_ = std::make_shared<Flow>(io_, make_wire_, handlers_, reconnect_, speech_);
  asio::co_spawn(io_, Flow::run(flow_, io_), kRethrow);
}

void ReopeningLink::stop() {
  if (!flow_) {
    return;
  }
  const auto flow = std::exchange(flow_, nullptr);
  flow->stopped = true;
  flow->timer.cancel();
  flow->next_word.cancel();
  flow->wire->close();
}

void ReopeningLink::tune(const LineSettings& line) {
  if (flow_) {
    flow_->wire->tune(line);
  }
}

void ReopeningLink::speak(const DeviceSpeech& speech) {
  if (flow_ && flow_->streaming()) {
    flow_->begin_to_speak(speech, flow_, io_);
  }
}

void ReopeningLink::write(std::span<const std::uint8_t> bytes) {
  if (flow_) {
    flow_->queue(bytes, flow_, io_);
  }
}

}  // namespace ebb::io
