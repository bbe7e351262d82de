#include <limits>

#include <nlohmann/json.hpp>

#include "feed/json_fields.hpp"
#include "feed/message.hpp"
#include "feed/words.hpp"

namespace ebb::feed {
namespace {

using Json = nlohmann::json;
using Fields = JsonFields;

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxClientId = 64;
constexpr double kAnyLength = 1e9;
constexpr double kMostRate = 1000.0;  ///< breaths per minute
constexpr double kMostSteps = 1000.0;
constexpr std::size_t kMostVisible = 16;

Welcome welcome(Fields& in) {
  const HostTime now = in.time("t");
  return {.version = static_cast<int>(in.number("version", 1, 1e6)), .now = now};
}

HeartTotals heart_totals(Fields in) {
  return {.intervals = in.count("intervals"),
          .set_aside = in.count("set_aside"),
          .mean_hr_bpm = in.number_or("mean_hr_bpm", 0.0, 0.0, kAnyLength),
          .mean_rr_ms = in.number_or("mean_rr_ms", 0.0, 0.0, kAnyLength),
          .rmssd_ms = in.number_or("rmssd_ms", 0.0, 0.0, kAnyLength)};
}

StreamStatus stream(Fields in) {
  return {.kind = in.word<StreamKind>("kind"),
          .quality = in.number("quality", 0.0, 1.0),
          .fault = in.word_or<SignalFault>("fault")};
}

SourceStatus source(Fields in, std::string& why) {
  SourceStatus out{.name = in.text("name"),
                   .protocol = in.text("protocol"),
                   .state = in.word<LinkState>("state"),
                   .note = in.text_or_empty("note"),
                   .battery = std::nullopt,
                   .simulated = in.flag("simulated").value_or(false),
                   .on_body = in.flag("on_body"),
                   .streams = {},
                   .second = in.flag("second").value_or(false)};
  if (in.has("battery")) {
    out.battery = static_cast<int>(in.number("battery", 0, 100));
  }
  if (const Json* streams = in.list("streams")) {
    for (const Json& one : *streams) {
      out.streams.push_back(stream(Fields{one, "snapshot.sources.streams", why}));
    }
  }
  return out;
}

Agreement agreement(Fields in) {
  return {.locking = in.number("locking", 0.0, 1.0),
          .chance_low = in.number("chance_low", 0.0, 1.0),
          .chance_high = in.number("chance_high", 0.0, 1.0),
          .lag = Turns{in.number("lag", 0.0, 1.0)},
          .breaths = in.count("breaths"),
          .time = in.time("t")};
}

Resonance resonance(Fields in) {
  return {.rate = BreathsPerMinute{in.number("rate", 0.0, kAnyLength)},
          .low = BreathsPerMinute{in.number("low", 0.0, kAnyLength)},
          .high = BreathsPerMinute{in.number("high", 0.0, kAnyLength)},
          .swing = BeatsPerMinute{in.number("swing", 0.0, kAnyLength)},
          .clear = in.flag("clear").value_or(false),
          .breaths = in.count("breaths"),
          .time = in.time("t")};
}

Variability variability(Fields in) {
  return {.length = Seconds{in.number("length_s", 0.0, kAnyLength)},
          .time = in.time("t"),
          .heart_rate = BeatsPerMinute{in.number("heart_rate", 0.0, kAnyLength)},
          .sdnn = Milliseconds{in.number("sdnn_ms", 0.0, kAnyLength)},
          .rmssd = Milliseconds{in.number("rmssd_ms", 0.0, kAnyLength)},
          .intervals = in.count("intervals"),
          .set_aside_share = in.number("set_aside_share", 0.0, 1.0)};
}

/// What is made of heart and breath together.
void read_together(Fields& in, std::string& why, Snapshot& out) {
  out.heart_fault = in.word_or<SignalFault>("heart_fault");
  out.breath_fault = in.word_or<SignalFault>("breath_fault");
  if (const Json* found = in.find("agreement")) {
    out.agreement = agreement(Fields{*found, "snapshot.agreement", why});
  }
  out.rsa = in.estimate<Milliseconds>("rsa");
  out.heart_swing = in.estimate<BeatsPerMinute>("heart_swing");
  if (const Json* found = in.find("breath_heart")) {
    out.breath_heart = agreement(Fields{*found, "snapshot.breath_heart", why});
  }
  if (in.has("coherence")) {
    out.coherence = in.number("coherence", 0.0, std::numeric_limits<double>::max());
  }
  if (const Json* found = in.find("resonance")) {
    out.resonance = resonance(Fields{*found, "snapshot.resonance", why});
  }
}

Snapshot snapshot(Fields& in, std::string& why) {
  Snapshot out{.time = in.time("t"),
               .signal = in.word<SignalWord>("signal"),
               .heart_rate = in.estimate<BeatsPerMinute>("heart_rate"),
               .rmssd = in.estimate<Milliseconds>("rmssd"),
               .breath_rate = in.estimate<BreathsPerMinute>("breath_rate"),
               .breath_phase = in.estimate<Turns>("breath_phase"),
               .breath_origin = in.word<BreathOrigin>("breath_origin"),
               .heart_totals = {},
               .sources = {}};
  if (const Json* totals = in.find("heart_totals")) {
    out.heart_totals = heart_totals(Fields{*totals, "snapshot.heart_totals", why});
  }
  if (const Json* windows = in.list("variability")) {
    for (const Json& one : *windows) {
      out.variability.push_back(variability(Fields{one, "snapshot.variability", why}));
    }
  }
  read_together(in, why, out);
  if (const Json* second = in.find("second_breath")) {
    Fields fields{*second, "snapshot.second_breath", why};
    const auto rate = fields.estimate<BreathsPerMinute>("rate");
    const auto phase = fields.estimate<Turns>("phase");
    if (rate && phase) {
      out.second_breath = SecondBreath{*rate, *phase};
    }
  }
  if (!in.has("sources")) {
    in.complain("sources", "is missing");
  } else if (const Json* sources = in.list("sources")) {
    for (const Json& one : *sources) {
      out.sources.push_back(source(Fields{one, "snapshot.sources", why}, why));
    }
  }
  return out;
}

Beat beat(Fields& in) {
  return {.time = in.time("t"),
          .interval = Milliseconds{in.number_or("interval_ms", 0.0, 0.0, kAnyLength)},
          .verdict = in.word<IntervalVerdict>("verdict"),
          .lag = Milliseconds{in.number_or("lag_ms", 0.0, -kAnyLength, kAnyLength)}};
}

Breath breath(Fields& in) {
  return {.start = in.time("t"),
          .period = Seconds{in.number("period_s", 0.0, kAnyLength)},
          .depth = in.has("depth") ? in.any_number("depth") : 0.0,
          .quality = in.number("quality", 0.0, 1.0),
          .origin = in.word<BreathOrigin>("origin"),
          .in_breath = Seconds{in.number_or("in_s", 0.0, 0.0, kAnyLength)}};
}

constexpr double kMostSources = 65535.0;

LinkEvent link(Fields& in) {
  return {.time = in.time("t"),
          .source = in.text("source"),
          .state = in.word<LinkState>("state"),
          .note = in.text_or_empty("note"),
          .number = static_cast<std::uint32_t>(in.number_or("number", 0.0, 0.0, kMostSources))};
}

PracticeEvent practice(Fields& in, HostTime t) {
  return {.time = t,
          .practice = in.text("practice"),
          .what = in.text("what"),
          .step = in.text_or_empty("step"),
          .rate = in.number_or("rate_per_min", 0.0, 0.0, kAnyLength)};
}

Mark mark(Fields& in, HostTime t) {
  return {.time = t, .label = in.text("label"), .whose = in.word_or<Whose>("whose")};
}

Words words(Fields& in, HostTime t) {
  return {.time = t,
          .kind = in.word<WordsKind>("kind"),
          .text = in.text("text"),
          .practice = in.text_or_empty("practice"),
          .step = in.text_or_empty("step"),
          .whose = in.word_or<Whose>("whose"),
          .together = in.flag("together").value_or(false)};
}

Offer offer(Fields& in, HostTime t) {
  Offer out{.time = t, .what = {.kind = in.word<ConsoleOffer::Kind>("kind")}};
  if (out.what.kind == ConsoleOffer::Kind::pace) {
    out.what.pace = BreathsPerMinute{in.number("rate_per_min", 0.0, kMostRate)};
  } else if (out.what.kind == ConsoleOffer::Kind::words) {
    out.what.words = in.text("words");
  } else if (out.what.kind == ConsoleOffer::Kind::slot) {
    out.what.slot = in.text("slot");
    out.what.words = in.text_or_empty("words");
  }
  return out;
}

OfferAnswer offer_answer(Fields in) {
  OfferAnswer out{.time = in.time("t"), .what = in.word<OfferAnswer::What>("what")};
  if (in.has("offer")) {
    out.offer = in.word<ConsoleOffer::Kind>("offer");
  }
  return out;
}

Showing showing(Fields& in, HostTime t, std::string& why) {
  Showing out{.time = t,
              .practice = in.text_or_empty("practice"),
              .title = in.text_or_empty("title"),
              .state = in.word<RunState>("state"),
              .step = in.text_or_empty("step")};
  out.step_number = static_cast<std::size_t>(in.number_or("step_number", 0.0, 0.0, kMostSteps));
  out.step_count = static_cast<std::size_t>(in.number_or("step_count", 0.0, 0.0, kMostSteps));
  out.in_step = Seconds{in.number_or("in_step_s", 0.0, 0.0, kMaxSeconds)};
  out.in_practice = Seconds{in.number_or("in_practice_s", 0.0, 0.0, kMaxSeconds)};
  out.guide = BreathsPerMinute{in.number_or("rate_per_min", 0.0, 0.0, kMostRate)};
  out.shared = in.flag("shared").value_or(true);
  out.together = in.flag("together").value_or(false);
  out.visible = in.short_texts("visible", kMostVisible);
  out.slots = in.short_texts("slots", kMostShownSlots);
  if (in.has("offered")) {
    out.offered = in.word<ConsoleOffer::Kind>("offered");
  }
  if (const Json* answers = in.short_list("answers", kMostAnswers)) {
    for (const Json& one : *answers) {
      out.answers.push_back(offer_answer(Fields{one, "showing.answers", why}));
    }
  }
  return out;
}

SessionAgreement session_agreement(Fields& in, HostTime t) {
  return {.time = t,
          .stage = in.word<SessionAgreement::Stage>("stage"),
          .purpose = in.text_or_empty("purpose"),
          .minutes = static_cast<int>(in.number("minutes", 1.0, kLongestSession)),
          .feedback_shown = in.flag("feedback_shown").value_or(true),
          .kept = in.flag("kept").value_or(false),
          .label = in.text_or_empty("label")};
}

Record record(Fields& in) {
  return {.time = in.time("t"),
          .can_keep = in.flag("can_keep").value_or(false),
          .keeping = in.flag("keeping").value_or(false)};
}

/// The whole text as a value, or why not. The parser keeps its own stack, so depth costs heap that
/// the length bounds; it is limited all the same, so that nothing later need think of it.
Expected<Json, BadMessage> parse(std::string_view json, std::size_t max_bytes) {
  if (json.size() > max_bytes) {
    return Unexpected{
        BadMessage{"The message is longer than " + std::to_string(max_bytes) + " bytes."}};
  }
  bool too_deep = false;
  const auto watch_depth = [&too_deep](int depth, Json::parse_event_t, const Json&) {
    too_deep = too_deep || depth > kMaxDepth;
    return !too_deep;
  };
  Json parsed = Json::parse(json.begin(), json.end(), watch_depth, false);
  if (too_deep) {
    return Unexpected{BadMessage{"The message is nested too deeply."}};
  }
  if (parsed.is_discarded()) {
    return Unexpected{BadMessage{"The message is not JSON."}};
  }
  if (!parsed.is_object()) {
    return Unexpected{BadMessage{"The message is not a JSON object."}};
  }
  return parsed;
}

BadMessage unknown_type(const std::string& type) {
  return {"A message of type '" + type.substr(0, 40) + "' is not known here.", true};
}

}  // namespace

Expected<ServiceMessage, BadMessage> decode_service(std::string_view json) {
  const Expected<Json, BadMessage> parsed = parse(json, kMaxServiceBytes);
  if (!parsed) {
    return Unexpected{parsed.error()};
  }
  std::string why;
  Fields envelope{*parsed, "message", why};
  const std::string type = envelope.text("type");
  Fields in{*parsed, type, why};
  ServiceMessage out;
  if (type == "welcome") {
    out = welcome(in);
  } else if (type == "taken") {
    out = Taken{in.count("n")};
  } else if (type == "snapshot") {
    out = snapshot(in, why);
  } else if (type == "beat") {
    out = Event{beat(in)};
  } else if (type == "breath") {
    out = Event{breath(in)};
  } else if (type == "link") {
    out = Event{link(in)};
  } else if (type == "practice") {
    out = Event{practice(in, in.time("t"))};
  } else if (type == "mark") {
    out = Event{mark(in, in.time("t"))};
  } else if (type == "offer") {
    out = offer(in, in.time("t"));
  } else if (type == "showing") {
    out = showing(in, in.time("t"), why);
  } else if (type == "agreement") {
    out = session_agreement(in, in.time("t"));
  } else if (type == "record") {
    out = record(in);
  } else if (why.empty()) {
    return Unexpected{unknown_type(type)};
  }
  if (!why.empty()) {
    return Unexpected{BadMessage{why}};
  }
  return out;
}

Expected<Received, BadMessage> decode_received(std::string_view json, HostTime arrival) {
  const Expected<Json, BadMessage> parsed = parse(json, kMaxViewerBytes);
  if (!parsed) {
    return Unexpected{parsed.error()};
  }
  std::string why;
  Fields envelope{*parsed, "message", why};
  const std::string type = envelope.text("type");
  Fields in{*parsed, type, why};
  const HostTime t = in.has("t") ? in.time("t") : arrival;
  Received out;
  if (type == "practice") {
    out.message = practice(in, t);
  } else if (type == "mark") {
    out.message = mark(in, t);
  } else if (type == "words") {
    out.message = words(in, t);
  } else if (type == "command") {
    out.message = Command{in.text("name")};
  } else if (type == "offer") {
    out.message = offer(in, t);
  } else if (type == "showing") {
    out.message = showing(in, t, why);
  } else if (type == "agreement") {
    out.message = session_agreement(in, t);
  } else if (why.empty()) {
    return Unexpected{unknown_type(type)};
  }
  if (in.has("client")) {
    out.ticket = Ticket{in.text("client"), in.count("n")};
    if (out.ticket->client.empty() || out.ticket->client.size() > kMaxClientId) {
      in.complain("client", "is not 1 to 64 bytes long");
    }
  }
  if (!why.empty()) {
    return Unexpected{BadMessage{why}};
  }
  return out;
}

Expected<ViewerMessage, BadMessage> decode_viewer(std::string_view json) {
  Expected<Received, BadMessage> received = decode_received(json, HostTime{});
  if (!received) {
    return Unexpected{received.error()};
  }
  return std::move(received).value().message;
}

}  // namespace ebb::feed
