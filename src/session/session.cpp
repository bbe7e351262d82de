#include "session/session.hpp"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

#include "session/breath_path.hpp"
#include "session/freshness.hpp"
#include "session/heart_and_breath.hpp"
#include "session/heart_path.hpp"
#include "session/signal_word.hpp"
#include "session/source_choice.hpp"
#include "session/source_timing.hpp"
#include "session/wave_beats.hpp"

namespace ebb {

namespace {

// What a sensor says of beats, best first: intervals it measured itself, beats it marked, waves in
// which beats are found here, a rate alone.
constexpr int kIntervalRank = 5;
constexpr int kBeatRank = 4;
constexpr int kEcgRank = 3;
constexpr int kPpgRank = 2;
constexpr int kRateRank = 1;
constexpr int kBreathRank = 1;

// How far a device's own figure is believed: enough to be shown, no more.
constexpr double kToldQuality = 0.5;
// Below this an estimate is not shown, so a person may want to know why.
constexpr double kUsable = 0.5;

struct Source {
  SourceStatus status;
  SourceTiming timing;
  std::optional<std::uint32_t> boot;
  bool timed = false;        ///< its last sample came with a time of the device
  bool tells_beats = false;  ///< so its waveform is not searched for them as well
};

}  // namespace

struct Session::Impl {
  std::vector<Source> sources;
  SourceChoice heart_choice;
  SourceChoice breath_choice;
  HeartPath heart;
  WaveBeats wave;
  // Of several streams of one device the first counts: a chest and a belly belt, red and infrared
  // light are not one signal.
  std::optional<std::uint8_t> wave_stream;
  std::optional<std::uint8_t> breath_stream;
  std::optional<StreamKind> heart_kind;  ///< what the heart is read from
  BreathPath breath;
  HeartAndBreath together;
  std::optional<Estimate<BeatsPerMinute>> told_rate;
  HostTime heart_heard{};   ///< arrival of what last told of the heart
  HostTime breath_heard{};  ///< likewise of a respiration signal
  bool ever = false;

  void on_beat(const Beat& beat, const EventSink& sink) {
    sink(beat);
    together.push(beat);
    heart.expect(together.guided(beat.time));
    if (const std::optional<Breath> shown = heart.take_breath()) {
      on_breath(*shown, sink);
    }
    ever = ever || heart.rhythm().heart_rate().has_value();
  }
  void on_breath(const Breath& whole, const EventSink& sink) {
    sink(whole);
    if (breath.origin() == whole.origin) {
      together.push(whole);
    }
  }
  /// Whether the chosen sensor is there and, as far as it can tell, on the body.
  [[nodiscard]] bool speaks(const SourceChoice& choice) const {
    if (!choice.chosen()) {
      return false;
    }
    const SourceStatus& status = sources[*choice.chosen()].status;
    return status.state == LinkState::streaming && status.on_body.value_or(true);
  }
  HeartPath::BeatSink beats_to(const EventSink& sink) {
    return [this, &sink](const Beat& beat) { on_beat(beat, sink); };
  }
  bool heart_from(SourceId id, StreamKind kind, int rank, HostTime arrival) {
    if (!heart_choice.take(id, rank, arrival)) {
      return false;
    }
    if (heart_choice.changed()) {
      heart.restart();
      together.restart_heart();
      wave.reset();
      wave_stream.reset();
    }
    heart_heard = arrival;
    heart_kind = kind;
    return true;
  }
  void interrupt_heart(SourceId id) {
    if (heart_choice.chosen() == id) {
      heart.interrupt();
      wave.interrupt();
    }
  }
  void interrupt(SourceId id) {
    interrupt_heart(id);
    if (heart_choice.chosen() == id) {
      told_rate.reset();
    }
    if (breath_choice.chosen() == id) {
      breath.gap();
    }
  }

  // What each kind of reading does.

