#include "service/analysis_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace ebb {
namespace {

std::string number(double value) {
  if (!std::isfinite(value)) {
    return "null";
  }
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), end.ptr};
}

/// Seconds to the microsecond, which is all they are known to.
std::string time(double seconds) { return number(std::round(seconds * 1e6) / 1e6); }

/// `value` to so many places behind the point.
std::string rounded(double value, int places) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", places, value);
  return text.data();
}

template <class Items, class Print>
std::string list(const Items& items, Print print) {
  std::string out = "[";
  for (const auto& item : items) {
    out += out.size() > 1 ? "," : "";
    out += print(item);
  }
  return out + "]";
}

struct Key {
  std::string_view name;
  double value;
};

std::string hrv_object(const HrvTime& h) {
  const auto count = [](std::size_t n) { return static_cast<double>(n); };
  const std::array<Key, 27> keys{{{"intervals", count(h.intervals)},
                                  {"differences", count(h.differences)},
                                  {"set_aside", count(h.set_aside)},
                                  {"mean_hr_bpm", h.mean_hr_bpm},
                                  {"min_hr_bpm", h.min_hr_bpm},
                                  {"max_hr_bpm", h.max_hr_bpm},
                                  {"mean_rr_ms", h.mean_rr},
                                  {"min_rr_ms", h.min_rr},
                                  {"max_rr_ms", h.max_rr},
                                  {"median_rr_ms", h.median_rr},
                                  {"sdnn_ms", h.sdnn},
                                  {"rmssd_ms", h.rmssd},
                                  {"sdsd_ms", h.sdsd},
                                  {"nn50", count(h.nn50)},
                                  {"nn20", count(h.nn20)},
                                  {"pnn50_percent", h.pnn50},
                                  {"pnn20_percent", h.pnn20},
                                  {"mad_ms", h.mad},
                                  {"iqr_ms", h.iqr},
                                  {"prc20_ms", h.prc20},
                                  {"prc80_ms", h.prc80},
                                  {"cvnn", h.cvnn},
                                  {"cvsd", h.cvsd},
                                  {"sd1_ms", h.sd1},
                                  {"sd2_ms", h.sd2},
                                  {"sd1_sd2", h.sd1_sd2},
                                  {"triangular_index", h.triangular_index}}};
  std::string out = "{";
  for (const Key& key : keys) {
    out += out.size() > 1 ? ",\"" : "\"";
    out += std::string(key.name) + "\":" + number(key.value);
  }
  return out + "}";
}

// As estimation/heart_rhythm asks while it runs.
constexpr std::size_t kFewestPairs = 20;
constexpr double kMostSetAside = 0.3;

std::string set_aside_words(const Analysis& a) {
  return std::to_string(a.hrv->set_aside) + " of " + std::to_string(a.rr.size()) +
         " intervals set aside: early, missed or extra beats\n";
}

/// What a person is told of the heart; the JSON tells all, with its counts.
std::string heart_lines(const Analysis& a) {
  if (a.rr.empty()) {
    return "";
  }
  if (!a.hrv) {
    return "  heart    too few good intervals to say\n";
  }
  const HrvTime& h = *a.hrv;
  if (static_cast<double>(h.set_aside) > kMostSetAside * static_cast<double>(a.rr.size())) {
    return "  heart    " + set_aside_words(a) + "           Too little clear signal to say.\n";
  }
  std::string out = "  heart    " + rounded(h.mean_hr_bpm, 1) + " beats a minute on average, " +
                    rounded(h.min_hr_bpm, 0) + " to " + rounded(h.max_hr_bpm, 0) + "\n";
  out += "  rhythm   interval " + rounded(h.mean_rr, 1) + " ms";
  if (h.differences >= kFewestPairs) {
    out += ", SDNN " + rounded(h.sdnn, 1) + " ms, RMSSD " + rounded(h.rmssd, 1) + " ms, pNN50 " +
           rounded(h.pnn50, 1) + " %";
  }
  out += "\n";
  return h.set_aside > 0 ? out + "           " + set_aside_words(a) : out;
}

std::string minutes(double seconds) {
  const auto whole = std::llround(seconds);
  return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
}

}  // namespace

std::string print_json(const Analysis& a) {
  std::string out = "{\"beats\":";
  out += list(a.beats, time);
  out += ",\"rr\":";
  out += list(a.rr, [](const Beat& beat) {
    return "{\"t\":" + time(to_seconds(beat.time)) + ",\"ms\":" + number(beat.interval.count()) +
           ",\"kind\":\"" + std::string(name_of(beat.verdict)) + "\"}";
  });
  out += ",\"hrv\":" + (a.hrv ? hrv_object(*a.hrv) : "{}");
  out += ",\"breath\":{\"rate_bpm\":" + (a.breath_rate ? number(*a.breath_rate) : "null");
  out += ",\"series\":";
  out += list(a.breath_series, [](const BreathPoint& point) {
    return "{\"t\":" + time(point.t) + ",\"bpm\":" + rounded(point.bpm, 4) +
           ",\"quality\":" + rounded(point.quality, 3) + "}";
  });
  out += ",\"breaths\":" + list(a.breaths, time) + "}}\n";
  return out;
}

std::string print_summary(const Analysis& a, const std::string& file) {
  std::string out = file + ": " + minutes(a.seconds);
  if (!a.rr.empty()) {
    out += ", " + std::to_string(a.beats.size()) + " beats";
  }
  out += "\n";
  out += heart_lines(a);
  if (a.breath_rate) {
    const bool from_heart = !a.rr.empty();
    out += "  breath   " + rounded(*a.breath_rate, 1) + " a minute" +
           (from_heart ? ", seen in the heart's swing" : "") + ", " +
           std::to_string(a.breaths.size()) + " breaths\n";
    const double seen = static_cast<double>(a.breath_series.size()) / std::max(1.0, a.seconds);
    out += "           a rate could be told for " + rounded(100.0 * std::min(1.0, seen), 0) +
           " % of the time\n";
  } else {
    out += "  breath   could not be told from this recording\n";
  }
  return out;
}

}  // namespace ebb
