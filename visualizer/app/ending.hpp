#pragma once

#include <SFML/System/Sleep.hpp>

#include "core/time.hpp"
#include "io/host_clock.hpp"

namespace ebb::app {

inline constexpr Microseconds kFrame{16'667};
inline constexpr Microseconds kFarewell{300'000};  ///< for the last events to reach the service

/// From now on SIGTERM and SIGINT ask for the end.
void listen_for_the_end();
[[nodiscard]] bool asked_to_end();

void sleep_until(HostTime when);

/// Goes on for a moment as long as something that was sent has not arrived.
template <class Feed>
void say_goodbye(Feed& feed) {
  const HostTime end = io::now() + kFarewell;
  for (feed.poll(io::now()); feed.waiting() && io::now() < end; feed.poll(io::now())) {
    sf::sleep(sf::milliseconds(5));
  }
}

}  // namespace ebb::app
