#include <algorithm>
#include <cmath>
#include <utility>

#include "session/freshness.hpp"
#include "session/session_state.hpp"
#include "session/signal_word.hpp"

namespace ebb {

namespace {

// Below this an estimate is not shown, so a person may want to know why.
constexpr double kUsable = 0.5;
// A pause, or a beat that was not seen, is no fault yet: so many in a row are.
constexpr int kImpossible = 3;
// Further from the rate told than this, the heart's swing goes with something else.
constexpr double kSameBreath = 0.15;

bool is_wave(StreamKind kind) { return kind == StreamKind::ecg || kind == StreamKind::ppg; }

}  // namespace

bool Session::Impl::is_worn(std::size_t source) const {
  const SourceStatus& status = sources[source].status;
  return status.state == LinkState::streaming && status.on_body.value_or(true);
}

bool Session::Impl::is_off_body(std::size_t source) const {
  const SourceStatus& status = sources[source].status;
  return status.state == LinkState::streaming && !status.on_body.value_or(true);
}

bool Session::Impl::heart_is_off_body() const {
  if (heart_choice.chosen()) {
    return is_off_body(*heart_choice.chosen());
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].about_heart && is_off_body(i)) {
      return true;
    }
  }
  return false;
}

bool Session::Impl::heart_speaks() const {
  return heart_choice.chosen() && is_worn(*heart_choice.chosen());
}

bool Session::Impl::heart_is_heard(HostTime now) const {
  return heart_speaks() && now - heart_heard < to_microseconds(Seconds{kNothingAfter});
}

HeartWords Session::Impl::heart_words(HostTime now) const {
  HeartWords words;
  if (heart_speaks()) {
    const double silent = Seconds{now - heart_heard}.count();
    words.swing = heart.breath(std::max(now, heart.newest()));
    words.swing.rate = aged(words.swing.rate, silent);
    words.swing.phase = aged(words.swing.phase, silent);
  }
  const auto worn = [&](StreamKind kind) {
    const auto source = waves.source(kind, now);
    return source && is_worn(*source);
  };
  if (!waves.speak(now) || !(worn(StreamKind::ecg) || worn(StreamKind::ppg))) {
    return words;
  }
  // The intervals have their say in what the waves tell; of the swing the phase is left.
  words.waves.rate = waves.rate(now);
  if (words.waves.rate && words.swing.rate &&
      std::abs(words.swing.rate->value / words.waves.rate->value - 1.0) <= kSameBreath) {
    words.waves.phase = words.swing.phase;
  }
  words.swing = {};
  return words;
}

void Session::Impl::tell_heart(HostTime now, Snapshot& snapshot) const {
  // A recording played fast runs ahead of this clock; then it is asked at its own newest instant,
  // and its age is told by when it was last heard.
  const HostTime heart_now = std::max(now, heart.newest());
  const auto age = [now](HostTime heard_at, HostTime at, HostTime spoken_of) {
    return std::max(Seconds{now - heard_at}.count(), Seconds{at - spoken_of}.count());
  };
  const auto heart_aged = [&](const auto& estimate) {
    return estimate && heart_speaks() ? aged(estimate, age(heart_heard, heart_now, estimate->time))
                                      : std::nullopt;
  };
  snapshot.heart_rate = heart_aged(heart.rhythm().heart_rate());
  if (!snapshot.heart_rate && told_rate && heart_speaks()) {
    snapshot.heart_rate = aged(told_rate, Seconds{now - told_rate->time}.count());
  }
  snapshot.rmssd = heart_aged(heart.rmssd());
  for (std::size_t which = 0; which < SlidingHrv::kLengths.size(); ++which) {
    // What was so long ago that there is no heart rate any more is not told either.
    const auto window = heart.variability().values(which);
    if (window && snapshot.heart_rate) {
      snapshot.variability.push_back(*window);
    }
  }
  snapshot.heart_totals = heart.rhythm().totals();
}

void Session::Impl::tell_breath(HostTime now, Snapshot& snapshot) const {
  const auto grounded = [&](BreathCandidate& words) {
    // The breath that a heart shows cannot be surer than the heart.
    words.rate = no_surer(words.rate, snapshot.heart_rate);
    words.phase = no_surer(words.phase, snapshot.heart_rate);
  };
  HeartWords words = heart_words(now);
  grounded(words.waves);
  grounded(words.swing);
  const Breathing breathing = breath.at(now, words);
  if (breathing.estimate.rate) {
    snapshot.breath_origin = breathing.origin;
    snapshot.breath_rate = breathing.estimate.rate;
    snapshot.breath_phase = breathing.estimate.phase;
  }
}

