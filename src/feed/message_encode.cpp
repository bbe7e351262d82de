#include <cmath>

#include <nlohmann/json.hpp>

#include "feed/message.hpp"
#include "feed/words.hpp"

namespace ebb::feed {
namespace {

using Json = nlohmann::ordered_json;  // keeps "type" and "t" in front, for people who read along

/// Dividing, rather than multiplying by 1e-6, gives the double nearest to the decimal, which
/// prints as the decimal.
double wire_seconds(HostTime t) { return static_cast<double>(t.time_since_epoch().count()) / 1e6; }

void put(Json& out, const char* key, double value) {
  if (std::isfinite(value)) {
    out[key] = value;
  }
}

template <class Unit>
void put(Json& out, const char* key, const std::optional<Estimate<Unit>>& estimate) {
  const auto number = [](Unit unit) {
    if constexpr (requires { unit.value(); }) {
      return unit.value();
    } else {
      return unit.count();
    }
  };
  if (!estimate || !std::isfinite(number(estimate->value))) {
    return;
  }
  Json json;
  put(json, "value", number(estimate->value));
  if (estimate->low < estimate->high) {
    put(json, "low", number(estimate->low));
    put(json, "high", number(estimate->high));
  }
  put(json, "quality", estimate->quality);
  put(json, "t", wire_seconds(estimate->time));
  out[key] = std::move(json);
}

Json start(const char* type, HostTime t) { return {{"type", type}, {"t", wire_seconds(t)}}; }

Json to_json(const Welcome& welcome) {
  Json out = start("welcome", welcome.now);
  out["version"] = welcome.version;
  return out;
}

Json to_json(const Taken& taken) { return {{"type", "taken"}, {"n", taken.number}}; }

Json to_json(const HeartTotals& totals) {
  Json out{{"intervals", totals.intervals}, {"set_aside", totals.set_aside}};
  for (const auto& [key, value] :
       {std::pair{"mean_hr_bpm", totals.mean_hr_bpm}, std::pair{"mean_rr_ms", totals.mean_rr_ms},
        std::pair{"rmssd_ms", totals.rmssd_ms}}) {
    if (value > 0.0) {
      put(out, key, value);
    }
  }
  return out;
}

Json to_json(const Agreement& agreement) {
  Json out;
  put(out, "locking", agreement.locking);
  put(out, "chance_low", agreement.chance_low);
  put(out, "chance_high", agreement.chance_high);
  put(out, "lag", agreement.lag.value());
  out["breaths"] = agreement.breaths;
  put(out, "t", wire_seconds(agreement.time));
  return out;
}

Json to_json(const Resonance& resonance) {
  Json out;
  put(out, "rate", resonance.rate.value());
  put(out, "low", resonance.low.value());
  put(out, "high", resonance.high.value());
  put(out, "swing", resonance.swing.value());
  out["clear"] = resonance.clear;
  out["breaths"] = resonance.breaths;
  put(out, "t", wire_seconds(resonance.time));
  return out;
}

Json to_json(const Variability& window) {
  Json out;
  put(out, "length_s", window.length.count());
  put(out, "heart_rate", window.heart_rate.value());
  put(out, "sdnn_ms", window.sdnn.count());
  put(out, "rmssd_ms", window.rmssd.count());
  out["intervals"] = window.intervals;
  put(out, "set_aside_share", window.set_aside_share);
  put(out, "t", wire_seconds(window.time));
  return out;
}

Json to_json(const StreamStatus& stream) {
  Json out{{"kind", word(stream.kind)}};
  put(out, "quality", stream.quality);
  if (stream.fault != SignalFault::none) {
    out["fault"] = word(stream.fault);
  }
  return out;
}

Json to_json(const SourceStatus& source) {
  Json out{{"name", source.name}, {"protocol", source.protocol}, {"state", word(source.state)}};
  if (!source.note.empty()) {
    out["note"] = source.note;
  }
  if (source.battery) {
    out["battery"] = *source.battery;
  }
  if (source.simulated) {
    out["simulated"] = true;
  }
  if (source.on_body) {
    out["on_body"] = *source.on_body;
  }
  if (source.second) {
    out["second"] = true;
  }
  if (!source.streams.empty()) {
    Json streams = Json::array();
    for (const StreamStatus& stream : source.streams) {
      streams.push_back(to_json(stream));
    }
    out["streams"] = std::move(streams);
  }
  return out;
}

/// What is made of heart and breath together.
void put_together(Json& out, const Snapshot& snapshot) {
  if (snapshot.heart_fault != SignalFault::none) {
    out["heart_fault"] = word(snapshot.heart_fault);
  }
  if (snapshot.breath_fault != SignalFault::none) {
    out["breath_fault"] = word(snapshot.breath_fault);
  }
  if (snapshot.agreement) {
    out["agreement"] = to_json(*snapshot.agreement);
  }
  put(out, "rsa", snapshot.rsa);
  put(out, "heart_swing", snapshot.heart_swing);
  if (snapshot.breath_heart) {
    out["breath_heart"] = to_json(*snapshot.breath_heart);
  }
  if (snapshot.coherence) {
    put(out, "coherence", *snapshot.coherence);
  }
  if (snapshot.resonance) {
    out["resonance"] = to_json(*snapshot.resonance);
  }
}

Json to_json(const Snapshot& snapshot) {
  Json out = start("snapshot", snapshot.time);
  out["signal"] = word(snapshot.signal);
  put(out, "heart_rate", snapshot.heart_rate);
  put(out, "rmssd", snapshot.rmssd);
  put(out, "breath_rate", snapshot.breath_rate);
  put(out, "breath_phase", snapshot.breath_phase);
  out["breath_origin"] = word(snapshot.breath_origin);
  put_together(out, snapshot);
  if (snapshot.second_breath) {
    Json second;
    put(second, "rate", std::optional{snapshot.second_breath->rate});
    put(second, "phase", std::optional{snapshot.second_breath->phase});
    if (second.contains("rate") && second.contains("phase")) {
      out["second_breath"] = std::move(second);
    }
  }
  if (!snapshot.variability.empty()) {
    Json windows = Json::array();
    for (const Variability& window : snapshot.variability) {
      windows.push_back(to_json(window));
    }
    out["variability"] = std::move(windows);
  }
  if (snapshot.heart_totals.intervals > 0 || snapshot.heart_totals.set_aside > 0) {
    out["heart_totals"] = to_json(snapshot.heart_totals);
  }
  Json sources = Json::array();
  for (const SourceStatus& source : snapshot.sources) {
    sources.push_back(to_json(source));
  }
  out["sources"] = std::move(sources);
  return out;
}

Json to_json(const Beat& beat) {
  Json out = start("beat", beat.time);
  if (beat.interval.count() > 0.0) {
    put(out, "interval_ms", beat.interval.count());
  }
  out["verdict"] = word(beat.verdict);
  put(out, "lag_ms", beat.lag.count());
  return out;
}

Json to_json(const Breath& breath) {
  Json out = start("breath", breath.start);
  put(out, "period_s", breath.period.count());
  put(out, "depth", breath.depth);
  put(out, "quality", breath.quality);
  out["origin"] = word(breath.origin);
  if (breath.in_breath.count() > 0.0) {
    put(out, "in_s", breath.in_breath.count());
  }
  return out;
}

Json to_json(const LinkEvent& link) {
  Json out = start("link", link.time);
  out["source"] = link.source;
  out["state"] = word(link.state);
  out["number"] = link.number;
  if (!link.note.empty()) {
    out["note"] = link.note;
  }
  return out;
}

Json to_json(const PracticeEvent& event) {
  Json out = start("practice", event.time);
  out["practice"] = event.practice;
  out["what"] = event.what;
  if (!event.step.empty()) {
    out["step"] = event.step;
  }
  if (event.rate > 0.0) {
    put(out, "rate_per_min", event.rate);
  }
  return out;
}

Json to_json(const Mark& mark) {
  Json out = start("mark", mark.time);
  out["label"] = mark.label;
  if (mark.whose != Whose::person) {
    out["whose"] = word(mark.whose);
  }
  return out;
}

Json to_json(const Words& words) {
  Json out = start("words", words.time);
  out["kind"] = word(words.kind);
  out["text"] = words.text;
  if (!words.practice.empty()) {
    out["practice"] = words.practice;
  }
  if (!words.step.empty()) {
    out["step"] = words.step;
  }
  if (words.whose != Whose::person) {
    out["whose"] = word(words.whose);
  }
  out["together"] = words.together;
  return out;
}

Json to_json(const Command& command) { return {{"type", "command"}, {"name", command.name}}; }

Json to_json(const Offer& offer) {
  Json out = start("offer", offer.time);
  out["kind"] = word(offer.what.kind);
  if (offer.what.kind == ConsoleOffer::Kind::pace) {
    put(out, "rate_per_min", offer.what.pace.value());
  } else if (offer.what.kind == ConsoleOffer::Kind::words) {
    out["words"] = offer.what.words;
  } else if (offer.what.kind == ConsoleOffer::Kind::slot) {
    out["slot"] = offer.what.slot;
    out["words"] = offer.what.words;
  }
  return out;
}

Json to_json(const OfferAnswer& answer) {
  Json out{{"what", word(answer.what)}};
  put(out, "t", wire_seconds(answer.time));
  if (answer.offer) {
    out["offer"] = word(*answer.offer);
  }
  return out;
}

Json to_json(const Showing& showing) {
  Json out = start("showing", showing.time);
  out["state"] = word(showing.state);
  if (!showing.practice.empty()) {
    out["practice"] = showing.practice;
    out["title"] = showing.title;
    out["step"] = showing.step;
    out["step_number"] = showing.step_number;
    out["step_count"] = showing.step_count;
    put(out, "in_step_s", showing.in_step.count());
    put(out, "in_practice_s", showing.in_practice.count());
  }
  if (showing.guide.value() > 0.0) {
    put(out, "rate_per_min", showing.guide.value());
  }
  out["visible"] = showing.visible;
  out["shared"] = showing.shared;
  if (showing.together) {
    out["together"] = true;
  }
  if (showing.offered) {
    out["offered"] = word(*showing.offered);
  }
  if (!showing.answers.empty()) {
    Json answers = Json::array();
    for (const OfferAnswer& answer : showing.answers) {
      answers.push_back(to_json(answer));
    }
    out["answers"] = std::move(answers);
  }
  if (!showing.slots.empty()) {
    out["slots"] = showing.slots;
  }
  return out;
}

Json to_json(const SessionAgreement& agreement) {
  Json out = start("agreement", agreement.time);
  out["stage"] = word(agreement.stage);
  out["purpose"] = agreement.purpose;
  out["minutes"] = agreement.minutes;
  out["feedback_shown"] = agreement.feedback_shown;
  out["kept"] = agreement.kept;
  if (!agreement.label.empty()) {
    out["label"] = agreement.label;
  }
  return out;
}

Json to_json(const Record& record) {
  Json out = start("record", record.time);
  out["can_keep"] = record.can_keep;
  out["keeping"] = record.keeping;
  return out;
}

Json to_json(const Event& event) {
  return std::visit([](const auto& one) { return to_json(one); }, event);
}

/// A device's name may hold bytes that are no UTF-8; they become U+FFFD.
std::string text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string encode(const ServiceMessage& message) {
  return text(std::visit([](const auto& one) { return to_json(one); }, message));
}

std::string encode(const ViewerMessage& message, const std::optional<Ticket>& ticket) {
  Json out = std::visit([](const auto& one) { return to_json(one); }, message);
  if (ticket) {
    out["client"] = ticket->client;
    out["n"] = ticket->number;
  }
  return text(out);
}

}  // namespace ebb::feed
