#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "archive/library.hpp"
#include "archive/lock/folder_lock.hpp"
#include "archive/session_file/session_file.hpp"
#include "simulation/synthetic_body.hpp"
#include "simulation/synthetic_device.hpp"

// What it costs to keep a session, and to open a long shelf.

namespace {

using namespace ebb;
namespace fs = std::filesystem;

class OwnFolder {
 public:
  OwnFolder() {
    std::string name = (fs::temp_directory_path() / "ebb-bench-XXXXXX").string();
    path_ = ::mkdtemp(name.data()) != nullptr ? name : std::string{};
  }
  ~OwnFolder() { fs::remove_all(path_); }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

/// A strap, a belt and an ECG of 250 samples a second, each on a board of its own, as their bytes
/// arrive; and what is made of them.
std::vector<std::vector<KeptItem>> an_evening(int seconds) {
  const auto body = std::make_shared<SyntheticBody>(*body_plan("calm"));
  Measured ecg;
  ecg.waves.push_back({StreamKind::ecg, Hertz{250.0}, "ecg", true, [body](double t) {
                         return std::optional{WaveValue{body->ecg(Seconds{t})}};
                       }});
  DeviceConfig config;
  config.length = Seconds{static_cast<double>(seconds)};
  std::array<ByteGenerator, 3> devices{
      make_synthetic_device("calm", "ble-bridge", 1, config.length),
      make_synthetic_device("calm", "text", 2, config.length),
      make_synthetic_device("ebb-link", std::move(ecg), config)};
  std::vector<std::vector<KeptItem>> out(static_cast<std::size_t>(seconds));
  std::uint32_t sensor = 0;
  for (const ByteGenerator& device : devices) {
    while (auto sent = device()) {
      const auto second = static_cast<std::size_t>(sent->at / Microseconds{1'000'000});
      if (second < out.size()) {
        const Microseconds late{(sent->at.count() * 7'919) % 1'700};  // no two bytes travel alike
        out[second].emplace_back(
            KeptChunk{0, sensor, HostTime{sent->at + late}, std::move(sent->bytes)});
      }
    }
    ++sensor;
  }
  for (int second = 0; second < seconds; ++second) {
    auto& items = out[static_cast<std::size_t>(second)];
    std::stable_sort(items.begin(), items.end(), [](const KeptItem& a, const KeptItem& b) {
      return std::get<KeptChunk>(a).arrival < std::get<KeptChunk>(b).arrival;
    });
    items.emplace_back(Event{Beat{.time = at(second + 0.123456),
                                  .interval = Milliseconds{950.0 + second % 97 / 1.024},
                                  .lag = Milliseconds{31.25}}});
    if (second % 5 == 0) {
      items.emplace_back(Event{Breath{at(second + 0.5), Seconds{4.97}, 0.371, 0.93,
                                      BreathOrigin::respiration, Seconds{2.1}}});
    }
    for (std::uint32_t stream = 0; stream < 3; ++stream) {
      items.emplace_back(
          KeptQuality{at(second + 1.0), stream, StreamKind::ecg, 0.97 - second % 13 / 177.0});
    }
    items.emplace_back(KeptRate{at(second + 1.0), KeptRate::Of::heart, 63.1 + second % 17, 0.91});
    items.emplace_back(KeptRate{at(second + 1.0), KeptRate::Of::breath, 11.3 + second % 7, 0.83});
  }
  return out;
}

/// All that the writer does in ten minutes, in processor time of its thread; the file's size goes
/// with it.
void keep_ten_minutes(benchmark::State& state, const OwnFolder& folder) {
  constexpr int kSeconds = 600;
  const auto evening = an_evening(kSeconds);
  double bytes = 0.0;
  double seconds = 0.0;
  int number = 0;
  for (auto _ : state) {
    const fs::path path = folder.path() / (std::to_string(++number) + ".ebb");
    SessionFile file{path, {.id = "bench"}};
    for (const auto& items : evening) {
      file.write(items);
    }
    file.close();
    bytes += static_cast<double>(fs::file_size(path));
    seconds += kSeconds;
  }
  state.counters["MiB_an_hour"] = bytes / seconds * 3600.0 / (1U << 20U);
  state.counters["seconds_kept"] = benchmark::Counter(seconds, benchmark::Counter::kIsRate);
}

void ten_minutes(benchmark::State& state) { keep_ten_minutes(state, OwnFolder{}); }
BENCHMARK(ten_minutes)->Unit(benchmark::kMillisecond);

/// The same for a person who has a passphrase.
void ten_minutes_locked(benchmark::State& state) {
  const OwnFolder folder;
  const auto keys = make_keys(Passphrase{"river stones"}, Argon2Cost{1, 8192});
  if (!keys || write_key_file(folder.path(), keys->file)) {
    state.SkipWithError("no key file");
    return;
  }
  keep_ten_minutes(state, folder);
}
BENCHMARK(ten_minutes_locked)->Unit(benchmark::kMillisecond);

/// One try of a passphrase, as it is asked of a person.
void try_a_passphrase(benchmark::State& state) {
  const auto keys = make_keys(Passphrase{"river stones"}, Argon2Cost{});
  if (!keys) {
    state.SkipWithError("not enough memory");
    return;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(unwrap(keys->file, Passphrase{"river stones"}));
  }
}
BENCHMARK(try_a_passphrase)->Unit(benchmark::kMillisecond);

/// A shelf of so many sessions, once it has been opened before.
void open_library(benchmark::State& state) {
  const OwnFolder folder;
  std::error_code failed;
  const fs::path first = folder.path() / "0.ebb";
  {
    SessionFile file{first, {.id = "0"}};
    file.write(std::vector<KeptItem>{KeptSensor{.name = "Strap"}});
    file.close();
  }
  for (std::int64_t i = 1; i < state.range(0); ++i) {
    fs::copy_file(first, folder.path() / (std::to_string(i) + ".ebb"), failed);
  }
  benchmark::DoNotOptimize(read_library(folder.path()));
  for (auto _ : state) {
    benchmark::DoNotOptimize(read_library(folder.path()));
  }
}
BENCHMARK(open_library)->Arg(5'000)->Unit(benchmark::kMillisecond);

}  // namespace
