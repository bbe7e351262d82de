#pragma once

#include <span>
#include <variant>

#include "archive/kept_session.hpp"
#include "archive/session_file/packed_chunks.hpp"

namespace ebb {

/// The session came to its end in order.
struct KeptEnd {
  HostTime time;
};

/// Something to be kept as it happens, its times on the host's own clock. A sensor is told before
/// its first chunk, and again whenever more is known of it. A chunk's `seq` is given to it when it
/// is written; a Mark among the events is left out, as it has no id (KeptMark has).
using KeptItem = std::variant<KeptSensor, KeptChunk, Event, KeptMark, KeptWords, KeptQuality,
                              KeptRate, KeptGap, Agreed, KeptEnd>;

/// Where a session is written. Called on one thread, which may be kept waiting.
class SessionStore {
 public:
  SessionStore() = default;
  virtual ~SessionStore() = default;
  SessionStore(const SessionStore&) = delete;
  SessionStore& operator=(const SessionStore&) = delete;
  /// All of them, safe from a crash of this program when it returns; or none of them, with a
  /// sentence for a person thrown as SessionTrouble, and may be tried again.
  virtual void write(std::span<const KeptItem> items) = 0;
  /// There is nothing more to come. What cannot be tidied up stays readable all the same.
  virtual void close() = 0;
  /// In place of close(): nothing of what was written stays. What cannot be removed is told as
  /// SessionTrouble.
  virtual void discard() = 0;
};

}  // namespace ebb
