#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "sensors/polar_dialogue.hpp"

namespace {

using Dialogue = ebb::PolarDialogue;
using Kind = ebb::PolarFrame::Kind;
using State = Dialogue::State;

constexpr std::array kKinds{Kind::ecg, Kind::ppg, Kind::acceleration, Kind::beats};
/// Settings of at most 256 bytes and one more indication of at most 255, with the two of a start.
constexpr std::size_t kLongestWord = 512;

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void push(Dialogue& dialogue, Kind kind, std::span<const std::uint8_t> indication) {
  const State before = dialogue.state();
  const auto word = dialogue.push(indication);
  const State after = dialogue.state();
  if (word) {
    require(before == State::asking && after == State::starting);
    require(word->size() > 2 && word->size() <= kLongestWord);
    require((*word)[0] == 2 && (*word)[1] == static_cast<std::uint8_t>(kind));
  } else {
    require(after != State::starting || before == State::starting);
  }
  require(after != State::started || before == State::starting || before == State::started);
  require(before != State::started || after == State::started);
  require(before != State::refused || after == State::refused);
  require(dialogue.why().empty() == (after != State::refused));
}

}  // namespace

/// The first byte says what is to be measured; then come indications, each after its length.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::span<const std::uint8_t> left{bytes, size};
  if (const auto offered = Dialogue::best_offer(left)) {
    require(*offered != Kind::acceleration);  // it tells nothing of the heart
  }
  if (left.empty()) {
    return 0;
  }
  const Kind kind = kKinds.at(left[0] % kKinds.size());
  left = left.subspan(1);
  Dialogue dialogue{kind};
  require(dialogue.first().size() == 2);
  while (!left.empty()) {
    const std::size_t length = std::min<std::size_t>(left[0], left.size() - 1);
    push(dialogue, kind, left.subspan(1, length));
    left = left.subspan(1 + length);
  }
  return 0;
}
