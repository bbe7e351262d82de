#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ebb {

inline constexpr std::size_t kLongestEntry = 100'000;  ///< bytes; what is longer is cut off

/// In place of a session's id while that is not known: the one that was kept just now, if one was.
inline constexpr std::string_view kSessionJustKept = "now";

/// Words of the journal: a line or a page, and nothing else about them. What was let go is never
/// one of these.
struct JournalEntry {
  std::string id{};             ///< 16 hex digits, random
  std::int64_t written_ms = 0;  ///< Unix time
  int utc_offset_min = 0;
  std::string text{};
  std::string session{};  ///< id of the one they belong to; empty: to none
  bool bring = false;     ///< to a session
  bool together = false;  ///< may be shown when two look back together
  bool starred = false;   ///< by the person, never by Ebb
  friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

}  // namespace ebb
