#include "session/calm_down/caption.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "session/calm_down/calm_down.hpp"

namespace ebb {
namespace {

std::string whole(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.0f", std::round(value) + 0.0);
  return text.data();
}

std::string range(double low, double high) { return "(" + whole(low) + "-" + whole(high) + ")"; }

std::string of(const CurveLevel& level) {
  return whole(level.rate.value()) + " " + range(level.low.value(), level.high.value());
}

/// To 5 s, since no half-time is known more closely.
std::string rough(double seconds) { return whole(5.0 * std::round(seconds / 5.0)); }

std::string length(double seconds) {
  const double all = std::round(seconds / 10.0) * 10.0;
  const double minutes = std::floor(all / 60.0);
  const double rest = all - 60.0 * minutes;
  return whole(minutes) + " min" + (rest > 0.0 ? " " + whole(rest) + " s" : "");
}

std::string levels_line(const CalmDown& told) {
  std::string line;
  const auto add = [&](const std::string& part) { line += (line.empty() ? "" : "; ") + part; };
  if (told.rest) {
    add("before " + of(*told.rest));
  }
  if (told.start) {
    add("at the mark " + of(*told.start));
  }
  if (told.end) {
    add("at the end " + of(*told.end));
  }
  return line.empty() ? line : "Heart " + line + "\n";
}

std::string fall_lines(const CalmDown& told) {
  const ShownFall& fall = *told.fall;
  std::string text =
      "Fell about " + whole(fall.by) + " " + range(fall.by_range.low, fall.by_range.high);
  if (fall.half_time) {
    text += "; half of it within " + rough(fall.half_time->low) + "-" +
            rough(fall.half_time->high) + " s";
  }
  return text +
         "\nFit: " + (fall.line.shape.form == FallForm::exponential ? "exponential" : "logistic") +
         ", " + length(told.recovery.seconds()) + (told.paced ? " with the guide" : " of rest") +
         ". Rough guide only.\n";
}

std::string breath_line(const CalmDown& told) {
  std::string line;
  if (told.breath_before) {
    line += " " + whole(told.breath_before->value()) + " before";
  }
  if (told.breath_after) {
    line += (line.empty() ? " " : ", ") + whole(told.breath_after->value()) + " after";
  }
  return line.empty() ? line : "Breath about" + line + "\n";
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

std::string numbers_of(const CalmDown& told) {
  std::string text = told.fall ? fall_lines(told) : "";
  text += levels_line(told);
  if (told.easing) {
    text += "Most within a minute: " + whole(told.easing->by.value()) + "\n";
  }
  if (told.area_beats) {
    const double beats = std::round(*told.area_beats);
    text += whole(std::abs(beats)) + (beats > 0.0 ? " beats more" : " beats fewer") +
            " than if it had stayed as at the mark\n";
  }
  text += breath_line(told);
  return text + whole(100.0 * told.curve.set_aside_share) + " % of beats set aside\n";
}

}  // namespace ebb
