#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <variant>

#include "archive/session_file/session_reader.hpp"
#include "service/session_player.hpp"

// A damaged session file is read without harm, or refused with a sentence; what can be read at all
// is finite and has an order, and its bytes are estimated anew as those of a whole one are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ebb;
  const std::span<const std::uint8_t> file{bytes, size};
  const auto session = read_session(file);
  if (session ? session->head.length.count() < 0.0 : session.error().empty()) {
    std::abort();
  }
  auto playback = SessionPlayback::open(file);
  Session anew;
  bool finite = true;
  SessionPlayer player{anew, [&finite](const Event& event) {
                         if (const auto* beat = std::get_if<Beat>(&event)) {
                           finite = finite && std::isfinite(beat->interval.count());
                         } else if (const auto* breath = std::get_if<Breath>(&event)) {
                           finite = finite && std::isfinite(breath->period.count()) &&
                                    std::isfinite(breath->depth);
                         }
                       }};
  // A block may unpack to a thousand times its size: so much is enough.
  constexpr std::size_t kMostBytes = 200'000;
  std::size_t played = 0;
  for (int i = 0; playback && i < 20'000 && played < kMostBytes; ++i) {
    const auto item = playback->next();
    if (!item) {
      break;
    }
    if (const auto* chunk = std::get_if<KeptChunk>(&*item)) {
      played += chunk->bytes.size();
    }
    player.play(*item);
  }
  anew.finish([](const Event&) {});
  if (!finite) {
    std::abort();
  }
  return 0;
}
