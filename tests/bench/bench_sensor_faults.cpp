#include <atomic>
#include <chrono>
#include <random>
#include <thread>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "../service/replugging.hpp"

// What misbehaving sensors cost: memory and processor of the whole service.
namespace ebb {
namespace {

double cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_THREAD, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// The service with one sensor that sends nothing and one that is not there.
void quiet_service(benchmark::State& state) {
  const io::PseudoTerminal silent;
  const Place place;
  asio::io_context io{1};
  Companion::Options options;
  options.runtime_folder = place.runtime();
  options.sensors = {io::parse_sensor_address(silent.path()).value(),
                     io::parse_sensor_address("/dev/ebb-nobody").value()};
  Companion companion{io, std::move(options)};
  companion.start();
  io.run_for(std::chrono::seconds{1});
  const double before = cpu_seconds();
  double seconds = 0.0;
  for ([[maybe_unused]] auto round : state) {
    io.restart();
    io.run_for(std::chrono::seconds{5});
    seconds += 5.0;
  }
  state.counters["cpu_percent"] = 100.0 * (cpu_seconds() - before) / seconds;
  state.counters["resident_MiB"] = resident_mib();
  companion.stop();
}
BENCHMARK(quiet_service)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

/// Random bytes at 2 Mbit/s (8N1: 200 000 a second) into a service that does not know what it is.
void flood(benchmark::State& state) {
  const io::PseudoTerminal device;
  const Place place;
  asio::io_context io{1};
  Companion::Options options;
  options.runtime_folder = place.runtime();
  options.sensors = {io::parse_sensor_address(device.path() + "?baud=2000000").value()};
  Companion companion{io, std::move(options)};
  companion.start();
  std::atomic<bool> over{false};
  std::atomic<std::size_t> sent{0};
  // At the line's own pace, on a thread of its own: making the noise is not what it costs.
  std::thread writer{[&] {
    std::mt19937 random(1);
    std::string piece(2000, '\0');
    auto due = std::chrono::steady_clock::now();
    while (!over) {
      for (char& byte : piece) {
        byte = static_cast<char>(random());
      }
      if (device.send(piece)) {
        sent += piece.size();
      }
      std::this_thread::sleep_until(due += std::chrono::milliseconds{10});
    }
  }};
  const double before = cpu_seconds();
  double seconds = 0.0;
  for ([[maybe_unused]] auto round : state) {
    io.run_for(std::chrono::seconds{5});
    seconds += 5.0;
  }
  state.counters["cpu_percent"] = 100.0 * (cpu_seconds() - before) / seconds;
  state.counters["bytes_per_s"] = static_cast<double>(sent) / seconds;
  state.counters["resident_MiB"] = resident_mib();
  over = true;
  io.restart();
  io.run_for(std::chrono::milliseconds{50});  // what the writer may be waiting for
  writer.join();
  companion.stop();
}
BENCHMARK(flood)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

/// A thousand times two sensors are plugged in, recognised and unplugged, while a third keeps
/// telling its heart and breath: nothing may be left over, and nothing lost or moved of the third.
void replug(benchmark::State& state) {
  constexpr int kCycles = 1000;
  for ([[maybe_unused]] auto round : state) {
    ReplugTrial trial;
    int lived = trial.plug_in() ? 0 : -1;
    const std::size_t files = trial.open_files();
    const double memory = resident_mib();
    double before = cpu_seconds();
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < kCycles; ++i) {
      lived += trial.unplug() && trial.plug_in() ? 1 : 0;
    }
    const Seconds took = std::chrono::steady_clock::now() - began;
    state.counters["cpu_percent"] = 100.0 * (cpu_seconds() - before) / took.count();
    state.counters["cycles"] = lived;
    state.counters["files_left"] =
        static_cast<double>(trial.open_files()) - static_cast<double>(files);
    state.counters["MiB_before"] = memory;
    state.counters["MiB_after"] = resident_mib();
    trial.unplug();
    constexpr std::chrono::seconds kAway{10};
    before = cpu_seconds();
    trial.run_for(kAway);
    state.counters["cpu_percent_away"] = 100.0 * (cpu_seconds() - before) / Seconds{kAway}.count();
    const ReplugTrial::Steady steady = trial.finish();
    const Reanalysis& beside = steady.beside_alone;
    state.counters["beats"] = static_cast<double>(steady.beats);
    state.counters["beats_lost"] =
        static_cast<double>(steady.beats) - static_cast<double>(steady.beats_told);
    state.counters["beats_changed"] =
        static_cast<double>(beside.beats.added + beside.beats.removed + beside.beats.changed);
    state.counters["breaths"] = static_cast<double>(beside.breaths.kept);
    state.counters["breaths_changed"] =
        static_cast<double>(beside.breaths.added + beside.breaths.removed + beside.breaths.changed);
    state.counters["every_byte"] = steady.every_byte ? 1.0 : 0.0;
    state.counters["furthest_ms"] = steady.furthest.count();
  }
}
BENCHMARK(replug)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

}  // namespace
}  // namespace ebb
