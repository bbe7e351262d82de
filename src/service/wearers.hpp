#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/asio_fwd.hpp"
#include "io/link.hpp"
#include "io/sensor_address.hpp"
#include "sensors/decoder.hpp"
#include "service/keeping.hpp"
#include "service/live_sensor.hpp"
#include "session/session.hpp"

namespace ebb {

/// The person whose session it is, whoever keeps company, and the sensors they wear. What the
/// person's sensors tell goes into the session and into the record; of whoever keeps company
/// (`?person=second`) the breath is told and nothing is kept.
class Wearers {
 public:
  struct Handlers {
    EventSink event;  ///< of the person alone
    /// All that came together has been taken in.
    std::function<void()> news;
    std::function<void(const std::string& sentence)> say;
  };
  Wearers(asio::io_context& io, Handlers handlers);
  Wearers(const Wearers&) = delete;
  Wearers& operator=(const Wearers&) = delete;

  /// Before any sensor is added: where the person's bytes are kept.
  void keep_in(Keeping& keeping) { person_.keeping = &keeping; }
  /// Throws StartError for an address that can never work.
  void add(const io::SensorAddress& address);
  /// A strap that the browser brings: what it is to be told its bytes and its comings and goings
  /// by.
  io::LinkHandlers join_from_browser(const std::string& name, std::string_view protocol);
  /// A simulated person kept the place until a sensor came.
  void stand_in_leaves(HostTime now);

  void start();
  void stop();

  [[nodiscard]] Session& session() { return person_.session; }
  [[nodiscard]] Snapshot snapshot(HostTime now) const;

 private:
  struct Wearer {
    Session session{};
    EventSink event{};
    Keeping* keeping = nullptr;  ///< none: nothing of theirs is kept

    void take(SourceId id, const Reading& reading);
    void recognise(SourceId id, std::string_view protocol);
    void keep(SourceId id, std::span<const std::uint8_t> bytes, HostTime now) const;
  };
  /// A sensor as it joins.
  struct Joining {
    std::string name;
    std::string address;
    std::string protocol;  ///< empty: to be recognised
    DecoderOptions options{};
    bool simulated = false;
  };
  Wearer& wearer_of(const io::SensorAddress& address);
  SourceId join(Wearer& wearer, const Joining& sensor);
  io::LinkHandlers join_by_itself(Wearer& wearer, const Joining& sensor);
  /// Its link's state, or what there is to say of it.
  void tell(Wearer& wearer, SourceId id, LinkState state, std::string note, HostTime now) const;

  asio::io_context& io_;
  Handlers handlers_;
  Wearer person_;
  std::unique_ptr<Wearer> second_;  ///< once one of their sensors is named
  std::vector<LiveSensor> sensors_;
};

}  // namespace ebb
