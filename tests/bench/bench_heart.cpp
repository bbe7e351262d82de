#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include <benchmark/benchmark.h>

#include "estimation/beats/ecg_beats.hpp"
#include "estimation/beats/ppg_beats.hpp"
#include "estimation/clocks/beat_clock.hpp"
#include "estimation/intervals/heart_rhythm.hpp"
#include "estimation/intervals/interval_judge.hpp"
#include "estimation/variability/hrv.hpp"
#include "support/golden_series.hpp"

namespace ebb {
namespace {

/// A train of narrow bells at 72 a minute on a slow wave.
std::vector<double> beats(double rate, double width) {
  std::vector<double> all(static_cast<std::size_t>(600.0 * rate));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double t = static_cast<double>(i) / rate;
    const double z = (std::fmod(t, 60.0 / 72.0) - 0.4) / width;
    all[i] = std::exp(-0.5 * z * z) + 0.2 * std::sin(1.5 * t) +
             0.01 * std::sin(2.0 * std::numbers::pi * 31.0 * t);
  }
  return all;
}

template <class Detector>
void detect(benchmark::State& state, double width) {
  const auto rate = static_cast<double>(state.range(0));
  const auto samples = beats(rate, width);
  for (auto _ : state) {
    Detector detector{Hertz{rate}};
    int found = 0;
    for (const double x : samples) {
      found += detector.push(x) ? 1 : 0;
    }
    benchmark::DoNotOptimize(found);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(samples.size()));
}

/// As a whole recording goes through it.
void ecg_blocks(benchmark::State& state) {
  const auto rate = static_cast<double>(state.range(0));
  const auto samples = beats(rate, 0.012);
  for (auto _ : state) {
    EcgBeats detector{Hertz{rate}};
    int found = 0;
    detector.push(samples, [&found](const EcgBeat&) { ++found; });
    benchmark::DoNotOptimize(found);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(samples.size()));
}
BENCHMARK(ecg_blocks)->Arg(130)->Arg(250)->Arg(360)->Arg(1000);

void ecg_samples(benchmark::State& state) { detect<EcgBeats>(state, 0.012); }
void ppg_samples(benchmark::State& state) { detect<PpgBeats>(state, 0.1); }

BENCHMARK(ecg_samples)->Arg(130)->Arg(250)->Arg(360)->Arg(1000);
BENCHMARK(ppg_samples)->Arg(30)->Arg(55)->Arg(125)->Arg(250);

/// What one interval of a strap costs until heart rate and RMSSD are up to date.
void strap_beat(benchmark::State& state) {
  const auto intervals = test::golden_series(86400.0, 100.0);
  for (auto _ : state) {
    BeatClock clock;
    IntervalJudge judge;
    HeartRhythm rhythm;
    double t = 0.0;
    for (const double ms : intervals) {
      t += ms / 1000.0;
      IntervalReading reading;
      reading.interval = Milliseconds{ms};
      reading.arrival = at_seconds<HostTime>(t);
      if (const auto beat = clock.push(reading, reading.arrival)) {
        if (const auto judged = judge.push(*beat)) {
          rhythm.push(*judged);
        }
      }
    }
    benchmark::DoNotOptimize(rhythm.heart_rate());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(intervals.size()));
}
BENCHMARK(strap_beat);

void hrv_time_domain(benchmark::State& state) {
  const auto intervals = test::golden_series(static_cast<double>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(hrv_time(intervals));
  }
}
BENCHMARK(hrv_time_domain)->Arg(300)->Arg(86400)->Unit(benchmark::kMicrosecond);

/// The machine's own measure: one second-order section, so that a ratio can be seen.
void biquad_samples(benchmark::State& state) {
  const auto samples = beats(360.0, 0.012);
  for (auto _ : state) {
    double z1 = 0.0;
    double z2 = 0.0;
    double sum = 0.0;
    for (const double x : samples) {
      const double y = 0.1 * x + z1;
      z1 = 0.2 * x + 1.5 * y + z2;
      z2 = 0.1 * x - 0.6 * y;
      sum += y;
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(samples.size()));
}
BENCHMARK(biquad_samples);

/// The same of reading: nothing is done with a sample but looked at.
void read_samples(benchmark::State& state) {
  const auto samples = beats(360.0, 0.012);
  for (auto _ : state) {
    std::array<double, 8> sums{};
    for (std::size_t i = 0; i + 8 <= samples.size(); i += 8) {
      for (std::size_t k = 0; k < 8; ++k) {
        sums[k] += samples[i + k];
      }
    }
    benchmark::DoNotOptimize(sums);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(samples.size()));
}
BENCHMARK(read_samples);

}  // namespace
}  // namespace ebb
