#pragma once

#include <functional>
#include <memory>
#include <string>

#include "io/asio_fwd.hpp"
#include "io/link.hpp"
#include "io/sensor_address.hpp"
#include "session/session.hpp"

namespace ebb {

/// A kept session played into a new one: the same bytes with the same arrivals, so the same beats
/// and breaths to the last bit, at any speed.
class Replay {
 public:
  struct Handlers {
    EventSink event;
    std::function<void()> news;  ///< the session has taken something in
    std::function<void(const std::string& sentence)> ended;
  };

  /// Throws StartError when the file cannot be read or is no session.
  Replay(asio::io_context& io, const io::SensorAddress& address, Session& session,
         Handlers handlers);
  ~Replay();

  void start();
  void stop();
  /// The clock of then: when the newest item came.
  [[nodiscard]] HostTime now() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ebb
