#include "service/analysis_json.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "service/hrv_json.hpp"
#include "service/json_text.hpp"

namespace ebb {
namespace {

std::string judged_text(const Beat& beat) {
  return JsonObject{}
      .add("t", json_time(to_seconds(beat.time)))
      .add("ms", json_number(beat.interval.count()))
      .add("kind", json_word(name_of(beat.verdict)))
      .text();
}

std::string mended_text(const Interval& interval) {
  return JsonObject{}
      .add("t", json_time(to_seconds(interval.end)))
      .add("ms", json_rounded(interval.value.count(), 3))
      .add("kind", json_word(name_of(interval.verdict)))
      .add("corrected", interval.corrected ? "true" : "false")
      .text();
}

/// What is wrong, or null.
std::string reason(SignalFault fault) {
  return fault == SignalFault::none ? "null" : json_word(name_of(fault));
}

std::string point_text(const BreathPoint& point) {
  return JsonObject{}
      .add("t", json_time(point.t))
      .add("bpm", point.bpm ? json_rounded(*point.bpm, 4) : "null")
      .add("quality", json_rounded(point.quality, 3))
      .add("low", point.bpm ? json_rounded(point.low, 3) : "null")
      .add("high", point.bpm ? json_rounded(point.high, 3) : "null")
      .add("reason", reason(point.fault))
      .text();
}

std::string breath_text(const Breath& one) {
  return JsonObject{}
      .add("t", json_time(to_seconds(one.start)))
      .add("period_s", json_rounded(one.period.count(), 4))
      .add("depth", json_significant(one.depth))
      .add("quality", json_rounded(one.quality, 3))
      .text();
}

std::string quality_text(const QualityPoint& point) {
  return JsonObject{}
      .add("t", json_time(point.t))
      .add("quality", json_rounded(point.quality, 3))
      .add("reason", reason(point.fault))
      .text();
}

void add_breath(JsonStream& out, const BreathFindings& breath) {
  out.begin("breath");
  out.add("rate_bpm", breath.rate_bpm ? json_number(*breath.rate_bpm) : "null");
  out.list("series", breath.series, point_text);
  out.list("breaths", breath.breaths,
           [](const Breath& one) { return json_time(to_seconds(one.start)); });
  out.list("each", breath.breaths, breath_text);
  out.end();
}

std::string maybe(const std::optional<double>& value) {
  return value ? json_significant(*value) : "null";
}

std::string swing(const BreathSwing& breath) {
  return JsonObject{}
      .add("t", json_time(to_seconds(breath.start)))
      .add("period_s", json_rounded(breath.period.count(), 4))
      .add("rsa_ms", breath.rsa ? json_rounded(breath.rsa->count(), 3) : "null")
      .add("range_bpm", json_rounded(breath.range.value(), 3))
      .add("swing_bpm", json_rounded(breath.swing.value(), 3))
      .add("lag_turns", json_rounded(breath.lag.value(), 4))
      .text();
}

/// Respiratory sinus arrhythmia and the place of the heart's swing in the breath.
void add_together(JsonStream& out, const std::optional<HeartAndBreath>& together) {
  if (!together) {
    out.add("rsa", "null");
    out.add("lag", "null");
    return;
  }
  out.begin("rsa");
  out.add("mean_ms", maybe(together->rsa_ms));
  out.add("range_bpm", maybe(together->range_bpm));
  out.list("breaths", together->breaths, swing);
  out.end();
  out.add("lag",
          JsonObject{}
              .add("turns", maybe(together->lag_turns))
              .add("locking", together->lag_turns ? json_rounded(together->locking, 4) : "null")
              .add("breaths", std::to_string(together->locked_over))
              .text());
}

/// The members that every kind has.
void add_findings(JsonStream& out, const HeartFindings* heart, const BreathFindings& breath) {
  static const HeartFindings none{};
  const HeartFindings& told = heart != nullptr ? *heart : none;
  out.list("beats", told.beats, json_time);
  out.list("rr", told.intervals.judged, judged_text);
  out.add("hrv", heart != nullptr ? hrv_json(*heart) : "{}");
  add_breath(out, breath);
  out.list("corrected", told.intervals.series, mended_text);
}

}  // namespace

std::string_view name_of(IntervalVerdict verdict) {
  switch (verdict) {
    case IntervalVerdict::normal:
      return "normal";
    case IntervalVerdict::ectopic:
      return "ectopic";
    case IntervalVerdict::missed:
      return "missed";
    case IntervalVerdict::extra:
      return "extra";
    case IntervalVerdict::too_long:
      return "too_long";
    case IntervalVerdict::too_short:
      return "too_short";
    case IntervalVerdict::gap:
      return "gap";
  }
  return "normal";
}

std::string_view name_of(SignalFault fault) {
  switch (fault) {
    case SignalFault::none:
      return "none";
    case SignalFault::flat:
      return "flat";
    case SignalFault::clipped:
      return "clipped";
    case SignalFault::mains:
      return "mains";
    case SignalFault::motion:
      return "motion";
    case SignalFault::damaged:
      return "damaged";
    case SignalFault::off_body:
      return "off_body";
    case SignalFault::too_few_beats:
      return "too_few_beats";
    case SignalFault::two_rates:
      return "two_rates";
  }
  return "none";
}

void write_json(const Analysis& analysis, const JsonStream::Give& give) {
  JsonStream all(give);
  all.begin();
  const BreathFindings* const breath = analysis.breath_found();
  add_findings(all, analysis.heart_found(), breath != nullptr ? *breath : BreathFindings{});
  if (analysis.streams.size() == 1) {
    all.list("signal", analysis.streams.front().found.signal, quality_text);
  }
  add_together(all, analysis.together);
  all.list("coherence", analysis.coherence, [](const CoherencePoint& point) {
    return JsonObject{}
        .add("t", json_time(point.t))
        .add("ratio", json_significant(point.ratio))
        .text();
  });
  all.add("seconds", json_time(analysis.seconds));
  const auto source = [&analysis](std::optional<std::size_t> index) {
    return index ? json_word(name_of(analysis.streams[*index].kind)) : std::string{"null"};
  };
  all.add("source", JsonObject{}
                        .add("heart", source(analysis.heart))
                        .add("breath", source(analysis.breath))
                        .text());
  if (analysis.agreement) {
    const HeartAgreement& agreement = *analysis.agreement;
    all.add("agreement",
            JsonObject{}
                .add("with", json_word(name_of(analysis.streams[agreement.stream].kind)))
                .add("share", json_rounded(agreement.share, 4))
                .add("lag_s", json_rounded(agreement.lag, 4))
                .add("interval_ms", json_rounded(agreement.interval_ms, 3))
                .text());
  }
  if (analysis.streams.size() > 1) {
    for (const StreamFindings& stream : analysis.streams) {
      all.begin(name_of(stream.kind));
      add_findings(all, stream.found.heart ? &*stream.found.heart : nullptr, stream.found.breath);
      all.list("signal", stream.found.signal, quality_text);
      all.end();
    }
  }
  all.end();
  all.flush();
  give("\n");
}

std::string print_json(const Analysis& analysis) {
  std::string text;
  write_json(analysis, [&text](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace ebb
