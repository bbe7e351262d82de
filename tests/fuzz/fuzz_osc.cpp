#include <vector>

#include "fuzz_decoder.hpp"
#include "sensors/datagram.hpp"

/// As a stream, and as one datagram.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  ebb::fuzz_decoder("osc", {bytes, size});
  std::vector<std::uint8_t> stream;
  ebb::to_stream({bytes, size}, "osc", stream);
  ebb::fuzz_decoder("osc", stream);
  ebb::to_stream({bytes, size}, "", stream);
  return 0;
}
