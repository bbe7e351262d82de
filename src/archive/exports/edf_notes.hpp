#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/kept_session.hpp"

namespace ebb {

/// One annotation of an EDF+ file.
struct EdfNote {
  std::int64_t onset = 0;    ///< in 0.1 ms from the beginning, which is what EDFlib takes
  std::int64_t length = -1;  ///< in 0.1 ms; -1: an instant
  std::string text{};        ///< UTF-8, at most kLongestNote bytes
};

/// More is cut off by EDFlib: longer texts are parted, at one instant.
inline constexpr std::size_t kLongestNote = 40;

/// In order of time, those that matter most first among equals; none before the beginning or at or
/// after `end`.
[[nodiscard]] std::vector<EdfNote> edf_notes(const KeptSession& session, HostTime end);

}  // namespace ebb
