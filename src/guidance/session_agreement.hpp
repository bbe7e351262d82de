#pragma once

#include <cstdint>
#include <string>

#include "core/time.hpp"

namespace ebb {

/// What two people settle before a session: proposed on a console, answered on the person's screen.
/// Until it is agreed nothing is kept; agreed with `kept` false nothing is kept either.
struct SessionAgreement {
  enum class Stage : std::uint8_t { proposed, agreed, declined };
  HostTime time{};
  Stage stage = Stage::proposed;
  std::string purpose{};       ///< what for, one line; both see it
  int minutes = 20;            ///< how long at most, 1 to 240
  bool feedback_shown = true;  ///< whether the person's screen shows their own signals
  bool kept = false;           ///< what becomes of the record: kept, or nothing is
  std::string label{};  ///< the console's own name for the session; never on the other screen

  friend bool operator==(const SessionAgreement&, const SessionAgreement&) = default;
};

inline constexpr int kLongestSession = 240;  ///< minutes

}  // namespace ebb
