#include "session/calm_down/cued_breaths.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace ebb {
namespace {

// A guide that is paced at all cues between one breath in two seconds and one in forty.
constexpr double kShortest = 2.0;
constexpr double kLongest = 40.0;
constexpr double kLate = 0.1;  // of a breath

/// After these the guide stands still, or begins anew somewhere that the next cue tells.
bool stops(std::string_view what) {
  constexpr std::array<std::string_view, 8> kStops{
      "began", "paused", "resumed", "eased off", "grounding", "came back", "ended", "ended early"};
  return std::find(kStops.begin(), kStops.end(), what) != kStops.end();
}

bool is_cue(const PracticeEvent& event) {
  const double period = 60.0 / event.rate;
  return (event.what == "cue in" || event.what == "cue") && period >= kShortest &&
         period <= kLongest;
}

}  // namespace

std::vector<CuedBreath> cued_breaths(std::span<const PracticeEvent> practice) {
  std::vector<const PracticeEvent*> order;
  for (const PracticeEvent& event : practice) {
    if (is_cue(event) || stops(event.what)) {
      order.push_back(&event);
    }
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->time < b->time; });
  std::vector<CuedBreath> breaths;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (!is_cue(*order[i])) {
      continue;
    }
    CuedBreath breath{order[i]->time, 60.0 / order[i]->rate, true};
    if (i + 1 < order.size()) {
      const double until = to_seconds(order[i + 1]->time) - to_seconds(breath.time);
      breath.whole = until >= breath.seconds * (1.0 - kLate);
      breath.seconds = std::min(breath.seconds, until);
    }
    breaths.push_back(breath);
  }
  return breaths;
}

}  // namespace ebb
