#include "visualizer/app/live_body.hpp"

#include <variant>

namespace ebb::app {

std::vector<Beat> LiveBody::take_beats() {
  std::vector<Beat> beats;
  for (const Event& event : client_.take_events()) {
    if (const auto* beat = std::get_if<Beat>(&event)) {
      beats.push_back(*beat);
    }
  }
  return beats;
}

}  // namespace ebb::app
