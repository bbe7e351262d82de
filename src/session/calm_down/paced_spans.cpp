#include "session/calm_down/paced_spans.hpp"

#include <algorithm>

#include "session/calm_down/cued_breaths.hpp"

namespace ebb {
namespace {

constexpr double kShortRest = 30.0;

}  // namespace

std::vector<TimeSpan> paced_spans(std::span<const PracticeEvent> practice) {
  std::vector<TimeSpan> spans;
  for (const CuedBreath& breath : cued_breaths(practice)) {
    const TimeSpan span{breath.time, later(breath.time, breath.seconds)};
    if (!spans.empty() && TimeSpan{spans.back().to, span.from}.seconds() <= kShortRest) {
      spans.back().to = std::max(spans.back().to, span.to);
    } else {
      spans.push_back(span);
    }
  }
  return spans;
}

}  // namespace ebb
