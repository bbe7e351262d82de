#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/sensor_address.hpp"

// Whatever parses, prints to a text that parses to the same address.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ebb::io;
  const auto address =
      parse_sensor_address({reinterpret_cast<const char*>(bytes), size});  // NOLINT
  if (address) {
    const auto again = parse_sensor_address(print(*address));
    if (!again || !(*again == *address)) {
      std::abort();
    }
  } else if (address.error().why.empty()) {
    std::abort();
  }
  return 0;
}
