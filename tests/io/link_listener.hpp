#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "io/asio.hpp"
#include "io/link.hpp"

namespace ebb::io {

/// Hears what a link tells, and runs the loop until something has been heard.
struct LinkListener {
  explicit LinkListener(asio::io_context& on) : io(on) {}

  asio::io_context& io;
  std::string bytes;
  std::size_t chunks = 0;
  std::vector<std::pair<LinkState, std::string>> states;
  HostTime last_time;
  bool in_order = true;

  [[nodiscard]] LinkHandlers handlers() {
    return {.bytes =
                [this](std::span<const std::uint8_t> heard, HostTime at) {
                  bytes.append(heard.begin(), heard.end());
                  ++chunks;
                  stamp(at);
                },
            .state =
                [this](LinkState state, std::string note, HostTime at) {
                  states.emplace_back(state, std::move(note));
                  stamp(at);
                }};
  }
  void stamp(HostTime at) {
    in_order = in_order && at >= last_time;
    last_time = at;
  }

  [[nodiscard]] bool is(LinkState state) const {
    return !states.empty() && states.back().first == state;
  }
  [[nodiscard]] std::string note() const { return states.empty() ? "" : states.back().second; }

  /// Runs handlers until `done`; false when nothing made it so (a bound for a broken program, not
  /// a measurement).
  template <class Condition>
  bool run_until(Condition done) {
    constexpr std::chrono::seconds kHopeless{10};
    const auto deadline = std::chrono::steady_clock::now() + kHopeless;
    io.restart();
    while (!done()) {
      if (io.run_one_until(deadline) == 0) {
        return done();
      }
    }
    return true;
  }
  bool run_until_state(LinkState state) {
    return run_until([&] { return is(state); });
  }
};

/// Tries again at once, so that no test waits.
inline constexpr ReconnectPolicy::Config kAtOnce{Microseconds{200}, Microseconds{1000}};

}  // namespace ebb::io
