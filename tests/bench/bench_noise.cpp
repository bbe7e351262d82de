#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <functional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "sensors/decoder.hpp"
#include "sensors/recogniser.hpp"

// What an hour of random bytes on a full line of 115200 baud costs, in virtual time: 41 million
// bytes to each decoder, and to the recogniser, which is to know none of it.
namespace ebb {
namespace {

constexpr int kSeconds = 3600;
constexpr std::size_t kBytesPerSecond = 11'520;

double resident_mib() {
  std::ifstream statm{"/proc/self/statm"};
  double all = 0.0;
  double resident = 0.0;
  statm >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024.0 * 1024.0);
}

/// Calls `take(bytes, time)` for each second; making the noise is not counted.
template <class Take>
void hear_noise(benchmark::State& state, Take take) {
  std::mt19937_64 random(5);
  std::vector<std::uint64_t> words(kBytesPerSecond / sizeof(std::uint64_t));
  std::vector<std::uint8_t> bytes(kBytesPerSecond);
  for (int s = 0; s < kSeconds; ++s) {
    state.PauseTiming();
    std::generate(words.begin(), words.end(), std::ref(random));
    std::memcpy(bytes.data(), words.data(), bytes.size());
    state.ResumeTiming();
    take(std::span<const std::uint8_t>{bytes}, at_seconds<HostTime>(s));
  }
}

void an_hour_of_noise(benchmark::State& state, std::string_view as) {
  const double memory = resident_mib();
  double readings = 0.0;
  double losses = 0.0;
  for ([[maybe_unused]] auto round : state) {
    const auto decoder = make_decoder(as);
    const ReadingSink sink = [&](const Reading& reading) {
      (std::holds_alternative<LossReading>(reading) ? losses : readings) += 1.0;
    };
    hear_noise(state, [&](auto bytes, HostTime time) { decoder->push(bytes, time, sink); });
  }
  state.counters["readings"] = readings;
  state.counters["losses"] = losses;
  state.counters["MiB_grown"] = resident_mib() - memory;
}

void an_hour_of_unknown_noise(benchmark::State& state) {
  const double memory = resident_mib();
  double recognised = 0.0;
  for ([[maybe_unused]] auto round : state) {
    Recogniser recogniser;
    hear_noise(state, [&](auto bytes, HostTime time) { recogniser.push(bytes, time); });
    recognised += recogniser.verdict() == Recogniser::Verdict::recognised ? 1.0 : 0.0;
  }
  state.counters["recognised"] = recognised;
  state.counters["MiB_grown"] = resident_mib() - memory;
}

const bool kRegistered = [] {
  benchmark::RegisterBenchmark("an_hour_of_noise/unknown", an_hour_of_unknown_noise)
      ->Unit(benchmark::kMillisecond)
      ->Iterations(1);
  for (const std::string_view name : decoder_names()) {
    benchmark::RegisterBenchmark(("an_hour_of_noise/" + std::string{name}).c_str(),
                                 [name](benchmark::State& state) { an_hour_of_noise(state, name); })
        ->Unit(benchmark::kMillisecond)
        ->Iterations(1);
  }
  return true;
}();

}  // namespace
}  // namespace ebb
