#include "archive/imports/complete_session.hpp"

#include <algorithm>

namespace ebb {

void complete(KeptSession& session) {
  SessionHead& head = session.head;
  head.sensors.clear();
  head.simulated = !session.sensors.empty();
  for (const KeptSensor& sensor : session.sensors) {
    session.can_tell |= sensor.can_tell;
    head.sensors.push_back(sensor.name);
    head.simulated = head.simulated && sensor.simulated;
  }
  if (head.practice.empty() && !session.practice.empty()) {
    head.practice = session.practice.front().practice;
  }
  const auto reach = [&head](HostTime time) {
    head.length = std::max(head.length, Seconds{to_seconds(time)});
  };
  for (const Beat& beat : session.beats) {
    reach(beat.time);
  }
  for (const Breath& breath : session.breaths) {
    reach(breath.start);
  }
  for (const KeptRate& rate : session.rates) {
    reach(rate.time);
  }
  for (const PracticeEvent& event : session.practice) {
    reach(event.time);
  }
  for (const KeptMark& mark : session.marks) {
    reach(mark.time);
  }
}

}  // namespace ebb
