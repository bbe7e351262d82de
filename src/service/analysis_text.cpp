#include "service/analysis_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string_view>

namespace ebb {
namespace {

/// `value` to so many places behind the point.
std::string rounded(double value, int places) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", places, value);
  return text.data();
}

std::string line(std::string_view head, const std::string& text) {
  return "  " + std::string(head) + std::string(9 - std::min<std::size_t>(9, head.size()), ' ') +
         text + "\n";
}

// As estimation/intervals/heart_rhythm asks while it runs.
constexpr std::size_t kFewestPairs = 20;
constexpr double kMostSetAside = 0.3;

std::size_t count(const HeartFindings& heart, IntervalVerdict verdict) {
  return static_cast<std::size_t>(
      std::count_if(heart.intervals.judged.begin(), heart.intervals.judged.end(),
                    [verdict](const Beat& beat) { return beat.verdict == verdict; }));
}

/// What was not measured well, in a line for each sort of it.
std::string doubt_lines(std::size_t faults, std::size_t gaps, std::size_t all) {
  std::string out;
  if (faults > 0) {
    out += line("", std::to_string(faults) + " of " + std::to_string(all) +
                        " intervals were early, late, missed or one too many; what stands "
                        "between sound beats was bridged");
  }
  if (gaps > 0) {
    out += line("", "something was lost in " + std::to_string(gaps) +
                        (gaps == 1 ? " place" : " places") + "; nothing is reckoned across it");
  }
  return out;
}

std::string frequency_line(const std::optional<HrvFrequency>& frequency) {
  if (!frequency || !frequency->lomb.hf) {
    return "";
  }
  const HrvPowers& p = frequency->lomb;
  std::string text = "power ";
  text += p.lf ? "LF " + rounded(*p.lf, 0) + ", " : "";
  text += "HF " + rounded(*p.hf, 0);
  text += p.own ? ", around the own breath " + rounded(*p.own, 0) : "";
  return line("", text + " ms^2");
}

/// What a person is told of the heart; the JSON tells all, with its counts.
std::string heart_lines(const HeartFindings& heart) {
  const std::size_t all = heart.intervals.judged.size();
  if (!heart.hrv.time) {
    return line("heart", "too few good intervals to say");
  }
  const HrvTime& h = *heart.hrv.time;
  const std::size_t gaps = count(heart, IntervalVerdict::gap);
  const std::size_t doubted = all - count(heart, IntervalVerdict::normal);
  if (static_cast<double>(doubted) > kMostSetAside * static_cast<double>(all)) {
    return line("heart", std::to_string(doubted) + " of " + std::to_string(all) +
                             " intervals are doubtful or lost") +
           line("", "Too little clear signal to say.");
  }
  std::string out = line("heart", rounded(h.mean_hr_bpm, 1) + " beats a minute on average, " +
                                      rounded(h.min_hr_bpm, 0) + " to " + rounded(h.max_hr_bpm, 0));
  std::string rhythm = "interval " + rounded(h.mean_rr, 1) + " ms";
  if (h.differences >= kFewestPairs) {
    rhythm += ", SDNN " + rounded(h.sdnn, 1) + " ms, RMSSD " + rounded(h.rmssd, 1) + " ms, pNN50 " +
              rounded(h.pnn50, 1) + " %";
  }
  out += line("rhythm", rhythm);
  out += frequency_line(heart.hrv.frequency);
  return out + doubt_lines(doubted - gaps, gaps, all - gaps);
}

std::string_view seen_in(RecordedKind kind) {
  switch (kind) {
    case RecordedKind::intervals:
      return ", seen in the heart's swing";
    case RecordedKind::ecg:
      return ", seen in the electrocardiogram";
    case RecordedKind::ppg:
      return ", seen in the pulse";
    case RecordedKind::respiration:
    case RecordedKind::acceleration:
      return "";
  }
  return "";
}

std::string breath_lines(const BreathFindings& breath, RecordedKind kind) {
  if (!breath.rate_bpm) {
    return line("breath", "could not be told from this recording");
  }
  const auto told = static_cast<double>(
      std::count_if(breath.series.begin(), breath.series.end(),
                    [](const BreathPoint& point) { return point.bpm.has_value(); }));
  const double share = told / std::max(1.0, static_cast<double>(breath.series.size()));
  return line("breath", rounded(*breath.rate_bpm, 1) + " a minute" + std::string(seen_in(kind)) +
                            ", " + std::to_string(breath.breaths.size()) + " breaths") +
         line("", "a rate could be told for " + rounded(100.0 * share, 0) + " % of the time");
}

std::string minutes(double seconds) {
  const auto whole = std::llround(seconds);
  const std::string rest = std::to_string(whole / 60 % 60) + " min";
  return whole < 3600 ? std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s"
                      : std::to_string(whole / 3600) + " h " + rest;
}

}  // namespace

std::string print_summary(const Analysis& analysis, const std::string& file) {
  const HeartFindings* const heart = analysis.heart_found();
  std::string out = file + ": " + minutes(analysis.seconds);
  if (heart != nullptr) {
    out += ", " + std::to_string(heart->beats.size()) + " beats";
  }
  out += "\n";
  if (heart != nullptr) {
    out += heart_lines(*heart);
  }
  if (const BreathFindings* const breath = analysis.breath_found()) {
    out += breath_lines(*breath, analysis.streams[*analysis.breath].kind);
  }
  if (analysis.together && analysis.together->rsa_ms) {
    out += line("both", "within a breath the interval swings by " +
                            rounded(*analysis.together->rsa_ms, 0) + " ms on average");
  }
  return out;
}

}  // namespace ebb
