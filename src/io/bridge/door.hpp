#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/bridge/limits.hpp"
#include "io/bridge/session.hpp"
#include "io/link.hpp"
#include "io/seating.hpp"

namespace ebb::io {

/// Where the straps of the bridge's pages come in: one strap a WebSocket, each a sensor of its own
/// for as long as its page is open, and the same sensor when the page is opened again.
class BridgeDoor {
 public:
  /// Called when a strap comes that was not there before.
  using Join = std::function<LinkHandlers(const std::string& name, std::string_view protocol)>;
  BridgeDoor(Join join, const BridgeLimits& limits);

  [[nodiscard]] bool has_room() const { return pages_ < limits_.pages; }
  /// Listens to one page until it goes. `self` is held from before the first step.
  static asio::awaitable<void> serve(std::shared_ptr<BridgeDoor> self, beast::tcp_stream stream,
                                     HttpRequest request, std::string protocol);
  /// Says goodbye to all pages; no strap's handlers are called any more.
  void close();

 private:
  struct Strap {
    std::string key;
    std::array<std::uint8_t, 8> uid{};
    LinkHandlers handlers;
    std::weak_ptr<BridgeSession> page;
  };

  asio::awaitable<void> listen(std::shared_ptr<BridgeSession> page);
  /// The strap that this page speaks for; null when there are too many.
  Strap* seat(const std::shared_ptr<BridgeSession>& page, std::size_t& number);

  Join join_;
  BridgeLimits limits_;
  Seating seating_;
  std::vector<std::unique_ptr<Strap>> straps_;  ///< by seat
  std::size_t pages_ = 0;
  std::vector<std::weak_ptr<BridgeSession>> open_;
  bool closed_ = false;
};

}  // namespace ebb::io
