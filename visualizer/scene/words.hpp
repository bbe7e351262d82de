#pragma once

#include <array>
#include <string_view>

#include "core/snapshot.hpp"

/// Every word of Ebb's own that the person's screen can show; cue lines come from the practice.
/// Nothing here scores, hurries, names a state of mind or counts.
namespace ebb::scene::words {

/// Between a key and what it does: an em space, which no wrapping takes away; it is drawn
/// as three plain ones.
inline constexpr std::string_view kApart = "\u2003";

inline constexpr std::string_view kBegin = "begin: ";
inline constexpr std::string_view kNoSensorNeeded = "no sensor needed";

inline constexpr std::string_view kIn = "in";
inline constexpr std::string_view kOut = "out";
inline constexpr std::string_view kHeart = "heart";
inline constexpr std::string_view kSimulatedHeart = "simulated heart";

inline constexpr std::string_view kPaused = "Resting here.";

/// The first words after easing off, then the ones that look outward.
inline constexpr std::array<std::string_view, 2> kEasedFirst = {
    "We can ease right off.", "Cold hands sting in warm water. It can be like that."};
inline constexpr std::array<std::string_view, 2> kEasedOutward = {
    "Something far away to look at.", "Feet. Floor. The back of the chair."};

inline constexpr std::string_view kClosed = "That was enough, whatever it was.";
inline constexpr std::string_view kClosedQuietly = "Stopping is a good use of a pause.";

/// A key and what it does, side by side wherever keys are named.
struct KeyLine {
  std::string_view key;
  std::string_view does;
};

inline constexpr std::string_view kSpaceKey = "Space";
inline constexpr KeyLine kKeysKey{"?", "keys"};
inline constexpr KeyLine kEaseOff{"E", "ease off"};
inline constexpr KeyLine kStop{"Esc", "stop"};
inline constexpr KeyLine kOn{"Enter", "on"};
inline constexpr KeyLine kCarryOn{"Space", "carry on"};
inline constexpr KeyLine kStartScreen{"Space", "back to the beginning"};
inline constexpr KeyLine kLeave{"Esc", "leave"};

inline constexpr std::array<KeyLine, 4> kOffers = {{{"E", "back to where we were"},
                                                    {"G", "feet and room"},
                                                    {"B", "just the quiet screen"},
                                                    {"Esc", "stop for today"}}};

/// Help. The first line is the one that someone who feels light-headed needs.
inline constexpr std::string_view kLightHeaded =
    "Light-headed? The guide can be let go: breathe as usual, sit, and stop if it does not pass.";
inline constexpr std::array<KeyLine, 12> kKeys = {{{"Space", "start, pause"},
                                                   {"Esc", "stop"},
                                                   {"E", "ease off"},
                                                   {"G", "feet and room"},
                                                   {"O", "own pace: the guide follows"},
                                                   {"+ -", "a little quicker, slower"},
                                                   {"Enter", "on"},
                                                   {"Left", "previous line"},
                                                   {"H", "hide or show heart and own breath"},
                                                   {"B", "blank the screen"},
                                                   {"F", "full screen"},
                                                   {"?", "this page"}}};
inline constexpr std::string_view kIntendedPurpose =
    "A free companion for guided breathing, grounding and compassion practices, for general "
    "wellbeing. It can show estimated heart rhythm and breathing from consumer sensors so that "
    "people may notice and talk about how a practice felt. It does not diagnose, treat, monitor "
    "or predict any condition, and it is not for emergencies.";

/// The corner word; empty when no sensor was ever there.
[[nodiscard]] constexpr std::string_view of(SignalWord word) {
  switch (word) {
    case SignalWord::finding:
      return "~ finding";
    case SignalWord::fair:
      return "~ fair";
    case SignalWord::good:
      return "~ good";
    case SignalWord::resting:
      return "~ resting";
    case SignalWord::none:
      break;
  }
  return "";
}

/// The corner word when the body that is heard is nobody's: whatever its signal is like.
inline constexpr std::string_view kSimulated = "~ simulated";

}  // namespace ebb::scene::words
