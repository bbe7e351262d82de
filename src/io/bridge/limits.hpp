#pragma once

#include <chrono>
#include <cstddef>

namespace ebb::io {

/// What one page of the bridge may send, and how long it is waited for.
struct BridgePageLimits {
  double messages_a_second = 100.0;  ///< a strap with all its waves sends a dozen
  double messages_at_once = 300.0;
  std::chrono::milliseconds handshake_timeout{5'000};
  std::chrono::milliseconds idle_timeout{30'000};
};

/// How much comes in by the bridge's pages in all.
struct BridgeLimits {
  std::size_t pages = 8;
  std::size_t straps = 32;  ///< all those that ever came
  BridgePageLimits each{};
};

}  // namespace ebb::io
