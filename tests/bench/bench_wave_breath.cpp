#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

#include <benchmark/benchmark.h>

#include "estimation/breath/wave_breath_tracker.hpp"

namespace ebb {
namespace {

double swing(double turns) { return std::sin(2.0 * std::numbers::pi * turns); }

/// Samples of a wave at the given rate, without beats; time is per sample.
void samples(benchmark::State& state) {
  WaveBreathTracker tracker;
  std::vector<double> wave;
  for (int i = 0; i < 4096; ++i) {
    wave.push_back(swing(i / 100.0));
  }
  std::int64_t at = 0;
  for (auto _ : state) {
    tracker.push(StreamKind::ecg, HostTime{Microseconds{at * 1'000'000 / state.range(0)}},
                 wave[static_cast<std::size_t>(at) % wave.size()]);
    ++at;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(samples)->Arg(125)->Arg(1000);

/// A beat with the hundred samples that it takes; time is per beat.
void beats(benchmark::State& state) {
  const auto kind = state.range(0) == 0 ? StreamKind::ecg : StreamKind::ppg;
  constexpr int kSamples = 100;
  constexpr double kInterval = 0.8;
  std::vector<double> wave;
  for (int i = 0; i < 75 * kSamples; ++i) {
    const double t = i * kInterval / kSamples;
    const double since = std::fmod(t, kInterval) - 0.4;
    wave.push_back(std::exp(-since * since * 200.0) * (1.0 + 0.1 * swing(0.2 * t)));
  }
  WaveBreathTracker tracker;
  std::int64_t beat = 0;
  const auto time_of = [](double beats) { return at_seconds<HostTime>(beats * kInterval); };
  for (auto _ : state) {
    for (int i = 0; i < kSamples; ++i) {
      tracker.push(kind, time_of(static_cast<double>(beat) + i / 100.0),
                   wave[static_cast<std::size_t>(beat % 75 * kSamples + i)]);
    }
    tracker.push(kind, Beat{time_of(static_cast<double>(beat) - 0.5), Seconds{kInterval}});
    ++beat;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(beats)->ArgName("ppg")->Arg(0)->Arg(1);

/// Beats alone; time is per beat.
void intervals(benchmark::State& state) {
  WaveBreathTracker tracker;
  double time = 0.0;
  for (auto _ : state) {
    const double interval = 0.8 + 0.04 * swing(0.2 * time);
    time += interval;
    tracker.push(StreamKind::interval, Beat{at_seconds<HostTime>(time), Seconds{interval}});
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(intervals);

}  // namespace
}  // namespace ebb
