#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/expected.hpp"
#include "guidance/own_way.hpp"
#include "visualizer/scene/settings.hpp"

namespace ebb::scene {

/// What this person's screen remembers from one time to the next. No dates, no counts, nothing of
/// what was written or felt.
struct Preferences {
  Settings settings;
  OwnWay own;
  bool sound = true;
  bool check_in = false;  ///< a word before and after a practice
  bool carry_me_along = false;
  bool firm_tone = false;  ///< where a practice has words in a firm tone; it changes nothing else
  bool kinder_words = false;  ///< what one wrote has dots under absolutes, in the journal
  std::string practice;       ///< that Space begins; empty: the one for everybody
  std::string voice_of;       ///< whose kind words are kept here with a yes; empty: nobody's
  std::string place;          ///< the scene that was chosen last
  std::map<std::string, std::string> touch;  ///< by practice
  std::set<std::string> cards_seen;          ///< practices whose card was shown
  std::set<std::string> feedback_hidden;     ///< practices in which it was put away
};

/// The file's largest size in bytes.
inline constexpr std::size_t kLargestPreferences = kLargestOwnWay;

/// Reads the small TOML file that print() writes. Keys that are not known and values out of range
/// are passed over: a file from another version still counts. The error is a sentence with a line.
[[nodiscard]] Expected<Preferences, std::string> parse_preferences(std::string_view text,
                                                                   std::string_view file);
[[nodiscard]] std::string print(const Preferences& preferences);

}  // namespace ebb::scene
