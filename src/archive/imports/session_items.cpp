#include "archive/imports/session_items.hpp"

namespace ebb {

std::vector<KeptItem> session_items(const KeptSession& session) {
  std::vector<KeptItem> items(session.sensors.begin(), session.sensors.end());
  const Agreed& agreed = session.agreed;
  if (!agreed.shown.empty() || !agreed.kept.empty() || !agreed.note.empty()) {
    items.emplace_back(agreed);
  }
  const auto add_events = [&items](const auto& events) {
    for (const auto& event : events) {
      items.emplace_back(Event{event});
    }
  };
  const auto add = [&items](const auto& all) { items.insert(items.end(), all.begin(), all.end()); };
  add_events(session.beats);
  add_events(session.breaths);
  add_events(session.practice);
  add_events(session.links);
  add(session.quality);
  add(session.rates);
  add(session.gaps);
  add(session.marks);
  add(session.words);
  if (session.finished) {
    items.emplace_back(KeptEnd{HostTime{to_microseconds(session.head.length)}});
  }
  return items;
}

}  // namespace ebb
