#include "archive/exports/session_json.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "archive/session_file/session_file.hpp"
#include "archive/session_file/spelling.hpp"

namespace ebb {
namespace {

using feed::word;
using Json = nlohmann::ordered_json;

/// The double nearest to the decimal, which prints as the decimal.
double seconds_of(HostTime time) {
  return static_cast<double>(time.time_since_epoch().count()) / 1e6;
}

/// What is no finite number is null.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json about(const KeptSession& session) {
  const SessionHead& head = session.head;
  return {{"id", head.id},
          {"label", head.label},
          {"started", iso_8601(head.started_ms, head.utc_offset_min)},
          {"started_unix_ms", head.started_ms},
          {"utc_offset_min", head.utc_offset_min},
          {"length_s", number(head.length.count())},
          {"practice", head.practice},
          {"software", session.software},
          {"finished", session.finished},
          {"agreed", Json{{"shown", session.agreed.shown},
                          {"kept", session.agreed.kept},
                          {"note", session.agreed.note}}}};
}

Json item(const KeptSensor& sensor) {
  return {{"number", sensor.number},           {"name", sensor.name},
          {"protocol", sensor.protocol},       {"named", sensor.named},
          {"address", sensor.address},         {"simulated", sensor.simulated},
          {"can_tell", spell(sensor.can_tell)}};
}

Json item(const Beat& beat) {
  return {{"time_s", seconds_of(beat.time)},
          {"interval_ms", number(beat.interval.count())},
          {"verdict", word(beat.verdict)},
          {"lag_ms", number(beat.lag.count())}};
}

Json item(const Breath& breath) {
  return {{"start_s", seconds_of(breath.start)},
          {"period_s", number(breath.period.count())},
          {"in_breath_s", number(breath.in_breath.count())},
          {"depth", number(breath.depth)},
          {"quality", number(breath.quality)},
          {"origin", word(breath.origin)}};
}

Json item(const KeptRate& rate) {
  return {{"time_s", seconds_of(rate.time)},
          {"of", word(rate.of)},
          {"per_minute", number(rate.per_minute)},
          {"quality", number(rate.quality)}};
}

Json item(const KeptQuality& quality) {
  return {{"time_s", seconds_of(quality.time)},
          {"sensor", quality.sensor},
          {"stream", word(quality.kind)},
          {"quality", number(quality.quality)},
          {"fault", word(quality.fault)}};
}

Json item(const PracticeEvent& event) {
  Json json{{"time_s", seconds_of(event.time)},
            {"practice", event.practice},
            {"what", event.what},
            {"step", event.step}};
  if (event.rate != 0.0) {
    json["per_minute"] = number(event.rate);
  }
  return json;
}

Json item(const LinkEvent& link) {
  return {{"time_s", seconds_of(link.time)},
          {"sensor", link.number},
          {"name", link.source},
          {"state", word(link.state)},
          {"note", link.note}};
}

Json item(const KeptGap& gap) {
  return {{"time_s", seconds_of(gap.time)}, {"length_s", number(gap.length.count())}};
}

Json item(const KeptMark& mark) {
  return {{"time_s", seconds_of(mark.time)},
          {"label", mark.label},
          {"hidden", mark.hidden},
          {"whose", word(mark.whose)},
          {"id", mark.id}};
}

Json item(const KeptWords& kept) {
  const Words& said = kept.words;
  return {{"time_s", seconds_of(said.time)}, {"kind", word(said.kind)}, {"text", said.text},
          {"practice", said.practice},       {"step", said.step},       {"whose", word(said.whose)},
          {"together", said.together},       {"starred", kept.starred}, {"id", kept.id}};
}

/// A line an item: still to be read by people, and not too long.
template <class Items>
void put_list(std::string& text, const char* name, const Items& items) {
  text += ",\n\"" + std::string{name} + "\": [";
  bool first = true;
  for (const auto& one : items) {
    text += first ? "\n" : ",\n";
    first = false;
    text += item(one).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  text += first ? "]" : "\n]";
}

}  // namespace

std::string session_json(const KeptSession& session) {
  std::string text = "{\"format\": \"ebb-session\", \"version\": 1,\n\"session\": ";
  text += about(session).dump(-1, ' ', false, Json::error_handler_t::replace);
  put_list(text, "sensors", session.sensors);
  put_list(text, "beats", session.beats);
  put_list(text, "breaths", session.breaths);
  put_list(text, "rates", session.rates);
  put_list(text, "quality", session.quality);
  put_list(text, "practice", session.practice);
  put_list(text, "links", session.links);
  put_list(text, "gaps", session.gaps);
  put_list(text, "marks", session.marks);
  put_list(text, "words", session.words);
  return text + "\n}\n";
}

}  // namespace ebb
