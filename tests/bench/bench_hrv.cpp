#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "estimation/variability/hrv_analysis.hpp"
#include "support/golden_series.hpp"

namespace ebb {
namespace {

/// Five minutes (354 beats) or a day (102,591) in one call, from intervals in ms to every index.
std::vector<double> intervals(std::int64_t seconds) {
  return test::golden_series(static_cast<double>(seconds), seconds > 300 ? 100.0 : 0.0);
}

void hrv_all(benchmark::State& state) {
  const auto rr = intervals(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(analyse_hrv(nn_series(rr), {.own_rate = BreathsPerMinute{15.0}}));
  }
  state.counters["beats"] = static_cast<double>(rr.size());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024.0;
}

void hrv_frequencies(benchmark::State& state) {
  const NnSeries series = nn_series(intervals(state.range(0)));
  const auto detrending = state.range(1) != 0 ? Detrending::smoothness_priors : Detrending::line;
  for (auto _ : state) {
    benchmark::DoNotOptimize(hrv_frequency(series, {.detrending = detrending}));
  }
}

void hrv_sample_entropy_and_dfa(benchmark::State& state) {
  const NnSeries series = nn_series(intervals(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(hrv_nonlinear(series));
  }
}

BENCHMARK(hrv_all)->Arg(300)->Arg(86400)->Unit(benchmark::kMicrosecond);
BENCHMARK(hrv_frequencies)
    ->Args({300, 0})
    ->Args({86400, 0})
    ->Args({86400, 1})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(hrv_sample_entropy_and_dfa)->Arg(300)->Arg(86400)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace ebb
