#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "archive/kept_session.hpp"
#include "core/expected.hpp"

namespace ebb {

/// A session out of another program's file: when it began only if the file says so.
struct ForeignSession {
  KeptSession session;
  bool dated = false;  ///< head.started_ms and the offset are the file's
};

/// One interval as a file tells it, and when it ended, in seconds from anywhere, if it says so.
struct ForeignInterval {
  double ms = 0.0;
  std::optional<double> time{};
};

/// Intervals become beats, judged as a whole recording is (estimation/intervals/
/// interval_correction). Where times are told and leave more than 3 s unexplained, something was
/// lost: a gap.
[[nodiscard]] KeptSession interval_session(std::span<const ForeignInterval> intervals);

/// A table of intervals between beats: one a line in ms or s (RR text, Elite HRV), or a column of a
/// CSV (Polar Sensor Logger, HRV Logger), with a column of times where there is one. The error is a
/// sentence.
[[nodiscard]] Expected<ForeignSession, std::string> read_interval_table(
    std::span<const std::uint8_t> bytes);

/// A table of heart rates with their times, as Polar Flow and Polar Sensor Logger export it.
[[nodiscard]] Expected<ForeignSession, std::string> read_rate_table(
    std::span<const std::uint8_t> bytes);

}  // namespace ebb
