#include "archive/imports/npy_reader.hpp"
#include "fuzz/number_reader_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return ebb::read_wild<ebb::NpyReader>(data, size);
}
