#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "session/calm_down/breath_means.hpp"

namespace ebb {

/// One session to lay over others: its curve around a mark, told from `before` seconds before it.
struct OverlaySession {
  std::string sensor_kind;  ///< curves of different kinds are never mixed
  double date = 0.0;        ///< when it was, to order by; seconds of any one calendar
  BreathMeans curve;        ///< its zero lies `before` seconds before the mark
  double before = 0.0;
  double level_at_mark = 0.0;  ///< bpm, taken off when lines are told against the mark
};

/// Curves on one axis of time, in steps of `step` from `from`.
struct OverlayAxis {
  double from = -60.0;  ///< seconds, before the mark
  double to = 600.0;
  double step = 5.0;

  /// How many places there are, at most 100,000; none when the axis is not one.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] double at(std::size_t i) const { return from + step * static_cast<double>(i); }
};

/// bpm at each place of the axis; nothing where the session has no curve.
using OverlayLine = std::vector<std::optional<double>>;

struct OverlayGroup {
  std::string sensor_kind;
  std::vector<std::size_t> sessions;  ///< which of those given, by date and nothing else
  std::vector<OverlayLine> lines;     ///< of each of them
  OverlayLine low;                    ///< the middle half: only where four sessions have a curve
  OverlayLine high;
};

/// Sessions of each kind of sensor beside each other, in the order of their kinds' names. There is
/// no middle line, no trend and no rank. `against_mark`: bpm above the level at the mark.
[[nodiscard]] std::vector<OverlayGroup> lay_over(std::span<const OverlaySession> sessions,
                                                 const OverlayAxis& axis, bool against_mark);

}  // namespace ebb
