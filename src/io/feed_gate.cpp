#include "io/feed_gate.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace ebb::io {
namespace {

/// Host names and schemes are compared without regard to case (RFC 3986, 3.2.2).
bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

/// What follows `prefix`, or nothing.
std::optional<std::string_view> after(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size() || !same_name(text.substr(0, prefix.size()), prefix)) {
    return std::nullopt;
  }
  return text.substr(prefix.size());
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Calls `each` for the parts of a list until it says true.
template <class Each>
bool any_part(std::string_view list, char separator, const Each& each) {
  while (true) {
    const std::size_t end = std::min(list.find(separator), list.size());
    if (each(trimmed(list.substr(0, end)))) {
      return true;
    }
    if (end == list.size()) {
      return false;
    }
    list.remove_prefix(end + 1);
  }
}

constexpr std::string_view kProtocolPrefix = "ebb.";

}  // namespace

FeedGate::FeedGate(std::uint16_t port, std::string token)
    : port_(std::to_string(port)), token_(std::move(token)) {}

std::optional<Refusal> FeedGate::refuse_host(const GateRequest& request) const {
  if (!request.host || !names_this_service(*request.host)) {
    return Refusal{403, "This service answers only to 127.0.0.1 and localhost."};
  }
  return std::nullopt;
}

std::optional<Refusal> FeedGate::refuse_viewer(const GateRequest& request) const {
  if (const auto refusal = refuse_host(request)) {
    return refusal;
  }
  if (request.origin) {
    const auto authority = after(*request.origin, "http://");
    if (!authority || !names_this_service(*authority)) {
      return Refusal{403, "Pages from elsewhere may not listen to this service."};
    }
  }
  if (!carries_token(request)) {
    return Refusal{401,
                   "The token of this run is missing or wrong. It stands in feed.json in the "
                   "runtime folder and is new at every start."};
  }
  return std::nullopt;
}

bool FeedGate::names_this_service(std::string_view authority) const {
  for (const std::string_view name : {"127.0.0.1:", "localhost:"}) {
    if (after(authority, name) == port_) {
      return true;
    }
  }
  return false;
}

/// Takes the same time wherever the first wrong character stands, so that time tells nothing.
bool FeedGate::is_token(std::string_view candidate) const {
  if (token_.empty() || candidate.size() != token_.size()) {
    return false;
  }
  unsigned char difference = 0;
  for (std::size_t i = 0; i < token_.size(); ++i) {
    difference = static_cast<unsigned char>(difference | (candidate[i] ^ token_[i]));
  }
  return difference == 0;
}

std::string_view FeedGate::protocol_with_token(const GateRequest& request) const {
  std::string_view found;
  if (request.protocols) {
    any_part(*request.protocols, ',', [&](std::string_view protocol) {
      const auto candidate = after(protocol, kProtocolPrefix);
      if (candidate && is_token(*candidate)) {
        found = protocol;
      }
      return !found.empty();
    });
  }
  return found;
}

bool FeedGate::carries_token(const GateRequest& request) const {
  if (request.authorization) {
    const auto candidate = after(*request.authorization, "Bearer ");
    if (candidate && is_token(trimmed(*candidate))) {
      return true;
    }
  }
  if (!protocol_with_token(request).empty()) {
    return true;
  }
  const std::size_t query = request.target.find('?');
  return query != std::string_view::npos &&
         any_part(request.target.substr(query + 1), '&', [this](std::string_view field) {
           const auto candidate = after(field, "token=");
           return candidate && is_token(*candidate);
         });
}

}  // namespace ebb::io
