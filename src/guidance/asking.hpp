#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"
#include "guidance/practice.hpp"
#include "guidance/run_view.hpp"

namespace ebb {

/// Something the person wrote or chose in a practice. What is to be kept nowhere never becomes one.
struct Answer {
  HostTime time;
  std::string practice;
  std::string step;
  std::string text;
  Ask::Keep keep = Ask::Keep::session;
};

/// Lines and bytes of an answer; what goes beyond is cut off. A page is for the journal.
inline constexpr int kMostAnswerLines = 5;
inline constexpr std::size_t kLongestAnswer = 600;

/// The words as they were typed, but for control characters, blank ends, and what is too long. A
/// question for one line gets one.
[[nodiscard]] std::string own_words(std::string_view typed, Ask::Kind kind);

/// The question as it is shown: that of "choices" ends where its choices begin.
[[nodiscard]] AskView shown(const Ask& ask, bool answered);

}  // namespace ebb
