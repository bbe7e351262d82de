#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "archive/imports/foreign_sessions.hpp"

/// Whatever a file holds, it becomes sessions of finite numbers and bounded length, or a sentence.
// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's own name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = ebb::read_foreign(std::span{data, size});
  if (!read) {
    if (read.error().empty()) {
      std::abort();
    }
    return 0;
  }
  constexpr double kTwoDays = 2.0 * 86400.0;
  for (const ebb::ForeignSession& one : *read) {
    const double length = one.session.head.length.count();
    if (!(length >= 0.0 && length <= kTwoDays)) {
      std::abort();
    }
    for (const ebb::Beat& beat : one.session.beats) {
      if (!(beat.interval.count() >= 0.0 && beat.interval.count() < 1e6)) {
        std::abort();
      }
    }
  }
  return 0;
}
