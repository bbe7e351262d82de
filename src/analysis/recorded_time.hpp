#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/units.hpp"

namespace ebb {

enum class TimeUnit : std::uint8_t { seconds, milliseconds, microseconds, nanoseconds };

/// A recording's own stamps as seconds from its beginning. Which unit they are in is told by the
/// usual step between them (nobody samples a body faster than every half millisecond or slower than
/// twice a second) unless it is said. Stamps that repeat, as a coarse clock's do, are spread; a
/// clock that is set back goes on from where it was. That and a step over a hole of two seconds
/// count once the next stamp confirms them, so that a single wild stamp moves nothing: the first
/// row after a hole is timed as the last before it.
class RecordedTime {
 public:
  /// `first`: the first few hundred stamps.
  RecordedTime(std::span<const double> first, std::optional<TimeUnit> unit);

  /// Mean rate of the first stamps, holes left out; nothing when they make no sense.
  [[nodiscard]] std::optional<Hertz> rate() const { return rate_; }
  [[nodiscard]] TimeUnit unit() const { return unit_; }
  /// Later than the one before.
  double seconds(double stamp);

 private:
  TimeUnit unit_ = TimeUnit::seconds;
  std::optional<Hertz> rate_;
  double scale_ = 1.0;
  double period_ = 0.0;
  std::optional<double> origin_;
  double last_ = 0.0;
  double shift_ = 0.0;
  std::optional<double> strayed_;  ///< where an unconfirmed step led
};

}  // namespace ebb
