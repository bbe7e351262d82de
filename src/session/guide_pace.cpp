#include "session/guide_pace.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace ebb {

namespace {

// A guide that is paced at all cues between one breath in two seconds and one in forty.
constexpr double kShortest = 2.0;
constexpr double kLongest = 40.0;
// The next cue may be told a little late; a breath that is cued no more is over.
constexpr double kLate = 1.1;

/// After these the guide stands still, or begins anew somewhere that the next cue tells.
bool stops(std::string_view what) {
  constexpr std::array<std::string_view, 8> kStops{
      "began", "paused", "resumed", "eased off", "grounding", "came back", "ended", "ended early"};
  return std::find(kStops.begin(), kStops.end(), what) != kStops.end();
}

}  // namespace

void GuidePace::push(const PracticeEvent& event) {
  const double period = 60.0 / event.rate;
  // "cue" is what recordings of earlier versions have.
  if ((event.what == "cue in" || event.what == "cue") && period >= kShortest &&
      period <= kLongest) {
    cues_.push({event.time, period});
  } else if (stops(event.what)) {
    cues_.push({event.time, 0.0});
  }
}

std::optional<GuidePace::Place> GuidePace::at(HostTime time) const {
  for (std::size_t i = cues_.size(); i > 0; --i) {
    const Cue& cue = cues_[i - 1];
    if (cue.time > time) {
      continue;
    }
    const double turns = Seconds{time - cue.time}.count() / cue.period;
    if (cue.period <= 0.0 || turns > kLate) {
      return std::nullopt;
    }
    return Place{wrapped(Turns{turns}), Seconds{cue.period}};
  }
  return std::nullopt;
}

}  // namespace ebb
