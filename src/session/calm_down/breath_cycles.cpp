#include "session/calm_down/breath_cycles.hpp"

#include <algorithm>

#include "session/calm_down/cued_breaths.hpp"

namespace ebb {
namespace {

constexpr double kShortestBreath = 2.0;
constexpr double kLongestBreath = 20.0;
constexpr double kLeastQuality = 0.5;
constexpr double kWindow = 10.0;
constexpr double kShortestWindow = 5.0;
// Breaths that follow each other may overlap or part by as much, through their rounding.
constexpr double kTouching = 0.05;

using Cycles = std::vector<Cycle>;

void sort_by_start(Cycles& cycles) {
  std::stable_sort(cycles.begin(), cycles.end(),
                   [](const Cycle& a, const Cycle& b) { return a.start < b.start; });
}

void fill_with_windows(Cycles& out, double from, double to) {
  for (double left = to - from; left >= kShortestWindow; left = to - from) {
    const double length = std::min(kWindow, left);
    out.push_back({from, length, CycleOrigin::window});
    from += length;
  }
}

/// Those of `offered` that lie whole within [from, to) and do not overlap; what fills the holes
/// between them is up to `fill`.
template <class Fill>
void lay(const Cycles& offered, double from, double to, const Fill& fill) {
  auto next = std::lower_bound(offered.begin(), offered.end(), from - kTouching,
                               [](const Cycle& c, double start) { return c.start < start; });
  for (; next != offered.end() && next->start < to; ++next) {
    if (next->start < from - kTouching || next->start + next->length > to + kTouching) {
      continue;
    }
    fill.hole(from, next->start);
    fill.cycle(*next);
    from = next->start + next->length;
  }
  fill.hole(from, to);
}

struct WithWindows {
  Cycles& out;
  void hole(double from, double to) const { fill_with_windows(out, from, to); }
  void cycle(const Cycle& cycle) const { out.push_back(cycle); }
};

struct WithCues {
  Cycles& out;
  const Cycles& cued;
  void hole(double from, double to) const { lay(cued, from, to, WithWindows{out}); }
  void cycle(const Cycle& cycle) const { out.push_back(cycle); }
};

}  // namespace

bool is_trusted(const Breath& breath) {
  const double period = breath.period.count();
  return period >= kShortestBreath && period <= kLongestBreath && breath.quality >= kLeastQuality;
}

std::vector<Cycle> breath_cycles(const TimeSpan& span, std::span<const Breath> breaths,
                                 std::span<const PracticeEvent> practice) {
  const double length = span.seconds();
  const double origin = to_seconds(span.from);
  Cycles sensed;
  for (const Breath& breath : breaths) {
    if (is_trusted(breath) && span.holds(breath.start)) {
      sensed.push_back(
          {to_seconds(breath.start) - origin, breath.period.count(), CycleOrigin::breath});
    }
  }
  Cycles cued;
  for (const CuedBreath& breath : cued_breaths(practice)) {
    if (breath.whole && span.holds(breath.time)) {
      cued.push_back({to_seconds(breath.time) - origin, breath.seconds, CycleOrigin::cue});
    }
  }
  sort_by_start(sensed);
  sort_by_start(cued);
  Cycles cycles;
  lay(sensed, 0.0, length, WithCues{cycles, cued});
  return cycles;
}

}  // namespace ebb
