#include <algorithm>
#include <array>
#include <vector>

#include "firmware-protocol/ebb_link.h"
#include "fuzz_decoder.hpp"

namespace {

/// The same bytes as a run of sound frames, so that what lies behind the checksum is reached too:
/// one byte of size, then type, stream, flags, sequence, time and payload as they come.
std::vector<std::uint8_t> framed(std::span<const std::uint8_t> bytes) {
  ebb_link_encoder encoder;
  ebb_link_encoder_reset(&encoder);
  std::vector<std::uint8_t> wire;
  while (bytes.size() > 10) {
    const std::size_t payload = std::min<std::size_t>(bytes[0], bytes.size() - 10);
    encoder.next_seq = ebb_link_get_u16(bytes.data() + 4);
    ebb_link_begin(&encoder, bytes[1], bytes[2], bytes[3], ebb_link_get_u32(bytes.data() + 6));
    ebb_link_put_bytes(&encoder, bytes.data() + 10, static_cast<std::uint8_t>(payload));
    const std::uint8_t size = ebb_link_finish(&encoder);
    wire.insert(wire.end(), encoder.wire, encoder.wire + size);
    bytes = bytes.subspan(10 + payload);
  }
  return wire;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  ebb::fuzz_decoder("ble-bridge", {bytes, size});
  ebb::fuzz_decoder("ebb-link", framed({bytes, size}));
  return 0;
}
