#include "fuzz_decoder.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  ebb::fuzz_decoder("polar-pmd", {bytes, size});
  return 0;
}
