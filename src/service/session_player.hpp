#pragma once

#include <cstdint>
#include <map>
#include <memory>

#include "archive/session_file/session_reader.hpp"
#include "service/intake.hpp"
#include "session/session.hpp"

namespace ebb {

/// What listens to a kept sensor as it was listened to then.
[[nodiscard]] std::unique_ptr<Intake> make_intake(const KeptSensor& sensor,
                                                  Intake::Handlers handlers);

/// Puts a kept session's bytes, links and practice into a Session as they came then, so that it
/// makes the same beats and breaths of them to the last bit. Marks and words are not played: they
/// change nothing.
class SessionPlayer {
 public:
  SessionPlayer(Session& session, EventSink sink) : session_(session), sink_(std::move(sink)) {}

  void play(const PlayedItem& item);

 private:
  void take(const KeptSensor& sensor);
  void take(const KeptChunk& chunk);
  void take(const Event& event);

  struct Sensor {
    SourceId id = 0;
    std::unique_ptr<Intake> intake;
  };
  Session& session_;
  EventSink sink_;
  std::map<std::uint32_t, Sensor> sensors_;
};

}  // namespace ebb
