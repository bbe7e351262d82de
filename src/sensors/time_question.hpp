#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/time.hpp"

namespace ebb {

/// When a device on the Ebb link is asked for its time (PROTOCOL.md, TIME): every 7 s, and once a
/// minute where three questions in a row went unanswered, as most boards only talk.
///
/// The token is the host's time of asking, modulo 2^32 us. So an answer carries all that is needed
/// to understand it, and a recording of the device's bytes alone replays to the same instants.
class TimeQuestion {
 public:
  /// The bytes of a question that is due at `now`, or nothing. They must be sent at once.
  [[nodiscard]] std::vector<std::uint8_t> ask(HostTime now);
  /// When the question was asked that was answered with `token`; nothing if that cannot be (longer
  /// than two seconds ago).
  [[nodiscard]] std::optional<HostTime> answer(std::uint32_t token, HostTime arrival);
  /// The device said that it does not know the question: not asked again.
  void refuse() { refused_ = true; }

 private:
  std::optional<HostTime> asked_;
  int unanswered_ = 0;
  bool refused_ = false;
  std::uint16_t sequence_ = 0;
};

}  // namespace ebb
