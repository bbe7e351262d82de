#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/time.hpp"
#include "feed/message.hpp"
#include "io/asio_fwd.hpp"
#include "io/bridge/limits.hpp"
#include "io/link.hpp"

namespace ebb::io {

/// The service's end of the live feed (docs/live-feed.md): a WebSocket server on 127.0.0.1 for
/// viewers that know this run's token. Slow viewers lose old snapshots, never events. Lives on the
/// one thread that runs the io_context; viewers that are still connected when the server goes are
/// closed with code 1001 while the io_context goes on running.
class FeedServer {
 public:
  struct Config {
    std::uint16_t port = 0;  ///< 0: whichever is free
    std::string token;       ///< this run's secret, see make_token()
    std::size_t max_viewers = 32;
    std::size_t max_waiting_events = 10'000;             ///< for one viewer, before it is closed
    std::chrono::milliseconds handshake_timeout{5'000};  ///< also for a goodbye
    std::chrono::milliseconds idle_timeout{30'000};      ///< without a sign of life
  };
  using ViewerId = std::uint64_t;
  using Now = std::function<HostTime()>;
  using OnMessage = std::function<void(ViewerId, const feed::ViewerMessage&)>;

  /// Listens at once. Throws std::runtime_error with a sentence if the port is taken. `on_message`
  /// hears each ticketed message once, in order, from inside the io_context.
  FeedServer(asio::io_context& io, Config config, Now now, OnMessage on_message);
  ~FeedServer();
  FeedServer(const FeedServer&) = delete;
  FeedServer& operator=(const FeedServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::size_t viewers() const;
  /// From now on a browser on this machine may bring straps: the page /bridge, and its WebSocket
  /// /bridge/link, for whoever knows the token. `join` is asked for the handlers of a strap that
  /// was not there before.
  using Join = std::function<LinkHandlers(const std::string& name, std::string_view protocol)>;
  void open_bridge(Join join, const BridgeLimits& limits = {});
  /// To every viewer. Encoded once; a viewer that comes later starts with the newest agreement,
  /// showing and snapshot.
  void broadcast(const feed::ServiceMessage& message);
  /// Stops listening and says goodbye to all viewers; also done on destruction.
  void close();

 private:
  class Hub;
  std::shared_ptr<Hub> hub_;
};

}  // namespace ebb::io
