#include "io/feed_server.hpp"

#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "io/bridge/door.hpp"
#include "io/bridge/page.hpp"
#include "io/feed_gate.hpp"
#include "io/feed_session.hpp"
#include "io/http_exchange.hpp"
#include "io/http_routes.hpp"
#include "io/ticket_ledger.hpp"

namespace ebb::io {
namespace {

using asio::ip::tcp;

constexpr std::string_view kFeedPath = "/feed";
constexpr std::string_view kBridgePath = "/bridge/link";
constexpr const char* kAboutPage =
    "This is Ebb, a breathing companion that listens.\n"
    "Programs on this machine that know this run's token find its live feed at /feed;\n"
    "docs/live-feed.md says how. Nothing here leaves this machine.\n";
/// Connections that have not yet said what they want.
constexpr std::size_t kMaxKnocking = 64;

tcp::acceptor listen_on(asio::io_context& io, std::uint16_t port) {
  try {
    return tcp::acceptor{io, tcp::endpoint{asio::ip::address_v4::loopback(), port}};
  } catch (const boost::system::system_error& trouble) {
    throw std::runtime_error{"The live feed cannot listen on 127.0.0.1:" + std::to_string(port) +
                             " (" + trouble.code().message() +
                             "). Name another port, or 0 for any that is free."};
  }
}

HttpAnswer plain(unsigned status, std::string_view sentence) {
  return {.status = status, .body = std::string{sentence} + "\n"};
}

}  // namespace

/// All that the server's coroutines share; they hold it, so it outlives the server by as long as
/// the last goodbye takes.
class FeedServer::Hub {
 public:
  Hub(asio::io_context& io, Config config, Now now, OnMessage on_message)
      : io_(io),
        config_(std::move(config)),
        now_(std::move(now)),
        on_message_(std::move(on_message)),
        acceptor_(listen_on(io, config_.port)),
        retry_(io),
        port_(acceptor_.local_endpoint().port()),
        gate_(port_, config_.token) {
    routes_.add("/", [] { return HttpAnswer{.body = kAboutPage}; });
    routes_.add(std::string{kFeedPath},
                [] { return plain(426, "The live feed is a WebSocket; ask for an upgrade."); });
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::size_t viewers() const { return viewers_.size(); }

  /// `self` is held by the coroutine from before its first step, as in all that are spawned here.
  asio::awaitable<void> accept(std::shared_ptr<Hub> self) {
    while (acceptor_.is_open()) {
      error_code ec;
      tcp::socket socket =
          co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, ec));
      if (!ec && knocking_.size() < kMaxKnocking) {
        asio::co_spawn(io_, serve(self, beast::tcp_stream{std::move(socket)}), kRethrow);
      } else if (ec && acceptor_.is_open()) {
        retry_.expires_after(std::chrono::milliseconds{100});  // out of descriptors, perhaps
        co_await retry_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      }
    }
  }

  void open_bridge(Join join, const BridgeLimits& limits) {
    bridge_ = std::make_shared<BridgeDoor>(std::move(join), limits);
    const auto serve = [this](std::string path, std::string type, std::string_view text) {
      routes_.add(std::move(path), [type = std::move(type), text] {
        return HttpAnswer{.content_type = type, .body = std::string{text}};
      });
    };
    serve("/bridge", "text/html; charset=utf-8", bridge_html());
    serve("/bridge/page.css", "text/css; charset=utf-8", bridge_css());
    serve("/bridge/page.js", "text/javascript; charset=utf-8", bridge_js());
  }

  void broadcast(const feed::ServiceMessage& message) {
    const auto* snapshot = std::get_if<Snapshot>(&message);
    if (snapshot != nullptr) {
      newest_ = *snapshot;
    } else if (const auto* showing = std::get_if<Showing>(&message)) {
      newest_showing_ = *showing;
    } else if (const auto* agreement = std::get_if<SessionAgreement>(&message)) {
      newest_agreement_ = *agreement;
    } else if (const auto* record = std::get_if<feed::Record>(&message)) {
      newest_record_ = *record;
    }
    if (viewers_.empty()) {
      return;
    }
    const auto encoded = std::make_shared<const std::string>(feed::encode(message));
    for (const auto& [id, viewer] : viewers_) {
      if (snapshot != nullptr) {
        viewer->deliver_snapshot(encoded);
      } else {
        viewer->deliver_event(encoded);
      }
    }
  }

  void close() {
    on_message_ = nullptr;
    error_code ignored;
    acceptor_.close(ignored);
    retry_.cancel();
    for (beast::tcp_stream* stream : knocking_) {
      stream->socket().close(ignored);
    }
    if (bridge_) {
      bridge_->close();
    }
    for (const auto& [id, viewer] : viewers_) {
      viewer->close(websocket::close_code::going_away, "The service is stopping.");
    }
  }

 private:
  asio::awaitable<void> serve(std::shared_ptr<Hub> /*self*/, beast::tcp_stream stream) {
    error_code ignored;
    stream.socket().set_option(tcp::no_delay{true}, ignored);
    stream.expires_after(config_.handshake_timeout);
    knocking_.insert(&stream);
    std::optional<HttpRequest> request = co_await read_head(stream);
    knocking_.erase(&stream);
    if (!request || !acceptor_.is_open()) {
      co_return;
    }
    if (auto answer = answer_without_feed(*request)) {
      co_await send_answer(stream, std::move(*answer), request->method() == http::verb::head);
    } else if (path_of(*request) == kBridgePath) {
      std::string protocol{gate_.protocol_with_token(gate_request(*request))};
      co_await BridgeDoor::serve(bridge_, std::move(stream), std::move(*request),
                                 std::move(protocol));
    } else {
      co_await serve_viewer(std::move(stream), std::move(*request));
    }
  }

