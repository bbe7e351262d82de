#include "archive/imports/edf_session.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

#include "archive/imports/complete_session.hpp"
#include "feed/words.hpp"

namespace ebb {
namespace {

constexpr double kLongestImport = 48.0 * 3600.0;
constexpr double kLongestInterval = 10.0;  // seconds; between beats further apart much was lost
constexpr double kAtLeastFair = 0.5;       // quality: all that is known of what was drawn at all

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// The text behind "front: ", or nothing.
std::optional<std::string> behind(const std::string& text, std::string_view front) {
  const bool begins =
      text.compare(0, front.size(), front) == 0 && text.compare(front.size(), 2, ": ") == 0;
  return begins ? std::optional{text.substr(front.size() + 2)} : std::nullopt;
}

void add_beat(KeptSession& session, HostTime time, std::string_view verdict) {
  Beat beat{.time = time};
  const auto known = verdict.empty()
                         ? IntervalVerdict::normal
                         : feed::from_word<IntervalVerdict>(verdict).value_or(IntervalVerdict::gap);
  const double seconds =
      session.beats.empty() ? 0.0 : to_seconds(time) - to_seconds(session.beats.back().time);
  const bool interval =
      known != IntervalVerdict::gap && seconds > 0.0 && seconds < kLongestInterval;
  beat.interval = interval ? Milliseconds{1e3 * seconds} : Milliseconds{};
  beat.verdict = interval ? known : IntervalVerdict::gap;
  session.beats.push_back(beat);
}

/// "breath" was felt by a sensor; behind it may stand another origin.
std::optional<BreathOrigin> breath_of(const EdfAnnotation& note) {
  constexpr std::string_view kBreath = "breath";
  const std::string_view text = note.text;
  if (text.substr(0, kBreath.size()) != kBreath || !note.length || !(*note.length > 0.0) ||
      *note.length >= 120.0) {
    return std::nullopt;
  }
  const std::string_view rest = text.substr(kBreath.size());
  if (rest.empty()) {
    return BreathOrigin::respiration;
  }
  return rest.front() == ' ' ? feed::from_word<BreathOrigin>(rest.substr(1)) : std::nullopt;
}

void add_note(KeptSession& session, const EdfAnnotation& note) {
  const HostTime time = at_seconds<HostTime>(note.onset);
  const std::string& text = note.text;
  constexpr std::array<std::string_view, 3> kTurns{"began", "ended", "ended early"};
  if (text == "beat" || text.compare(0, 5, "beat ") == 0) {
    add_beat(session, time, std::string_view{text}.substr(std::min<std::size_t>(5, text.size())));
  } else if (const auto origin = breath_of(note)) {
    session.breaths.push_back({.start = time,
                               .period = Seconds{*note.length},
                               .quality = kAtLeastFair,
                               .origin = *origin});
  } else if (behind(text, "gap")) {
    return;  // of a wave; what is made of waves shows its own
  } else if (const auto step = behind(text, "step")) {
    const std::string practice = session.practice.empty() ? "" : session.practice.back().practice;
    session.practice.push_back({time, practice, "step", *step, 0.0});
  } else {
    for (const std::string_view turn : kTurns) {
      if (const auto practice = behind(text, turn)) {
        session.practice.push_back({time, *practice, std::string{turn}, "", 0.0});
        return;
      }
    }
    KeptMark mark;
    mark.time = time;
    mark.label = behind(text, "mark").value_or(text == "mark" ? std::string{} : text);
    session.marks.push_back(std::move(mark));
  }
}

std::optional<KeptRate::Of> rate_in(const EdfSignal& signal) {
  const std::string label = lower(signal.label);
  const std::string unit = lower(signal.unit);
  const bool a_minute = holds(unit, "/min") || holds(unit, "bpm") || holds(unit, "rpm");
  if (!a_minute || !(signal.rate > 0.0)) {
    return std::nullopt;
  }
  if (holds(label, "breath") || holds(label, "resp")) {
    return KeptRate::Of::breath;
  }
  const bool heart = holds(label, "heart") || holds(label, "pulse") || label == "hr";
  return heart ? std::optional{KeptRate::Of::heart} : std::nullopt;
}

/// One a second, and only where there is one.
void add_rates(KeptSession& session, const EdfSignal& signal, KeptRate::Of of) {
  const auto seconds = static_cast<std::size_t>(
      std::min(kLongestImport, static_cast<double>(signal.samples.size()) / signal.rate));
  for (std::size_t second = 0; second < seconds; ++second) {
    const auto place = static_cast<std::size_t>(static_cast<double>(second) * signal.rate);
    const double value =
        static_cast<double>(signal.samples[std::min(place, signal.samples.size() - 1)]);
    constexpr double kLeast = 0.5;
    if (value > kLeast && value < 400.0) {
      session.rates.push_back(
          {at_seconds<HostTime>(static_cast<double>(second)), of, value, kAtLeastFair});
    }
  }
}

}  // namespace

Expected<ForeignSession, std::string> edf_session(const EdfRecording& recording) {
  ForeignSession out;
  KeptSession& session = out.session;
  std::vector<EdfAnnotation> notes = recording.annotations;
  std::stable_sort(notes.begin(), notes.end(), [](const EdfAnnotation& a, const EdfAnnotation& b) {
    return a.onset < b.onset;
  });
  for (const EdfAnnotation& note : notes) {
    if (note.onset >= 0.0 && note.onset < kLongestImport) {
      add_note(session, note);
    }
  }
  for (const EdfSignal& signal : recording.signals) {
    if (const auto of = rate_in(signal)) {
      add_rates(session, signal, *of);
    }
  }
  std::stable_sort(session.rates.begin(), session.rates.end(),
                   [](const KeptRate& a, const KeptRate& b) { return a.time < b.time; });
  if (session.beats.empty() && session.breaths.empty() && session.rates.empty()) {
    return Unexpected{
        std::string{"neither beats, breaths nor rates are noted in it; of waveforms `ebb analyse` "
                    "makes them."}};
  }
  KeptSensor sensor;
  sensor.name = "imported EDF";
  sensor.can_tell.intervals = !session.beats.empty();
  sensor.can_tell.heart_rate =
      session.beats.empty() && std::any_of(session.rates.begin(), session.rates.end(),
                                           [](auto& r) { return r.of == KeptRate::Of::heart; });
  sensor.can_tell.respiration =
      std::any_of(session.breaths.begin(), session.breaths.end(),
                  [](auto& breath) { return breath.origin == BreathOrigin::respiration; });
  session.sensors.push_back(std::move(sensor));
  session.head.length = Seconds{std::min(recording.seconds, kLongestImport)};
  session.finished = true;
  complete(session);
  if (recording.started_ms) {
    session.head.started_ms = *recording.started_ms;
    out.dated = true;
  }
  return out;
}

}  // namespace ebb
