#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "feed/message.hpp"

// Whatever a viewer gets through must encode again, and still be taken.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  if (const auto received = ebb::feed::decode_received(text, ebb::HostTime{})) {
    const std::string again = ebb::feed::encode(received->message, received->ticket);
    if (!ebb::feed::decode_received(again, ebb::HostTime{})) {
      std::abort();
    }
  }
  return 0;
}
