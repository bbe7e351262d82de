#include <benchmark/benchmark.h>

#include "feed/message.hpp"

namespace {

using namespace ebb;

/// As full as it gets with a strap and a belt.
Snapshot full_snapshot() {
  Snapshot snapshot;
  snapshot.time = at_seconds<HostTime>(3671.512345);
  snapshot.signal = SignalWord::good;
  const HostTime t = at_seconds<HostTime>(3671.104321);
  snapshot.heart_rate = {BeatsPerMinute{64.213}, BeatsPerMinute{63.1}, BeatsPerMinute{65.4}, 0.94,
                         t};
  snapshot.rmssd = {Milliseconds{41.72}, Milliseconds{37.2}, Milliseconds{46.1}, 0.9, t};
  snapshot.breath_rate = {BreathsPerMinute{11.83}, BreathsPerMinute{11.2}, BreathsPerMinute{12.5},
                          0.71, t};
  snapshot.breath_phase = {Turns{0.381}, Turns{0.33}, Turns{0.43}, 0.71, t};
  snapshot.breath_origin = BreathOrigin::respiration;
  snapshot.heart_totals = {3911, 12, 64.9123, 931.4123, 40.2123};
  for (const char* name : {"Chest strap", "Belt"}) {
    SourceStatus& source = snapshot.sources.emplace_back();
    source.name = name;
    source.protocol = "ebb-link";
    source.state = LinkState::streaming;
    source.battery = 86;
    source.on_body = true;
  }
  return snapshot;
}

void encode_snapshot(benchmark::State& state) {
  const feed::ServiceMessage message = full_snapshot();
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = feed::encode(message).size();
    benchmark::DoNotOptimize(bytes);
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(encode_snapshot);

void decode_snapshot(benchmark::State& state) {
  const std::string json = feed::encode(feed::ServiceMessage{full_snapshot()});
  for (auto _ : state) {
    benchmark::DoNotOptimize(feed::decode_service(json));
  }
}
BENCHMARK(decode_snapshot);

void encode_beat(benchmark::State& state) {
  Beat beat;
  beat.time = at_seconds<HostTime>(3671.104321);
  beat.interval = Milliseconds{934.57};
  const feed::ServiceMessage message = Event{beat};
  for (auto _ : state) {
    benchmark::DoNotOptimize(feed::encode(message));
  }
}
BENCHMARK(encode_beat);

void decode_practice_event(benchmark::State& state) {
  const std::string json =
      feed::encode(feed::ViewerMessage{PracticeEvent{at_seconds<HostTime>(80.25), "own-rhythm",
                                                     "cue", "ease", 9.5}},
                   feed::Ticket{"5f0c9a1e5f0c9a1e", 7});
  for (auto _ : state) {
    benchmark::DoNotOptimize(feed::decode_received(json, HostTime{}));
  }
}
BENCHMARK(decode_practice_event);

}  // namespace
