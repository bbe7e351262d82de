#include "session/signal_word.hpp"

#include <algorithm>

namespace ebb {

namespace {
constexpr double kFair = 0.5;
constexpr double kGood = 0.75;
}  // namespace

SignalWord signal_word(const std::vector<SourceStatus>& sources, double quality, bool ever) {
  if (sources.empty()) {
    return SignalWord::none;
  }
  const bool streaming = std::any_of(sources.begin(), sources.end(), [](const SourceStatus& s) {
    return s.state == LinkState::streaming && s.on_body.value_or(true);
  });
  if (!streaming || quality < kFair) {
    return ever ? SignalWord::resting : SignalWord::finding;
  }
  return quality >= kGood ? SignalWord::good : SignalWord::fair;
}

}  // namespace ebb
