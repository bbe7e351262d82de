#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "core/event.hpp"
#include "core/time.hpp"
#include "io/asio_fwd.hpp"
#include "io/line_settings.hpp"
#include "io/reconnect_policy.hpp"
#include "io/sensor_address.hpp"
#include "sensors/device_speech.hpp"

namespace ebb::io {

/// What a link tells, always from within its io_context, never from within start(), stop() or
/// write().
struct LinkHandlers {
  /// Whatever arrived together, with its arrival; the span is valid during the call only.
  std::function<void(std::span<const std::uint8_t>, HostTime)> bytes;
  /// Called when the state or its note changed. The note is a sentence that says what to do, or
  /// empty. `searching` = not there yet, `streaming` = open, `lost` = it was there.
  std::function<void(LinkState, std::string note, HostTime)> state;
  /// The handlers of one more sensor, where several may come on one link (tcp-listen:, udp:).
  /// Without it the first is heard and no other.
  std::function<LinkHandlers()> another{};
};

/// A way on which a sensor's bytes come. After start() it looks for its sensor, reads, and when it
/// is lost opens it again by the address that was given, for ever, until stop(); a link that has
/// been stopped may be started again. It may be destroyed at any time, even in its own handler;
/// after stop() or destruction no handler is called.
class Link {
 public:
  virtual ~Link() = default;
  virtual void start() = 0;
  virtual void stop() = 0;
  /// Sends to the sensor; dropped while the link is not streaming.
  virtual void write(std::span<const std::uint8_t> bytes) = 0;
  /// Sets a serial line, at once and for every opening to come; what waits unread is thrown away,
  /// as it was heard at another speed. Other links have no line to set.
  virtual void tune(const LineSettings& /*line*/) {}
  /// Says this to the device, and keeps it awake, until it is lost; dropped while not streaming.
  virtual void speak(const DeviceSpeech& /*speech*/) {}
};

/// A link for a serial:, tcp:, tcp-listen:, udp: or ble: address. replay: and sim: addresses have
/// no link of their own (see generator_link.hpp): a broken precondition.
[[nodiscard]] std::unique_ptr<Link> make_link(asio::io_context& io, const SensorAddress& address,
                                              LinkHandlers handlers,
                                              const ReconnectPolicy::Config& reconnect = {});

}  // namespace ebb::io