  void take(SourceId id, const ClockReading& reading, const EventSink&) {
    sources[id].timing.push(reading);
  }
  void take(SourceId id, const WaveSample& sample, const EventSink& sink) {
    const HostTime time = sources[id].timing.sample_time(sample);
    sources[id].timed = sources[id].timing.timed(sample);
    if (sample.kind == StreamKind::ecg || sample.kind == StreamKind::ppg) {
      take_wave(id, sample, time, sink);
      return;
    }
    const bool another =
        breath_choice.chosen() == id && breath_stream.value_or(sample.stream) != sample.stream;
    if (sample.kind != StreamKind::respiration || another ||
        !breath_choice.take(id, kBreathRank, sample.arrival)) {
      return;
    }
    if (breath_choice.changed()) {
      breath.restart();
      together.restart_breath();
    }
    breath_stream = sample.stream;
    breath_heard = sample.arrival;
    if (const std::optional<Breath> whole = breath.push(time, sample.value, sample.arrival)) {
      ever = true;
      on_breath(*whole, sink);
    }
    breath.weigh(sample.arrival, heart);
  }
  void take_wave(SourceId id, const WaveSample& sample, HostTime time, const EventSink& sink) {
    const int rank = sample.kind == StreamKind::ecg ? kEcgRank : kPpgRank;
    const bool another =
        heart_choice.chosen() == id && wave_stream.value_or(sample.stream) != sample.stream;
    if (sources[id].tells_beats || another || !heart_from(id, sample.kind, rank, sample.arrival)) {
      return;
    }
    wave_stream = sample.stream;
    heart.push(sample.kind, time, sample.value);
    if (const std::optional<Beat> found = wave.push(sample.kind, time, sample.value)) {
      heart.push(*found, beats_to(sink));
      breath.weigh(sample.arrival, heart);
    }
  }
  void take(SourceId id, const IntervalReading& reading, const EventSink& sink) {
    sources[id].tells_beats = true;
    if (heart_from(id, StreamKind::interval, kIntervalRank, reading.arrival)) {
      const HostTime time = sources[id].timing.event_time(reading.reception, reading.arrival);
      heart.push(reading, time, beats_to(sink));
      breath.weigh(reading.arrival, heart);
    }
  }
  void take(SourceId id, const BeatReading& reading, const EventSink& sink) {
    sources[id].tells_beats = true;
    if (heart_from(id, StreamKind::interval, kBeatRank, reading.arrival)) {
      const HostTime time = sources[id].timing.event_time(reading.time, reading.arrival);
      heart.push(reading, time, beats_to(sink));
      breath.weigh(reading.arrival, heart);
    }
  }
  // A rate that a device worked out by a method of its own: all there is from some watches. It
  // counts only where nobody tells intervals, and nothing else is made out of it.
  void take(SourceId id, const HeartRateReading& reading, const EventSink&) {
    if (heart_choice.take(id, kRateRank, reading.arrival)) {
      told_rate = Estimate<BeatsPerMinute>{reading.rate, reading.rate, reading.rate, kToldQuality,
                                           reading.arrival};
      heart_heard = reading.arrival;
      heart_kind = StreamKind::heart_rate;
      ever = true;
    }
  }
  void take(SourceId id, const ContactReading& reading, const EventSink&) {
    std::optional<bool>& on_body = sources[id].status.on_body;
    if (on_body.value_or(true) && !reading.on_body) {
      interrupt(id);
    }
    on_body = reading.on_body;
  }
  void take(SourceId id, const BatteryReading& reading, const EventSink&) {
    sources[id].status.battery = reading.percent;
  }
  void take(SourceId id, const HelloReading& reading, const EventSink&) {
    Source& source = sources[id];
    if (!reading.name.empty()) {
      source.status.name = reading.name;
    }
    if (source.boot && *source.boot != reading.boot) {
      source.timing.reset();
      interrupt(id);
    }
    source.boot = reading.boot;
  }
  // Where the device tells the times of its samples, they show how much is missing; what is not a
  // wave, or has no times, is parted at once; but a breath is long beside a few lost samples.
  void take(SourceId id, const LossReading& loss, const EventSink&) {
    if (!sources[id].timed) {
      interrupt_heart(id);
      if (breath_choice.chosen() == id) {
        breath.lose(sources[id].timing.length(breath_stream.value_or(0), loss.frames));
      }
    } else if (heart_choice.chosen() == id && heart_kind == StreamKind::interval) {
      heart.interrupt();
    }
  }

  // What a viewer is told.

