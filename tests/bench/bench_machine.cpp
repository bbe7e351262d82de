#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <benchmark/benchmark.h>

// What this machine can do at most, beside which the figures of the other programs are read:
// reading samples that lie in memory, and the cheapest filter that a sample could pass through.
namespace {

constexpr std::size_t kSamples = 650'000;  // half an hour at 360 Hz

template <class Sample>
void MemoryRead(benchmark::State& state) {
  const std::vector<Sample> samples(kSamples, Sample{3});
  for (auto _ : state) {
    benchmark::DoNotOptimize(std::accumulate(samples.begin(), samples.end(), std::int64_t{0}));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kSamples));
}
BENCHMARK(MemoryRead<std::int16_t>);

struct Biquad {
  double s1 = 0.0;
  double s2 = 0.0;
  double push(double x) {
    const double y = 0.2 * x + s1;
    s1 = 0.1 * x + 0.4 * y + s2;
    s2 = 0.2 * x - 0.3 * y;
    return y;
  }
};

template <std::size_t Stages>
void BiquadChain(benchmark::State& state) {
  std::vector<double> samples(kSamples);
  for (std::size_t i = 0; i < kSamples; ++i) {
    samples[i] = static_cast<double>(i % 97) - 48.0;
  }
  std::array<Biquad, Stages> chain;
  double out = 0.0;
  for (auto _ : state) {
    for (double x : samples) {
      for (Biquad& stage : chain) {
        x = stage.push(x);
      }
      out += x;
    }
    benchmark::DoNotOptimize(out);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kSamples));
}
BENCHMARK(BiquadChain<1>);
BENCHMARK(BiquadChain<2>);
BENCHMARK(BiquadChain<4>);

}  // namespace
