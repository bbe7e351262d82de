#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/event.hpp"
#include "core/expected.hpp"
#include "core/snapshot.hpp"

namespace ebb::feed {

/// First message of the service; `version` is that of docs/live-feed.md.
struct Welcome {
  int version = 1;
  HostTime now;  ///< the service's clock, to place everything that follows
};

/// A viewer asks something of the service.
struct Command {
  std::string name;  ///< "end-session", ...
};

/// What the service sends.
using ServiceMessage = std::variant<Welcome, Snapshot, Event>;
/// What a viewer sends.
using ViewerMessage = std::variant<PracticeEvent, Mark, Command>;

/// Why a message was not taken: a sentence.
struct BadMessage {
  std::string why;
};

[[nodiscard]] std::string encode(const ServiceMessage& message);
[[nodiscard]] std::string encode(const ViewerMessage& message);
Expected<ServiceMessage, BadMessage> decode_service(std::string_view json);
Expected<ViewerMessage, BadMessage> decode_viewer(std::string_view json);

}  // namespace ebb::feed
