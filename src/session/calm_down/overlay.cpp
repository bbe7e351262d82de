#include "session/calm_down/overlay.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "session/calm_down/quantile.hpp"
#include "session/calm_down/smooth_curve.hpp"

namespace ebb {
namespace {

constexpr std::size_t kFewestForBand = 4;

OverlayLine line_of(const OverlaySession& session, const OverlayAxis& axis, bool against_mark) {
  OverlayLine line(axis.size());
  const double off = against_mark ? session.level_at_mark : 0.0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (const auto point = smoothed_at(session.curve.points, axis.at(i) + session.before)) {
      line[i] = point->rate - off;
    }
  }
  return line;
}

void add_band(OverlayGroup& group, std::size_t places) {
  group.low.resize(places);
  group.high.resize(places);
  std::vector<double> values;
  for (std::size_t i = 0; i < places; ++i) {
    values.clear();
    for (const OverlayLine& line : group.lines) {
      if (line[i]) {
        values.push_back(*line[i]);
      }
    }
    if (values.size() >= kFewestForBand) {
      std::sort(values.begin(), values.end());
      group.low[i] = quantile(values, 0.25);
      group.high[i] = quantile(values, 0.75);
    }
  }
}

}  // namespace

std::size_t OverlayAxis::size() const {
  constexpr double kMost = 100'000.0;
  const double steps = std::floor((to - from) / step);
  return steps >= 0.0 && step > 0.0 && steps < kMost ? static_cast<std::size_t>(steps) + 1 : 0;
}

std::vector<OverlayGroup> lay_over(std::span<const OverlaySession> sessions,
                                   const OverlayAxis& axis, bool against_mark) {
  std::map<std::string, OverlayGroup> groups;
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    OverlayGroup& group = groups[sessions[i].sensor_kind];
    group.sensor_kind = sessions[i].sensor_kind;
    group.sessions.push_back(i);
  }
  std::vector<OverlayGroup> told;
  for (auto& [kind, group] : groups) {
    std::stable_sort(
        group.sessions.begin(), group.sessions.end(),
        [&](std::size_t a, std::size_t b) { return sessions[a].date < sessions[b].date; });
    for (const std::size_t i : group.sessions) {
      group.lines.push_back(line_of(sessions[i], axis, against_mark));
    }
    add_band(group, axis.size());
    told.push_back(std::move(group));
  }
  return told;
}

}  // namespace ebb
