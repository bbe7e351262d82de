#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include <benchmark/benchmark.h>

#include "estimation/breath/chest_motion.hpp"
#include "estimation/breath/heart_breath_tracker.hpp"
#include "estimation/breath/respiration_tracker.hpp"

namespace ebb {
namespace {

double swing(double turns) { return std::cos(2.0 * std::numbers::pi * turns); }

/// A belt at the given rate, twelve breaths a minute; time is per sample.
void belt(benchmark::State& state) {
  const auto hertz = static_cast<double>(state.range(0));
  std::vector<double> values;
  for (int i = 0; i < 60 * state.range(0); ++i) {
    values.push_back(512.0 - 40.0 * swing(0.2 * i / hertz));
  }
  RespirationTracker tracker;
  std::int64_t at = 0;
  for (auto _ : state) {
    const HostTime time{Microseconds{at * 1'000'000 / state.range(0)}};
    benchmark::DoNotOptimize(
        tracker.push(time, values[static_cast<std::size_t>(at) % values.size()]));
    ++at;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(belt)->Arg(25)->Arg(100)->Arg(1000);

/// An acceleration of 50 samples a second; time is per sample of three values.
void chest(benchmark::State& state) {
  ChestMotion tracker;
  std::int64_t at = 0;
  for (auto _ : state) {
    const HostTime time{Microseconds{at * 20'000}};
    const double tilt = 0.02 * swing(0.2 * static_cast<double>(at % 250) / 50.0);
    benchmark::DoNotOptimize(tracker.push(time, tilt, 0.3 - 0.5 * tilt, 0.95));
    ++at;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(chest);

/// Beats at about 70 a minute; time is per beat.
void heart(benchmark::State& state) {
  HeartBreathTracker tracker;
  double time = 0.0;
  for (auto _ : state) {
    const double interval = 860.0 + 40.0 * swing(0.2 * time);
    time += interval * 1e-3;
    benchmark::DoNotOptimize(tracker.push({at_seconds<HostTime>(time), Milliseconds{interval}}));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(heart);

void ask(benchmark::State& state) {
  RespirationTracker belt_tracker;
  for (int i = 0; i < 25 * 120; ++i) {
    belt_tracker.push(at_seconds<HostTime>(i / 25.0), swing(0.2 * i / 25.0));
  }
  const HostTime now = at_seconds<HostTime>(120.0);
  for (auto _ : state) {
    benchmark::DoNotOptimize(belt_tracker.rate(now));
    benchmark::DoNotOptimize(belt_tracker.phase(now));
  }
}
BENCHMARK(ask);

}  // namespace
}  // namespace ebb
