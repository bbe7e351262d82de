#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/event.hpp"
#include "core/expected.hpp"
#include "core/snapshot.hpp"
#include "guidance/console_offer.hpp"
#include "guidance/session_agreement.hpp"
#include "guidance/showing.hpp"

namespace ebb::feed {

/// The version of docs/live-feed.md that this program speaks. It rises only when an older viewer
/// would misread something; new fields and new types of message do not raise it.
inline constexpr int kVersion = 1;

/// The longest that a viewer may send, and that it must be ready to take: a snapshot of hundreds of
/// sensors is long.
inline constexpr std::size_t kMaxViewerBytes = 65'536;
inline constexpr std::size_t kMaxServiceBytes = 1'048'576;

/// First message of the service; `version` is that of docs/live-feed.md.
struct Welcome {
  int version = kVersion;
  HostTime now;  ///< the service's clock, to place everything that follows
};

/// The service has taken every numbered message of this viewer up to and including `number`.
struct Taken {
  std::uint64_t number = 0;
};

/// A viewer asks something of the service.
struct Command {
  std::string name;  ///< "end-session", ...
};

/// A therapist holds something out to the person: passed on to every viewer, kept nowhere.
struct Offer {
  HostTime time;
  ConsoleOffer what;
};

/// Whether the session can be kept on this machine, and whether it is being kept now.
struct Record {
  HostTime time;
  bool can_keep = false;
  bool keeping = false;
};

/// What the service sends.
using ServiceMessage =
    std::variant<Welcome, Taken, Snapshot, Event, Offer, Showing, SessionAgreement, Record>;
/// What a viewer sends.
using ViewerMessage =
    std::variant<PracticeEvent, Mark, Words, Command, Offer, Showing, SessionAgreement>;

/// Lets a viewer send a message again after a broken connection: the service takes each number of
/// one client once. Numbers rise.
struct Ticket {
  std::string client;  ///< chosen at random by the viewer when it starts
  std::uint64_t number = 0;
};

/// A viewer's message as it came off the wire.
struct Received {
  ViewerMessage message;
  std::optional<Ticket> ticket;
};

/// Why a message was not taken: a sentence.
struct BadMessage {
  std::string why;
  /// Well formed, but of a type that this version does not know: skip it without a word.
  bool unknown_type = false;
};

/// One line of JSON, always valid UTF-8. A number that is not finite is left out.
[[nodiscard]] std::string encode(const ServiceMessage& message);
[[nodiscard]] std::string encode(const ViewerMessage& message,
                                 const std::optional<Ticket>& ticket = std::nullopt);

/// The text is taken as hostile: too long, too deep, ill-formed, of the wrong type or out of range
/// gives a BadMessage. Unknown fields are skipped.
Expected<ServiceMessage, BadMessage> decode_service(std::string_view json);
/// `arrival` stands in for a time that the viewer left out.
Expected<Received, BadMessage> decode_received(std::string_view json, HostTime arrival);
Expected<ViewerMessage, BadMessage> decode_viewer(std::string_view json);

}  // namespace ebb::feed