void Session::Impl::tell_faults(HostTime now, Snapshot& snapshot) const {
  const auto good = [](const auto& estimate) { return estimate && estimate->quality >= kUsable; };
  if (heart_is_off_body()) {
    snapshot.heart_fault = SignalFault::off_body;
  } else if (!good(snapshot.heart_rate) && heart_is_heard(now)) {
    const bool untold = (heart_kind == StreamKind::heart_rate && !told_rate) ||
                        sources[*heart_choice.chosen()].impossible >= kImpossible;
    const SignalFault fault = untold                               ? SignalFault::damaged
                              : heart_kind && is_wave(*heart_kind) ? waves.fault(*heart_kind)
                                                                   : SignalFault::none;
    snapshot.heart_fault = fault == SignalFault::none ? SignalFault::too_few_beats : fault;
  }
  if (!good(snapshot.breath_rate)) {
    tell_breath_fault(now, snapshot);
  }
}

void Session::Impl::tell_breath_fault(HostTime now, Snapshot& snapshot) const {
  const BreathVoice* const seen = breath.spokesman();
  if (seen != nullptr && is_off_body(seen->name().source)) {
    snapshot.breath_fault = SignalFault::off_body;
  } else if (seen != nullptr && is_worn(seen->name().source) && seen->is_heard(now)) {
    const SignalFault fault = seen->fault();
    snapshot.breath_fault = fault == SignalFault::none ? SignalFault::too_few_beats : fault;
  } else if (snapshot.heart_fault != SignalFault::none) {
    snapshot.breath_fault = snapshot.heart_fault;
  } else if (heart_is_heard(now)) {
    snapshot.breath_fault = heart.breath_fault();
  }
}

/// What is wrong with the stream, though the heart may be told from it all the same.
SignalFault Session::Impl::heart_stream_fault(const Snapshot& snapshot) const {
  if (snapshot.heart_fault != SignalFault::none) {
    return snapshot.heart_fault;
  }
  if (is_wave(*heart_kind) && waves.fault(*heart_kind) == SignalFault::clipped) {
    return SignalFault::clipped;
  }
  const bool repeats =
      heart_kind == StreamKind::interval && sources[*heart_choice.chosen()].repeated.repeats();
  return repeats ? SignalFault::damaged : SignalFault::none;
}

void Session::Impl::tell_sources(HostTime now, Snapshot& snapshot) const {
  for (const Source& source : sources) {
    snapshot.sources.push_back(source.status);
  }
  if (heart_kind && heart_is_heard(now)) {
    const double told = snapshot.heart_rate ? snapshot.heart_rate->quality : 0.0;
    const double quality = is_wave(*heart_kind) ? waves.quality(*heart_kind) : told;
    const std::size_t source = *heart_choice.chosen();
    snapshot.sources[source].streams.push_back(
        {*heart_kind, quality, heart_stream_fault(snapshot)});
  }
  for (const StreamKind kind : {StreamKind::ecg, StreamKind::ppg}) {
    const auto source = waves.source(kind, now);
    if (source && kind != heart_kind && is_worn(*source)) {
      snapshot.sources[*source].streams.push_back({kind, waves.quality(kind), waves.fault(kind)});
    }
  }
  for (const BreathVoice& voice : breath.voices()) {
    const std::size_t source = voice.name().source;
    if (voice.is_heard(now) && is_worn(source)) {
      snapshot.sources[source].streams.push_back(
          {voice.name().kind, voice.quality(now), voice.fault()});
    }
  }
}

Snapshot Session::snapshot(HostTime now) const {
  const Impl& in = *impl_;
  Snapshot snapshot;
  snapshot.time = now;
  in.tell_heart(now, snapshot);
  in.tell_breath(now, snapshot);
  in.together.tell(now, snapshot);
  in.tell_faults(now, snapshot);
  in.tell_sources(now, snapshot);
  double best = 0.0;
  if (snapshot.heart_rate) {
    best = snapshot.heart_rate->quality;
  }
  if (snapshot.breath_rate) {
    best = std::max(best, snapshot.breath_rate->quality);
  }
  snapshot.signal = signal_word(snapshot.sources, best, in.ever);
  return snapshot;
}

}  // namespace ebb
