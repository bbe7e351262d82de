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
  return {{"time_s", seconds_of(mark.time)}, {"label", mark.label},     {"hidden", mark.hidden},
          {"whose", word(mark.whose)},       {"starred", mark.starred}, {"id", mark.id}};
}

Json item(const KeptWords& kept) {
  const Words& said = kept.words;
  return {{"time_s", seconds_of(said.time)}, {"kind", word(said.kind)}, {"text", said.text},
          {"practice", said.practice},       {"step", said.step},       {"whose", word(said.whose)},
          {"together", said.together},       {"starred", kept.starred}, {"id", kept.id}};
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The lists of a session one after the other, and how far they have come.
class Lists {
 public:
  Lists(std::size_t items, const std::function<void(double)>& progress)
      : items_(static_cast<double>(items)), progress_(progress) {}

  /// A line an item: still to be read by people, and not too long.
  template <class Items>
  void put(const char* name, const Items& items) {
    text_ += ",\n\"" + std::string{name} + "\": [";
    bool first = true;
    for (const auto& one : items) {
      constexpr std::size_t kBetweenProgress = 1000;
      if (done_++ % kBetweenProgress == 0) {
        progress_(static_cast<double>(done_ - 1) / items_);
      }
      text_ += first ? "\n" : ",\n";
      first = false;
      text_ += dumped(item(one));
    }
    text_ += first ? "]" : "\n]";
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  double items_;
  const std::function<void(double)>& progress_;
  std::size_t done_ = 0;
  std::string text_;
};

}  // namespace

std::string session_json(const KeptSession& session, const std::function<void(double)>& progress) {
  Lists lists{session.sensors.size() + session.beats.size() + session.breaths.size() +
                  session.rates.size() + session.quality.size() + session.practice.size() +
                  session.links.size() + session.gaps.size() + session.marks.size() +
                  session.words.size(),
              progress};
  lists.put("sensors", session.sensors);
  lists.put("beats", session.beats);
  lists.put("breaths", session.breaths);
  lists.put("rates", session.rates);
  lists.put("quality", session.quality);
  lists.put("practice", session.practice);
  lists.put("links", session.links);
  lists.put("gaps", session.gaps);
  lists.put("marks", session.marks);
  lists.put("words", session.words);
  return "{\"format\": \"ebb-session\", \"version\": 1,\n\"session\": " + dumped(about(session)) +
         lists.text() + "\n}\n";
}

}  // namespace ebb
