#include <atomic>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "../io/link_listener.hpp"
#include "../io/pseudo_terminal.hpp"
#include "service/companion.hpp"

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

double resident_mib() {
  std::ifstream statm{"/proc/self/statm"};
  double all = 0.0;
  double resident = 0.0;
  statm >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024.0 * 1024.0);
}

/// A name that follows a device, as udev keeps one in by-id.
class Place {
 public:
  Place() {
    std::string folder = std::filesystem::temp_directory_path() / "ebb-place-XXXXXX";
    folder_ = ::mkdtemp(folder.data());
  }
  ~Place() { std::filesystem::remove_all(folder_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] std::string path() const { return folder_ / "usb-Belt"; }
  [[nodiscard]] std::string runtime() const { return folder_ / "run"; }
  void point_to(const std::string& device) const {
    std::filesystem::remove(path());
    std::filesystem::create_symlink(device, path());
  }

 private:
  std::filesystem::path folder_;
};

/// A thousand times plugged in, heard and unplugged: nothing may be left over.
void replug(benchmark::State& state) {
  constexpr int kCycles = 1000;
  for ([[maybe_unused]] auto round : state) {
    const Place place;
    asio::io_context io{1};
    io::LinkListener heard{io};
    io::SensorAddress address;
    address.place = place.path();
    const auto link = io::make_link(io, address, heard.handlers(), io::kAtOnce);
    link->start();
    const std::size_t files = io::open_descriptors();
    const double memory = resident_mib();
    int lived = 0;
    for (int i = 0; i < kCycles; ++i) {
      {
        const io::PseudoTerminal device;
        place.point_to(device.path());
        heard.bytes.clear();
        device.send("beat\n");
        lived += heard.run_until([&] { return heard.bytes == "beat\n"; }) ? 1 : 0;
      }
      heard.run_until_state(LinkState::lost);
      heard.states.clear();
    }
    state.counters["cycles"] = lived;
    state.counters["files_left"] = static_cast<double>(io::open_descriptors() - files);
    state.counters["MiB_grown"] = resident_mib() - memory;
  }
}
BENCHMARK(replug)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

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

}  // namespace
}  // namespace ebb
