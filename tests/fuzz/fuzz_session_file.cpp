#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "archive/session_file/session_reader.hpp"

// A damaged session file is read without harm, or refused with a sentence; what can be read at all
// is finite and has an order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ebb;
  const std::span<const std::uint8_t> file{bytes, size};
  const auto session = read_session(file);
  if (session ? session->head.length.count() < 0.0 : session.error().empty()) {
    std::abort();
  }
  auto playback = SessionPlayback::open(file);
  // A block may unpack to a thousand times its size: so many are enough.
  for (int i = 0; playback && i < 100'000 && playback->next(); ++i) {
  }
  return 0;
}