  /// Whether anything of the chosen sensor has come lately.
  [[nodiscard]] bool heard(const SourceChoice& choice, HostTime last, HostTime now) const {
    return speaks(choice) && now - last < to_microseconds(Seconds{kNothingAfter});
  }
  [[nodiscard]] bool off_body(const SourceChoice& choice) const {
    return choice.chosen() && sources[*choice.chosen()].status.state == LinkState::streaming &&
           !sources[*choice.chosen()].status.on_body.value_or(true);
  }
  void tell_heart(HostTime now, Snapshot& snapshot) const;
  void tell_breath(HostTime now, Snapshot& snapshot) const;
  void tell_faults(HostTime now, Snapshot& snapshot) const;
  void tell_sources(HostTime now, Snapshot& snapshot) const;
};

Session::Session() : impl_(std::make_unique<Impl>()) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

SourceId Session::add_source(std::string name, std::string protocol, bool simulated) {
  Source source;
  source.status.name = std::move(name);
  source.status.protocol = std::move(protocol);
  source.status.simulated = simulated;
  impl_->sources.push_back(std::move(source));
  return impl_->sources.size() - 1;
}

void Session::set_protocol(SourceId source, std::string protocol) {
  assert(source < impl_->sources.size());
  impl_->sources[source].status.protocol = std::move(protocol);
}

void Session::push(SourceId source, const Reading& reading, const EventSink& sink) {
  assert(source < impl_->sources.size());
  std::visit([&](const auto& r) { impl_->take(source, r, sink); }, reading);
}

void Session::push(SourceId source, LinkState state, std::string note, HostTime now,
                   const EventSink& sink) {
  assert(source < impl_->sources.size());
  Source& at = impl_->sources[source];
  if (state != LinkState::streaming && at.status.state == LinkState::streaming) {
    // What comes after a lost link may be another boot of the device, with another clock.
    at.timing.reset();
    at.boot.reset();
    at.status.on_body.reset();
    at.status.battery.reset();
    impl_->interrupt(source);
  }
  at.status.state = state;
  at.status.note = note;
  sink(LinkEvent{now, at.status.name, state, std::move(note), static_cast<std::uint32_t>(source)});
}

void Session::push(const PracticeEvent& event, const EventSink& sink) {
  sink(event);
  impl_->together.push(event);
}

void Session::push(const Mark& mark, const EventSink& sink) { sink(mark); }

void Session::finish(const EventSink& sink) { impl_->heart.finish(impl_->beats_to(sink)); }

void Session::Impl::tell_heart(HostTime now, Snapshot& snapshot) const {
  // A recording played fast runs ahead of this clock; then it is asked at its own newest instant,
  // and its age is told by when it was last heard.
  const HostTime heart_now = std::max(now, heart.newest());
  const auto age = [now](HostTime heard_at, HostTime at, HostTime spoken_of) {
    return std::max(Seconds{now - heard_at}.count(), Seconds{at - spoken_of}.count());
  };
  const auto heart_aged = [&](const auto& estimate) {
    return estimate && speaks(heart_choice)
               ? aged(estimate, age(heart_heard, heart_now, estimate->time))
               : std::nullopt;
  };
  snapshot.heart_rate = heart_aged(heart.rhythm().heart_rate());
  if (!snapshot.heart_rate && told_rate && speaks(heart_choice)) {
    snapshot.heart_rate = aged(told_rate, Seconds{now - told_rate->time}.count());
  }
  snapshot.rmssd = heart_aged(heart.rhythm().rmssd());
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
  const Breathing breathing = breath.at(now, heart);
  const bool by_heart = breathing.origin == BreathOrigin::heart;
  const double silent = speaks(by_heart ? heart_choice : breath_choice)
                            ? Seconds{now - (by_heart ? heart_heard : breath_heard)}.count()
                            : kNothingAfter;
  snapshot.breath_origin = breathing.origin;
  snapshot.breath_rate = aged(breathing.estimate.rate, silent);
  snapshot.breath_phase = aged(breathing.estimate.phase, silent);
  if (by_heart) {
    // The breath that a heart shows cannot be surer than the heart.
    snapshot.breath_rate = no_surer(snapshot.breath_rate, snapshot.heart_rate);
    snapshot.breath_phase = no_surer(snapshot.breath_phase, snapshot.heart_rate);
  }
  if (!snapshot.breath_rate) {
    snapshot.breath_origin = BreathOrigin::none;
    snapshot.breath_phase.reset();
  }
}

void Session::Impl::tell_faults(HostTime now, Snapshot& snapshot) const {
  const auto good = [](const auto& estimate) { return estimate && estimate->quality >= kUsable; };
  if (off_body(heart_choice)) {
    snapshot.heart_fault = SignalFault::off_body;
  } else if (!good(snapshot.heart_rate) && heard(heart_choice, heart_heard, now)) {
    const SignalFault fault = wave.fault();
    snapshot.heart_fault = fault == SignalFault::none ? SignalFault::too_few_beats : fault;
  }
  if (good(snapshot.breath_rate)) {
    return;
  }
  if (off_body(breath_choice)) {
    snapshot.breath_fault = SignalFault::off_body;
  } else if (heard(breath_choice, breath_heard, now)) {
    const SignalFault fault = breath.fault();
    snapshot.breath_fault = fault == SignalFault::none ? SignalFault::too_few_beats : fault;
  } else if (snapshot.heart_fault != SignalFault::none) {
    snapshot.breath_fault = snapshot.heart_fault;
  } else if (heard(heart_choice, heart_heard, now)) {
    snapshot.breath_fault = heart.breath_fault();
  }
}

void Session::Impl::tell_sources(HostTime now, Snapshot& snapshot) const {
  for (const Source& source : sources) {
    snapshot.sources.push_back(source.status);
  }
  const auto streams_of = [&](const SourceChoice& choice) -> std::vector<StreamStatus>& {
    return snapshot.sources[*choice.chosen()].streams;
  };
  if (heart_kind && heard(heart_choice, heart_heard, now)) {
    const bool waves = *heart_kind == StreamKind::ecg || *heart_kind == StreamKind::ppg;
    const double told = snapshot.heart_rate ? snapshot.heart_rate->quality : 0.0;
    streams_of(heart_choice)
        .push_back({*heart_kind, waves ? wave.quality() : told, snapshot.heart_fault});
  }
  if (heard(breath_choice, breath_heard, now)) {
    const SignalFault fault = off_body(breath_choice) ? SignalFault::off_body : breath.fault();
    streams_of(breath_choice).push_back({StreamKind::respiration, breath.quality(now), fault});
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
