#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "archive/run_log.hpp"

// Wild text is read without harm, in pieces as in whole; what a line with a right check says is
// written the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ebb;
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};  // NOLINT
  std::string whole;
  std::string pieces;
  RunReader reader;
  const RunSink to_whole = [&](const RunItem& item) { whole += encode(item); };
  reader.push(text, to_whole);
  reader.finish(to_whole);

  RunReader again;
  const RunSink to_pieces = [&](const RunItem& item) { pieces += encode(item); };
  for (std::size_t i = 0; i < size; i += 3) {
    again.push(text.substr(i, 3), to_pieces);
  }
  again.finish(to_pieces);
  if (whole != pieces || reader.damage().lines != again.damage().lines) {
    std::abort();
  }
  return 0;
}
