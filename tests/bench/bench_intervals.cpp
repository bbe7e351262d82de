#include <cmath>
#include <cstddef>
#include <vector>

#include <benchmark/benchmark.h>

#include "estimation/intervals/interval_correction.hpp"
#include "estimation/intervals/interval_judge.hpp"
#include "estimation/variability/sliding_hrv.hpp"

namespace ebb {
namespace {

/// A day at about 71 beats a minute; every `fault`-th beat is not seen, 0 for none.
std::vector<Beat> day(std::size_t fault) {
  std::vector<Beat> beats;
  double time = 0.0;
  for (std::size_t i = 1; time < 86400.0; ++i) {
    const double ms = 850.0 + 45.0 * std::sin(0.63 * time) + static_cast<double>(i * 7919 % 21);
    const bool missed = fault > 0 && i % fault == 0;
    time += (missed ? 2.0 : 1.0) * ms * 1e-3;
    beats.push_back({at_seconds<HostTime>(time), Milliseconds{missed ? 2.0 * ms : ms}});
  }
  return beats;
}

/// Time is per beat.
void live_verdicts(benchmark::State& state) {
  const auto beats = day(static_cast<std::size_t>(state.range(0)));
  IntervalJudge judge;
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(judge.push(beats[i++ % beats.size()]));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(live_verdicts)->Arg(0)->Arg(20);

void sliding_windows(benchmark::State& state) {
  const auto beats = day(0);
  SlidingHrv sliding;
  std::size_t i = 0;
  for (auto _ : state) {
    sliding.push(beats[i++]);
    benchmark::DoNotOptimize(sliding.values(1));
    if (i == beats.size()) {
      sliding.reset();
      i = 0;
    }
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(sliding_windows);

/// Time is per day.
void correct_a_day(benchmark::State& state) {
  const auto beats = day(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(correct_intervals(beats));
  }
}
BENCHMARK(correct_a_day)->Arg(0)->Arg(100)->Arg(20)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ebb
