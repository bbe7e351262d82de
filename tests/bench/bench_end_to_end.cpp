// From a sensor's bytes on a pty to the snapshot that a viewer has decoded: the whole way through
// link, decoder, session, feed and back. One belt frame of 40 ms at a time; prints the median and
// the 95th percentile over the frames, in milliseconds.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <stdlib.h>
#include <unistd.h>

#include "io/asio.hpp"
#include "io/feed_client.hpp"
#include "io/host_clock.hpp"
#include "io/pseudo_terminal.hpp"
#include "service/companion.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb {
namespace {

constexpr int kFrames = 1000;
constexpr double kMilli = 1e3;

void bytes_in_to_snapshot_out(benchmark::State& state) {
  std::string folder = (std::filesystem::temp_directory_path() / "ebb-bench-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) {
    state.SkipWithError("no folder for the feed");
    return;
  }
  const io::PseudoTerminal terminal;
  asio::io_context io{1};
  io::SensorAddress address;
  address.place = terminal.path();
  address.as = "ebb-link";
  Companion::Options options;
  options.sensors = {address};
  options.runtime_folder = folder;
  Companion companion{io, options};
  companion.start();
  io::FeedClient viewer{folder};
  const auto turn = [&] {
    io.restart();
    io.poll();
    viewer.poll();
  };
  const auto told = [&] { return viewer.latest() ? viewer.latest()->time : HostTime{}; };
  while (!viewer.latest()) {
    turn();
  }

  const ByteGenerator belt = make_synthetic_device("calm", "ebb-link", 1);
  std::vector<double> delays;
  for (auto _ : state) {
    // Frames are further apart than the pause the service keeps between two snapshots.
    for (const HostTime rest = io::now() + std::chrono::milliseconds{25}; io::now() < rest;) {
      turn();
    }
    const auto frame = belt();
    const HostTime before = told();
    const HostTime sent = io::now();
    terminal.send({reinterpret_cast<const char*>(frame->bytes.data()), frame->bytes.size()});
    while (told() == before) {
      turn();
    }
    const double seconds = Seconds{io::now() - sent}.count();
    state.SetIterationTime(seconds);
    delays.push_back(seconds * kMilli);
  }
  std::sort(delays.begin(), delays.end());
  state.counters["median_ms"] = delays[delays.size() / 2];
  state.counters["p95_ms"] = delays[delays.size() * 95 / 100];
  companion.stop();
  std::filesystem::remove_all(folder);
}
BENCHMARK(bytes_in_to_snapshot_out)->UseManualTime()->Iterations(kFrames);

}  // namespace
}  // namespace ebb
