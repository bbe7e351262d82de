#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "core/time.hpp"
#include "core/units.hpp"
#include "core/words.hpp"

namespace ebb {

/// What is thought of one interval. Nothing is deleted: a faulty one is kept with its verdict.
enum class IntervalVerdict : std::uint8_t {
  normal,
  ectopic,
  missed,  ///< a beat was not seen: about twice too long
  extra,   ///< a beat was seen that was not there: about half
  too_long,
  too_short,
  gap,  ///< something was lost before this beat: the interval means nothing
};

/// An instant and the interval that ended there (zero for the first beat and after a gap).
struct Beat {
  HostTime time;
  Milliseconds interval{};
  IntervalVerdict verdict = IntervalVerdict::normal;
  Milliseconds lag{};  ///< by how much the time is thought to trail the real beat
};

enum class BreathOrigin : std::uint8_t { none, respiration, heart };

/// One whole breath: from `start` (the turn into the in-breath) over `period`.
struct Breath {
  HostTime start;
  Seconds period{};
  double depth = 0.0;  ///< peak to trough, in the source's unit
  double quality = 0.0;
  BreathOrigin origin = BreathOrigin::none;
  Seconds in_breath{};  ///< the part of `period` that is the in-breath; zero when it is not known
};

/// A sensor came, went or changed. `note` is a sentence for a person, or empty.
enum class LinkState : std::uint8_t { searching, streaming, lost };
struct LinkEvent {
  HostTime time;
  std::string source;
  LinkState state = LinkState::searching;
  std::string note;
  std::uint32_t number = 0;  ///< of the sensor, in the order in which they joined the session
};

/// What the practice run told of itself: "began", "step", "cue in", "cue out", "eased off", "ended"
/// ...
struct PracticeEvent {
  HostTime time;
  std::string practice;
  std::string what;
  std::string step;
  double rate = 0.0;  ///< cued breaths per minute, of a cue
};

/// A moment on the timeline.
struct Mark {
  HostTime time;
  std::string label;
  Whose whose = Whose::person;
};

using Event = std::variant<Beat, Breath, LinkEvent, PracticeEvent, Mark>;

}  // namespace ebb
