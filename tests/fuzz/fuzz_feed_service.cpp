#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "feed/message.hpp"

// Whatever decodes must encode, and that must decode again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  if (const auto message = ebb::feed::decode_service(text)) {
    if (!ebb::feed::decode_service(ebb::feed::encode(*message))) {
      std::abort();
    }
  }
  return 0;
}
