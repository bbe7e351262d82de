#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "../io/link_listener.hpp"
#include "../io/pseudo_terminal.hpp"

namespace ebb::io {
namespace {

double cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// One second of an open link on which nothing comes: "cpu_share" should be next to nothing.
void quiet_link(benchmark::State& state) {
  const PseudoTerminal device;
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link =
      make_link(io, {.kind = AddressKind::serial, .place = device.path()}, heard.handlers());
  link->start();
  heard.run_until_state(LinkState::streaming);
  const double before = cpu_seconds();
  double handlers = 0;
  double seconds = 0;
  for ([[maybe_unused]] auto round : state) {
    handlers += static_cast<double>(io.run_for(std::chrono::seconds{1}));
    seconds += 1;
  }
  state.counters["cpu_share"] = (cpu_seconds() - before) / seconds;
  state.counters["handlers_per_s"] = handlers / seconds;
}
BENCHMARK(quiet_link)->Unit(benchmark::kMillisecond)->Iterations(2)->UseRealTime();

/// One line through the pseudo-terminal and the link, there and heard.
void one_line(benchmark::State& state) {
  const PseudoTerminal device;
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link =
      make_link(io, {.kind = AddressKind::serial, .place = device.path()}, heard.handlers());
  link->start();
  heard.run_until_state(LinkState::streaming);
  for ([[maybe_unused]] auto round : state) {
    heard.bytes.clear();
    device.send("B812\n");
    heard.run_until([&] { return heard.bytes.size() == 5; });
  }
}
BENCHMARK(one_line)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace ebb::io
