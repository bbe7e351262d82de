#pragma once

#include <algorithm>

#include "core/time.hpp"

namespace ebb::io {

/// How long to wait before a lost link is tried again: soon, then less often, for ever. The ceiling
/// lies far enough under 2 s that whatever is plugged in again is heard within 2 s.
class ReconnectPolicy {
 public:
  struct Config {
    Microseconds first{100'000};
    Microseconds ceiling{1'600'000};
  };

  ReconnectPolicy() = default;
  explicit ReconnectPolicy(const Config& config) : config_(config), wait_(config.first) {}

  /// The wait before the next attempt; doubles with every call.
  Microseconds next() {
    const Microseconds wait = wait_;
    wait_ = std::min(2 * wait_, config_.ceiling);
    return wait;
  }
  /// The link delivered: the next loss starts small again.
  void reset() { wait_ = config_.first; }

 private:
  Config config_;
  Microseconds wait_ = config_.first;
};

}  // namespace ebb::io
