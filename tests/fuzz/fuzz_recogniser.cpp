#include <cstdlib>

#include "sensors/recogniser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  ebb::Recogniser at_once;
  ebb::Recogniser one_by_one;
  at_once.push({bytes, size}, ebb::HostTime{});
  for (std::size_t i = 0; i < size; ++i) {
    one_by_one.push({bytes + i, 1}, ebb::HostTime{});
  }
  if (at_once.verdict() != one_by_one.verdict() || at_once.protocol() != one_by_one.protocol() ||
      at_once.reason() != one_by_one.reason()) {
    std::abort();
  }
  if (const auto decoder = ebb::make_decoder(at_once.protocol())) {
    at_once.hand_over(*decoder, [](const ebb::Reading&) {});
  }
  return 0;
}
