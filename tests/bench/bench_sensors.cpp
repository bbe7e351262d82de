#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "sensors/decoder.hpp"
#include "simulation/synthetic_device.hpp"

// How fast each decoder reads what its device sends: a minute of a calm person, over and over, in
// pieces as a serial port hands them on. Items are readings other than of a clock.
namespace ebb {
namespace {

void decode(benchmark::State& state, std::string_view as) {
  std::vector<std::uint8_t> minute;
  ByteGenerator device = make_synthetic_device("calm", as, 1, Seconds{60});
  while (const auto item = device()) {
    minute.insert(minute.end(), item->bytes.begin(), item->bytes.end());
  }
  constexpr std::size_t kPiece = 64;
  const auto decoder = make_decoder(as);
  std::int64_t readings = 0;
  const ReadingSink count = [&readings](const Reading& reading) {
    readings += std::holds_alternative<ClockReading>(reading) ? 0 : 1;
  };
  for ([[maybe_unused]] auto round : state) {
    decoder->reset();
    for (std::size_t at = 0; at < minute.size(); at += kPiece) {
      decoder->push({minute.data() + at, std::min(kPiece, minute.size() - at)}, HostTime{}, count);
    }
  }
  state.SetItemsProcessed(readings);
  state.SetBytesProcessed(static_cast<std::int64_t>(minute.size()) * state.iterations());
}

const bool kRegistered = [] {
  for (const std::string_view name : decoder_names()) {
    benchmark::RegisterBenchmark(("decode/" + std::string{name}).c_str(),
                                 [name](benchmark::State& state) { decode(state, name); });
  }
  return true;
}();

}  // namespace
}  // namespace ebb
