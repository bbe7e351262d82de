#include "visualizer/app/live_console.hpp"

namespace ebb::app {

scene::ConsoleNews LiveConsole::take_news() {
  return {.snapshot = client_.latest(),
          .events = client_.take_events(),
          .showing = client_.showing(),
          .agreement = client_.agreement(),
          .can_keep = client_.record() && client_.record()->can_keep};
}

void LiveConsole::send_from(scene::ConsoleScreen& screen, HostTime now) {
  for (const ConsoleOffer& offer : screen.take_offers()) {
    client_.send(feed::Offer{now, offer});
  }
  for (const Mark& mark : screen.take_marks()) {
    client_.send(mark);
  }
  if (const auto proposal = screen.take_proposal()) {
    client_.send(*proposal);
  }
}

}  // namespace ebb::app
