#include "session/calm_down/caption.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <optional>
#include <utility>

#include "session/calm_down/calm_down.hpp"

namespace ebb {
namespace {

std::string whole(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.0f", std::round(value) + 0.0);
  return text.data();
}

using Value = std::pair<std::string_view, std::string>;

std::string filled(std::string_view words, std::initializer_list<Value> values) {
  std::string text{words};
  for (const auto& [name, value] : values) {
    const std::string place = "{" + std::string{name} + "}";
    if (const auto at = text.find(place); at != std::string::npos) {
      text.replace(at, place.size(), value);
    }
  }
  return text;
}

std::string of(std::string_view words, const CurveLevel& level) {
  return filled(words, {{"rate", whole(level.rate.value())},
                        {"low", whole(level.low.value())},
                        {"high", whole(level.high.value())}});
}

/// To 5 s, since no half-time is known more closely.
std::string rough(double seconds) { return whole(5.0 * std::round(seconds / 5.0)); }

std::string length(double seconds, const CurveWords& words) {
  const double all = std::round(seconds / 10.0) * 10.0;
  const double minutes = std::floor(all / 60.0);
  const double rest = all - 60.0 * minutes;
  const std::string text = filled(words.minutes, {{"minutes", whole(minutes)}});
  return rest > 0.0 ? text + " " + filled(words.seconds, {{"seconds", whole(rest)}}) : text;
}

std::string levels_line(const CalmDown& told, const CurveWords& words) {
  std::string line;
  const auto add = [&](std::string_view said, const std::optional<CurveLevel>& level) {
    if (level) {
      line += (line.empty() ? "" : "; ") + of(said, *level);
    }
  };
  add(words.before, told.rest);
  add(words.at_mark, told.start);
  add(words.at_end, told.end);
  return line.empty() ? line : filled(words.heart, {{"levels", line}}) + "\n";
}

std::string fall_lines(const CalmDown& told, const CurveWords& words) {
  const ShownFall& fall = *told.fall;
  std::string text = filled(words.fell, {{"rate", whole(fall.by)},
                                         {"low", whole(fall.by_range.low)},
                                         {"high", whole(fall.by_range.high)}});
  if (fall.half_time) {
    text += "; " + filled(words.half, {{"low", rough(fall.half_time->low)},
                                       {"high", rough(fall.half_time->high)}});
  }
  const bool exponential = fall.line.shape.form == FallForm::exponential;
  return text + "\n" +
         filled(words.fit, {{"form", std::string{exponential ? words.exponential : words.logistic}},
                            {"length", length(told.recovery.seconds(), words)},
                            {"manner", std::string{told.paced ? words.guided : words.resting}}}) +
         "\n";
}

/// What was before and what after, as far as they are known.
std::string two_line(std::string_view said, const std::string& before, const std::string& after,
                     const CurveWords& words) {
  std::string line;
  if (!before.empty()) {
    line += filled(words.earlier, {{"rate", before}});
  }
  if (!after.empty()) {
    line += (line.empty() ? "" : ", ") + filled(words.later, {{"rate", after}});
  }
  return line.empty() ? line : filled(said, {{"rates", line}}) + "\n";
}

std::string breath_line(const CalmDown& told, const CurveWords& words) {
  const auto text = [](const std::optional<BreathsPerMinute>& rate) {
    return rate ? whole(rate->value()) : "";
  };
  return two_line(words.breath, text(told.breath_before), text(told.breath_after), words);
}

std::string variability_line(const CalmDown& told, const CurveWords& words) {
  const auto text = [](const std::optional<Milliseconds>& rmssd) {
    return rmssd ? whole(rmssd->count()) + " ms" : "";
  };
  return two_line(words.variability, text(told.rmssd_before), text(told.rmssd_after), words);
}

}  // namespace

std::string_view words_of(CalmDownCaption caption) {
  switch (caption) {
    case CalmDownCaption::too_little_signal:
      return "Too little clear signal to say.";
    case CalmDownCaption::too_short:
      return "Too short a rest to read a curve from.";
    case CalmDownCaption::no_single_curve:
      return "No clear single curve here. That is common.";
    case CalmDownCaption::waves:
      return "No clear single curve here. That is common. The heart went in waves.";
    case CalmDownCaption::fall:
      return "The heart came down, in its own time.";
    case CalmDownCaption::fall_with_half_time:
      return "The heart came down along one curve.";
  }
  return "";
}

std::string numbers_of(const CalmDown& told, const CurveWords& words) {
  std::string text = told.fall ? fall_lines(told, words) : "";
  text += levels_line(told, words);
  if (told.easing) {
    text += filled(words.easing, {{"beats", whole(told.easing->by.value())}}) + "\n";
  }
  if (told.area_beats) {
    const double beats = std::round(*told.area_beats);
    text += filled(beats > 0.0 ? words.more : words.fewer, {{"beats", whole(std::abs(beats))}});
    text += "\n";
  }
  text += breath_line(told, words);
  text += variability_line(told, words);
  const std::string share = whole(100.0 * told.curve.set_aside_share) + " %";
  return text + filled(words.set_aside, {{"share", share}}) + "\n";
}

}  // namespace ebb
