#include <cmath>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "estimation/together/breath_heart_lag.hpp"
#include "estimation/together/coherence.hpp"
#include "estimation/together/resonance.hpp"
#include "estimation/together/respiratory_sinus_arrhythmia.hpp"
#include "estimation/together/synchrony.hpp"

namespace ebb {
namespace {

constexpr int kBeats = 36'000;
constexpr int kPerBreath = 10;

std::vector<Beat> beats() {
  std::vector<Beat> all;
  double t = 0.0;
  for (int i = 0; i < kBeats; ++i) {
    const double ms = 1000.0 + 80.0 * std::sin(0.628 * t) + 7.0 * std::sin(31.0 * t);
    t += ms / 1000.0;
    all.push_back({at_seconds<HostTime>(t), Milliseconds{ms}, IntervalVerdict::normal, {}});
  }
  return all;
}

Breath breath_ending(const Beat& beat) {
  Breath breath;
  breath.period = Seconds{10.0};
  breath.start = beat.time - Microseconds{10'500'000};
  breath.in_breath = Seconds{4.0};
  return breath;
}

template <class OnBeat>
void each_beat(benchmark::State& state, OnBeat&& on_beat) {
  const std::vector<Beat> all = beats();
  for (auto _ : state) {
    int place = 0;
    for (const Beat& beat : all) {
      on_beat(beat, ++place % kPerBreath == 0);
    }
  }
  state.SetItemsProcessed(state.iterations() * kBeats);
}

/// What a beat costs, a breath's share included.
void coherence_beat(benchmark::State& state) {
  Coherence coherence;
  each_beat(state, [&](const Beat& beat, bool) { coherence.push(beat); });
}
void arrhythmia_beat(benchmark::State& state) {
  RespiratorySinusArrhythmia arrhythmia;
  BreathHeartLag lag;
  ResonanceExploration resonance;
  each_beat(state, [&](const Beat& beat, bool whole) {
    auto swing = arrhythmia.push(beat);
    if (whole && !swing) {
      swing = arrhythmia.push(breath_ending(beat));
    }
    if (swing) {
      lag.push(*swing);
      resonance.push(*swing);
    }
  });
}
void synchrony_beat(benchmark::State& state) {
  Synchrony synchrony;
  each_beat(state, [&](const Beat& beat, bool whole) {
    if (whole) {
      synchrony.push(breath_ending(beat), Turns{0.1}, Seconds{10.0});
    }
  });
}
BENCHMARK(coherence_beat);
BENCHMARK(arrhythmia_beat);
BENCHMARK(synchrony_beat);

}  // namespace
}  // namespace ebb
