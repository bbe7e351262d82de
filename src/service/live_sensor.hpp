#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "io/asio_fwd.hpp"
#include "io/link.hpp"
#include "io/sensor_address.hpp"
#include "sensors/decoder.hpp"

namespace ebb {

/// One live sensor: its link, the search for what it speaks and at which speed, its decoder.
/// A serial sensor that nothing is known of is listened to at the speeds of LineTrial, in turn, for
/// as long as nothing comes that makes sense, and is then `searching`. Nothing is written to it
/// unless its address names its kind (as=) or allows asking (start=yes), or it has said that it is
/// a board on the Ebb link: that is asked the time.
class LiveSensor {
 public:
  struct Handlers {
    /// Before they are decoded, for the record.
    std::function<void(std::span<const std::uint8_t>, HostTime)> bytes;
    ReadingSink reading;
    std::function<void(std::string_view protocol)> recognised;
    /// The link's state, or what there is to say of a sensor: a sentence or nothing. What was
    /// decoded before a state that is not `streaming` has nothing to do with what comes after.
    std::function<void(LinkState, std::string note, HostTime)> state;
    /// All that came together has been taken in.
    std::function<void()> news;
    /// See io::LinkHandlers.
    std::function<io::LinkHandlers()> another{};
  };

  /// Throws StartError for an address that can never work.
  LiveSensor(asio::io_context& io, const io::SensorAddress& address, Handlers handlers);
  ~LiveSensor();
  LiveSensor(LiveSensor&&) noexcept;
  LiveSensor& operator=(LiveSensor&&) noexcept;

  void start();
  void stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;  ///< its timers look whether it is still there
};

}  // namespace ebb
