#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/event.hpp"
#include "io/asio_fwd.hpp"
#include "io/link.hpp"
#include "io/sensor_address.hpp"
#include "sensors/decoder.hpp"
#include "sensors/recogniser.hpp"

namespace ebb {

/// One sensor on its way into the session: a link that reopens itself, the recogniser until the
/// protocol is known, then that protocol's decoder.
class Source {
 public:
  struct Handlers {
    std::function<void(std::span<const std::uint8_t>, HostTime)> bytes;  ///< as they came
    ReadingSink reading;
    std::function<void(LinkState, std::string note, HostTime)> state;
    std::function<void(std::string_view protocol)> recognised;
  };

  /// Throws StartError for an address that can never work (no such simulated person, protocol).
  Source(asio::io_context& io, const io::SensorAddress& address, Handlers handlers);
  void start() { link_->start(); }
  void stop() { link_->stop(); }

 private:
  void take(std::span<const std::uint8_t> bytes, HostTime arrival);
  void take(LinkState state, std::string note, HostTime now);
  void recognise(std::span<const std::uint8_t> bytes, HostTime arrival);

  Handlers handlers_;
  std::unique_ptr<Decoder> decoder_;
  Recogniser recogniser_;
  bool told_unknown_ = false;
  std::unique_ptr<io::Link> link_;
};

}  // namespace ebb