  static std::string_view path_of(const HttpRequest& request) {
    const std::string_view target = gate_request(request).target;
    return target.substr(0, target.find('?'));
  }

  /// What to answer to whoever gets neither feed nor bridge; nothing for a viewer or a bridge.
  std::optional<HttpAnswer> answer_without_feed(const HttpRequest& request) {
    const GateRequest asked = gate_request(request);
    const std::string_view path = path_of(request);
    const bool brings_strap = bridge_ && path == kBridgePath && websocket::is_upgrade(request);
    const bool wants_feed = path == kFeedPath && websocket::is_upgrade(request);
    const auto refusal =
        wants_feed || brings_strap ? gate_.refuse_viewer(asked) : gate_.refuse_host(asked);
    if (refusal) {
      return plain(refusal->status, refusal->sentence);
    }
    if (brings_strap) {
      return bridge_->has_room()
                 ? std::nullopt
                 : std::optional{plain(503, "As many pages as this service takes are open.")};
    }
    if (!wants_feed) {
      const auto method = request.method_string();
      return routes_.answer({method.data(), method.size()}, asked.target);
    }
    if (viewers_.size() >= config_.max_viewers) {
      return plain(503, "As many viewers as this service takes are here already.");
    }
    return std::nullopt;
  }

  asio::awaitable<void> serve_viewer(beast::tcp_stream stream, HttpRequest request) {
    const auto viewer = std::make_shared<FeedSession>(
        std::move(stream), FeedSession::Config{.id = ++last_id_,
                                               .max_waiting_events = config_.max_waiting_events,
                                               .handshake_timeout = config_.handshake_timeout,
                                               .idle_timeout = config_.idle_timeout});
    viewers_.emplace(viewer->id(), viewer);
    const std::string protocol{gate_.protocol_with_token(gate_request(request))};
    bool here = co_await viewer->accept(std::move(request), protocol);
    if (here) {
      here = co_await viewer->send_first(feed::encode(feed::Welcome{.now = now_()}));
    }
    if (here) {
      greet(*viewer);
      asio::co_spawn(io_, write(viewer), kRethrow);
      co_await listen(*viewer);
    }
    viewers_.erase(viewer->id());
    viewer->finish();
  }

  /// What a viewer that comes later would otherwise have missed.
  void greet(FeedSession& viewer) const {
    const auto encoded = [](const feed::ServiceMessage& message) {
      return std::make_shared<const std::string>(feed::encode(message));
    };
    if (newest_record_) {
      viewer.deliver_event(encoded(*newest_record_));
    }
    if (newest_agreement_) {
      viewer.deliver_event(encoded(*newest_agreement_));
    }
    if (newest_showing_) {
      viewer.deliver_event(encoded(*newest_showing_));
    }
    if (newest_) {
      viewer.deliver_snapshot(encoded(*newest_));
    }
  }

  static asio::awaitable<void> write(std::shared_ptr<FeedSession> viewer) {
    co_await viewer->write();
  }

  asio::awaitable<void> listen(FeedSession& viewer) {
    std::optional<std::string> text = co_await viewer.read();
    while (text && take(viewer, *text)) {
      text = co_await viewer.read();
    }
  }

  /// False when the viewer has broken the agreement.
  bool take(FeedSession& viewer, std::string_view text) {
    const auto received = feed::decode_received(text, now_());
    if (!received) {
      if (!received.error().unknown_type) {
        viewer.close(websocket::close_code::policy_error, received.error().why);
      }
      return received.error().unknown_type;
    }
    const bool fresh = !received->ticket || ledger_.push(*received->ticket);
    if (fresh && on_message_) {
      on_message_(viewer.id(), received->message);
    }
    if (received->ticket && on_message_) {
      viewer.deliver_confirmation(
          std::make_shared<const std::string>(feed::encode(feed::Taken{received->ticket->number})));
    }
    return true;
  }

  asio::io_context& io_;
  Config config_;
  Now now_;
  OnMessage on_message_;
  tcp::acceptor acceptor_;
  asio::steady_timer retry_;
  std::uint16_t port_;
  FeedGate gate_;
  HttpRoutes routes_;
  std::shared_ptr<BridgeDoor> bridge_;
  std::set<beast::tcp_stream*> knocking_;
  std::map<ViewerId, std::shared_ptr<FeedSession>> viewers_;
  TicketLedger ledger_;
  std::optional<Snapshot> newest_;
  std::optional<Showing> newest_showing_;
  std::optional<SessionAgreement> newest_agreement_;
  std::optional<feed::Record> newest_record_;
  ViewerId last_id_ = 0;
};

FeedServer::FeedServer(asio::io_context& io, Config config, Now now, OnMessage on_message)
    : hub_(std::make_shared<Hub>(io, std::move(config), std::move(now), std::move(on_message))) {
  asio::co_spawn(io, hub_->accept(hub_), kRethrow);
}

FeedServer::~FeedServer() { hub_->close(); }

std::uint16_t FeedServer::port() const { return hub_->port(); }

std::size_t FeedServer::viewers() const { return hub_->viewers(); }

void FeedServer::open_bridge(Join join, const BridgeLimits& limits) {
  hub_->open_bridge(std::move(join), limits);
}

void FeedServer::broadcast(const feed::ServiceMessage& message) { hub_->broadcast(message); }

void FeedServer::close() { hub_->close(); }

}  // namespace ebb::io
