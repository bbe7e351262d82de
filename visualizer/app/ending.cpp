#include "visualizer/app/ending.hpp"

#include <csignal>

namespace ebb::app {
namespace {

volatile std::sig_atomic_t asked = 0;

}  // namespace

void listen_for_the_end() {
  struct sigaction action {};
  action.sa_handler = [](int) { asked = 1; };
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
}

bool asked_to_end() { return asked != 0; }

void sleep_until(HostTime when) {
  const Microseconds left = when - io::now();
  if (left.count() > 0) {
    sf::sleep(sf::microseconds(left.count()));
  }
}

}  // namespace ebb::app
