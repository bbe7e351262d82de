#include "session/signal_word.hpp"

#include <algorithm>

namespace ebb {

namespace {
constexpr double kFair = 0.5;
constexpr double kGood = 0.75;
}  // namespace

SignalWord signal_word(const std::vector<SourceStatus>& sources, double quality, bool ever) {
  if (sources.empty()) {
    return SignalWord::none;
  }
  const bool streaming = std::any_of(sources.begin(), sources.end(), [](const SourceStatus& s) {
    return s.state == LinkState::streaming && s.on_body.value_or(true);
  });
  if (!streaming || quality < kFair) {
    return ever ? SignalWord::resting : SignalWord::finding;
  }
  return quality >= kGood ? SignalWord::good : SignalWord::fair;
}

std::string_view what_to_try(SignalFault fault, StreamKind kind) {
  const bool breath = kind == StreamKind::respiration || kind == StreamKind::acceleration;
  const bool light = kind == StreamKind::ppg;
  switch (fault) {
    case SignalFault::none:
      return "";
    case SignalFault::flat:
      return breath  ? "nothing moves: is the belt snug"
             : light ? "no pulse: a warmer finger, a lighter touch"
                     : "no signal: moisten the strap";
    case SignalFault::clipped:
      return breath  ? "cut off at its end: loosen the belt a little"
             : light ? "too bright: a lighter touch"
                     : "cut off at its end: a lower gain, if there is one";
    case SignalFault::mains:
      return "hum from the mains: move away from chargers, moisten the strap";
    case SignalFault::motion:
      return "movement: resting the hand or sitting back helps";
    case SignalFault::damaged:
      return "values that cannot be: unplug the sensor and plug it in again";
    case SignalFault::off_body:
      return "not worn, says the sensor";
    case SignalFault::too_few_beats:
      return breath ? "a few breaths more" : "a moment more; a damp strap helps";
    case SignalFault::two_rates:
      return "two breathing rates fit: a belt would tell";
  }
  return "";
}

std::string_view what_to_try(const Snapshot& snapshot) {
  bool breath_is_seen = false;
  for (const SourceStatus& source : snapshot.sources) {
    for (const StreamStatus& stream : source.streams) {
      breath_is_seen = breath_is_seen || stream.kind == StreamKind::respiration;
      if (stream.fault != SignalFault::none) {
        return what_to_try(stream.fault, stream.kind);
      }
    }
  }
  if (snapshot.heart_fault != SignalFault::none) {
    return what_to_try(snapshot.heart_fault, StreamKind::interval);
  }
  if (snapshot.breath_fault == SignalFault::flat && !breath_is_seen) {
    return "the heart hardly shows the breath: a belt would";
  }
  return what_to_try(snapshot.breath_fault, StreamKind::respiration);
}

}  // namespace ebb
