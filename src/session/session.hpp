#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/event.hpp"
#include "core/reading.hpp"
#include "core/snapshot.hpp"

namespace ebb {

using EventSink = std::function<void(const Event&)>;
using SourceId = std::size_t;

/// One session: readings in, snapshot and events out, at a given time. Beats and breaths depend
/// only on the readings and their arrival times, never on when advance() or snapshot() were called,
/// so a replay gives the same ones to the last bit.
class Session {
 public:
  Session();
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  SourceId add_source(std::string name, std::string protocol, bool simulated = false);
  /// The protocol became known later, from the bytes.
  void set_protocol(SourceId source, std::string protocol);
  void push(SourceId source, const Reading& reading, const EventSink& sink);
  void push(SourceId source, LinkState state, std::string note, HostTime now,
            const EventSink& sink);
  /// What a viewer told: recorded, relayed, and what synchrony is computed against.
  void push(const PracticeEvent& event, const EventSink& sink);
  void push(const Mark& mark, const EventSink& sink);
  /// At the very end: the beat that is still held back for its verdict.
  void finish(const EventSink& sink);

  [[nodiscard]] Snapshot snapshot(HostTime now) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ebb
