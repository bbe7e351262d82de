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

std::string beats_member(const HeartFindings* heart) {
  return heart != nullptr ? json_list(heart->beats, json_time) : "[]";
}

std::string rr_member(const HeartFindings* heart) {
  return heart == nullptr ? "[]" : json_list(heart->intervals.judged, [](const Beat& beat) {
    return JsonObject{}
        .add("t", json_time(to_seconds(beat.time)))
        .add("ms", json_number(beat.interval.count()))
        .add("kind", json_word(name_of(beat.verdict)))
        .text();
  });
}

std::string corrected_member(const HeartFindings* heart) {
  return heart == nullptr ? "[]" : json_list(heart->intervals.series, [](const Interval& interval) {
    return JsonObject{}
        .add("t", json_time(to_seconds(interval.end)))
        .add("ms", json_rounded(interval.value.count(), 3))
        .add("kind", json_word(name_of(interval.verdict)))
        .add("corrected", interval.corrected ? "true" : "false")
        .text();
  });
}

/// What is wrong, or null.
std::string reason(SignalFault fault) {
  return fault == SignalFault::none ? "null" : json_word(name_of(fault));
}

std::string breath_member(const BreathFindings& breath) {
  return JsonObject{}
      .add("rate_bpm", breath.rate_bpm ? json_number(*breath.rate_bpm) : "null")
      .add("series", json_list(breath.series,
                               [](const BreathPoint& point) {
                                 return JsonObject{}
                                     .add("t", json_time(point.t))
                                     .add("bpm", point.bpm ? json_rounded(*point.bpm, 4) : "null")
                                     .add("quality", json_rounded(point.quality, 3))
                                     .add("low", point.bpm ? json_rounded(point.low, 3) : "null")
                                     .add("high", point.bpm ? json_rounded(point.high, 3) : "null")
                                     .add("reason", reason(point.fault))
                                     .text();
                               }))
      .add("breaths", json_list(breath.breaths,
                                [](const Breath& one) { return json_time(to_seconds(one.start)); }))
      .add("each", json_list(breath.breaths,
                             [](const Breath& one) {
                               return JsonObject{}
                                   .add("t", json_time(to_seconds(one.start)))
                                   .add("period_s", json_rounded(one.period.count(), 4))
                                   .add("depth", json_significant(one.depth))
                                   .add("quality", json_rounded(one.quality, 3))
                                   .text();
                             }))
      .text();
}

std::string signal_member(const std::vector<QualityPoint>& signal) {
  return json_list(signal, [](const QualityPoint& point) {
    return JsonObject{}
        .add("t", json_time(point.t))
        .add("quality", json_rounded(point.quality, 3))
        .add("reason", reason(point.fault))
        .text();
  });
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
void add_together(JsonObject& object, const std::optional<HeartAndBreath>& together) {
  if (!together) {
    object.add("rsa", "null").add("lag", "null");
    return;
  }
  object.add("rsa", JsonObject{}
                        .add("mean_ms", maybe(together->rsa_ms))
                        .add("range_bpm", maybe(together->range_bpm))
                        .add("breaths", json_list(together->breaths, swing))
                        .text());
  object.add("lag",
             JsonObject{}
                 .add("turns", maybe(together->lag_turns))
                 .add("locking", together->lag_turns ? json_rounded(together->locking, 4) : "null")
                 .add("breaths", std::to_string(together->locked_over))
                 .text());
}

/// The members that every kind has.
void add_findings(JsonObject& object, const HeartFindings* heart, const BreathFindings& breath) {
  object.add("beats", beats_member(heart));
  object.add("rr", rr_member(heart));
  object.add("hrv", heart != nullptr ? hrv_json(*heart) : "{}");
  object.add("breath", breath_member(breath));
  object.add("corrected", corrected_member(heart));
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

std::string print_json(const Analysis& analysis) {
  JsonObject all;
  const BreathFindings* const breath = analysis.breath_found();
  add_findings(all, analysis.heart_found(), breath != nullptr ? *breath : BreathFindings{});
  if (analysis.streams.size() == 1) {
    all.add("signal", signal_member(analysis.streams.front().found.signal));
  }
  add_together(all, analysis.together);
  all.add("coherence", json_list(analysis.coherence, [](const CoherencePoint& point) {
            return JsonObject{}
                .add("t", json_time(point.t))
                .add("ratio", json_significant(point.ratio))
                .text();
          }));
  all.add("seconds", json_time(analysis.seconds));
  const auto source = [&analysis](std::optional<std::size_t> index) {
    return index ? json_word(name_of(analysis.streams[*index].kind)) : std::string{"null"};
  };
  all.add("source", JsonObject{}
                        .add("heart", source(analysis.heart))
                        .add("breath", source(analysis.breath))
                        .text());
  if (analysis.streams.size() > 1) {
    for (const StreamFindings& stream : analysis.streams) {
      JsonObject own;
      add_findings(own, stream.found.heart ? &*stream.found.heart : nullptr, stream.found.breath);
      own.add("signal", signal_member(stream.found.signal));
      all.add(name_of(stream.kind), own.text());
    }
  }
  return all.text() + "\n";
}

}  // namespace ebb
