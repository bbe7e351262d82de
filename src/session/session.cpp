#include "session/session.hpp"

#include <algorithm>
#include <cassert>
#include <string_view>
#include <utility>

#include "session/session_state.hpp"

namespace ebb {

namespace {

// What a sensor says of beats, best first: intervals it measured itself, beats it marked, waves in
// which beats are found here, a rate alone.
constexpr int kIntervalRank = 5;
constexpr int kBeatRank = 4;
constexpr int kEcgRank = 3;
constexpr int kPpgRank = 2;
constexpr int kRateRank = 1;

// How far a device's own figure is believed: enough to be shown, no more.
constexpr double kToldQuality = 0.5;
// A device's own rate beyond these is none: 0, 255 and 511 stand for "not known" on one or another.
constexpr double kSlowestTold = 25.0;
constexpr double kFastestTold = 250.0;

constexpr std::string_view kAnotherPerson =
    "taken for another person's, as two of a kind speak at once; \"person=second\" in its address "
    "gives it a place of its own";

}  // namespace

void Session::Impl::on_beat(const Beat& beat, const EventSink& sink) {
  sink(beat);
  together.push(beat);
  const std::optional<BreathsPerMinute> guide = together.guided(beat.time);
  heart.expect(guide);
  waves.expect(guide);
  if (const std::optional<Breath> shown = heart.take_breath()) {
    on_breath(*shown, sink);
  }
  ever = ever || heart.rhythm().heart_rate().has_value();
}

void Session::Impl::on_breath(const Breath& whole, const EventSink& sink) {
  sink(whole);
  if (breath.origin() == whole.origin) {
    together.push(whole);
  }
}

bool Session::Impl::heart_from(SourceId id, StreamKind kind, int rank, HostTime arrival) {
  if (!heart_choice.take(id, rank, arrival)) {
    std::string& note = sources[id].status.note;
    if (note.empty() && heart_choice.is_another(id)) {
      note = kAnotherPerson;
    }
    return false;
  }
  if (heart_choice.changed()) {
    heart.restart();
    together.restart_heart();
  }
  heart_heard = arrival;
  heart_kind = kind;
  return true;
}

void Session::Impl::weigh(HostTime arrival) {
  if (!breath.is_due(arrival)) {
    return;
  }
  breath.weigh(arrival, heart_words(arrival));
  if (breath.changed()) {
    together.restart_breath();
  }
}

void Session::Impl::interrupt(SourceId id) {
  if (heart_choice.chosen() == id) {
    heart.interrupt();
    told_rate.reset();
  }
  waves.mute(id);
  breath.mute(id);
}

void Session::Impl::take(SourceId id, const ClockReading& reading, const EventSink&) {
  sources[id].timing.push(reading);
}

void Session::Impl::take(SourceId id, const WaveSample& sample, const EventSink& sink) {
  const HostTime time = sources[id].timing.sample_time(sample);
  sources[id].timed = sources[id].timing.timed(sample);
  if (sample.kind == StreamKind::ecg || sample.kind == StreamKind::ppg) {
    take_wave(id, sample, time, sink);
    return;
  }
  const bool shows_breath =
      sample.kind == StreamKind::respiration || sample.kind == StreamKind::acceleration;
  if (!shows_breath || is_put_down(id)) {
    return;
  }
  if (const std::optional<Breath> whole = breath.push(id, sample, time)) {
    ever = true;
    on_breath(*whole, sink);
  }
  weigh(sample.arrival);
}

void Session::Impl::take_wave(SourceId id, const WaveSample& sample, HostTime time,
                              const EventSink& sink) {
  sources[id].about_heart = true;
  if (is_put_down(id)) {
    return;
  }
  const std::optional<Beat> found = waves.push(id, sample, time);
  const int rank = sample.kind == StreamKind::ecg ? kEcgRank : kPpgRank;
  // Where the device tells its beats, what is found beside them shows the breath alone.
  const bool counts = !sources[id].tells_beats && waves.takes(id, sample) &&
                      heart_from(id, sample.kind, rank, sample.arrival);
  if (found) {
    if (counts) {
      heart.push(*found, beats_to(sink));
    }
    weigh(sample.arrival);
  }
}

void Session::Impl::take(SourceId id, const IntervalReading& reading, const EventSink& sink) {
  sources[id].about_heart = sources[id].tells_beats = true;
  if (is_put_down(id)) {
    return;
  }
  const double ms = reading.interval.count();
  const bool possible = ms >= 60000.0 / kFastestTold && ms <= 60000.0 / kSlowestTold;
  sources[id].impossible = possible ? 0 : std::min(sources[id].impossible + 1, 1000);
  if (possible && sources[id].repeated.push(reading)) {
    return;
  }
  if (heart_from(id, StreamKind::interval, kIntervalRank, reading.arrival)) {
    const HostTime time = sources[id].timing.event_time(reading.reception, reading.arrival);
    heart.push(reading, time, beats_to(sink));
    weigh(reading.arrival);
  }
}

void Session::Impl::take(SourceId id, const BeatReading& reading, const EventSink& sink) {
  sources[id].about_heart = sources[id].tells_beats = true;
  if (!is_put_down(id) && heart_from(id, StreamKind::interval, kBeatRank, reading.arrival)) {
    const HostTime time = sources[id].timing.event_time(reading.time, reading.arrival);
    heart.push(reading, time, beats_to(sink));
    weigh(reading.arrival);
  }
}

// A rate that a device worked out by a method of its own: all there is from some watches. It
// counts only where nobody tells intervals, and nothing else is made out of it.
void Session::Impl::take(SourceId id, const HeartRateReading& reading, const EventSink&) {
  sources[id].about_heart = true;
  if (!is_put_down(id) && heart_choice.take(id, kRateRank, reading.arrival)) {
    heart_heard = reading.arrival;
    heart_kind = StreamKind::heart_rate;
    told_rate.reset();
    if (reading.rate.value() >= kSlowestTold && reading.rate.value() <= kFastestTold) {
      told_rate = Estimate<BeatsPerMinute>{reading.rate, reading.rate, reading.rate, kToldQuality,
                                           reading.arrival};
      ever = true;
    }
  }
}

void Session::Impl::take(SourceId id, const ContactReading& reading, const EventSink&) {
  std::optional<bool>& on_body = sources[id].status.on_body;
  if (on_body.value_or(true) && !reading.on_body) {
    interrupt(id);
  }
  on_body = reading.on_body;
}

void Session::Impl::take(SourceId id, const BatteryReading& reading, const EventSink&) {
  sources[id].status.battery = reading.percent;
}

void Session::Impl::take(SourceId id, const HelloReading& reading, const EventSink&) {
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
void Session::Impl::take(SourceId id, const LossReading& loss, const EventSink&) {
  Source& source = sources[id];
  const bool heart_here = heart_choice.chosen() == id;
  if (heart_here && (!source.timed || heart_kind == StreamKind::interval)) {
    heart.interrupt();
  }
  if (!source.timed) {
    waves.interrupt(id);
    source.timing.lose(loss.frames);
    breath.lose(id, [&](std::uint8_t stream) { return source.timing.length(stream, loss.frames); });
  }
}

Session::Session() : impl_(std::make_unique<Impl>()) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

SourceId Session::add_source(std::string name, std::string protocol, bool simulated) {
  Impl::Source source;
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
  Impl::Source& at = impl_->sources[source];
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

}  // namespace ebb
