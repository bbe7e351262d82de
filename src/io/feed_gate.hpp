#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ebb::io {

/// What a handshake says of itself; a header that was not sent is absent.
struct GateRequest {
  std::string_view target;
  std::optional<std::string_view> host;
  std::optional<std::string_view> origin;
  std::optional<std::string_view> authorization;
  std::optional<std::string_view> protocols;  ///< Sec-WebSocket-Protocol
};

/// A refusal: an HTTP status and a sentence.
struct Refusal {
  unsigned status = 403;
  std::string_view sentence;
};

/// Decides who may talk to the service. Any web page can reach loopback, so a foreign Host (a name
/// that was made to point here) and a foreign Origin are refused, and the token is wanted of all.
class FeedGate {
 public:
  FeedGate(std::uint16_t port, std::string token);

  /// For anything at all, a plain page too: was it really asked of this machine by name?
  [[nodiscard]] std::optional<Refusal> refuse_host(const GateRequest& request) const;
  /// For the feed: host, origin and token.
  [[nodiscard]] std::optional<Refusal> refuse_viewer(const GateRequest& request) const;
  /// The sub-protocol that carried the token and must be named in the answer; empty if none did.
  [[nodiscard]] std::string_view protocol_with_token(const GateRequest& request) const;

 private:
  [[nodiscard]] bool names_this_service(std::string_view authority) const;
  [[nodiscard]] bool is_token(std::string_view candidate) const;
  [[nodiscard]] bool carries_token(const GateRequest& request) const;

  std::string port_;
  std::string token_;
};

}  // namespace ebb::io
