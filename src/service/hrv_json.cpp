#include "service/hrv_json.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "service/json_text.hpp"

namespace ebb {
namespace {

struct Key {
  std::string_view name;
  double value;
};

double count(std::size_t n) { return static_cast<double>(n); }

std::string maybe(const std::optional<double>& value) {
  return value ? json_number(*value) : "null";
}

void add_time_domain(JsonObject& object, const HrvTime& h) {
  const std::array<Key, 26> keys{{{"intervals", count(h.intervals)},
                                  {"differences", count(h.differences)},
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
  for (const Key& key : keys) {
    object.add(key.name, json_number(key.value));
  }
  object.add("ellipse_ms2", json_number(h.ellipse))
      .add("tinn_ms", maybe(h.tinn))
      .add("sdann_ms", maybe(h.sdann))
      .add("sdnni_ms", maybe(h.sdnni));
}

std::string powers(const HrvPowers& p) {
  return JsonObject{}
      .add("ulf_ms2", maybe(p.ulf))
      .add("vlf_ms2", maybe(p.vlf))
      .add("lf_ms2", maybe(p.lf))
      .add("hf_ms2", maybe(p.hf))
      .add("total_ms2", maybe(p.total))
      .add("lf_hf", maybe(p.lf_hf))
      .add("lf_nu_percent", maybe(p.lf_nu))
      .add("hf_nu_percent", maybe(p.hf_nu))
      .add("vlf_peak_hz", maybe(p.vlf_peak))
      .add("lf_peak_hz", maybe(p.lf_peak))
      .add("hf_peak_hz", maybe(p.hf_peak))
      .add("own_ms2", maybe(p.own))
      .add("own_peak_hz", maybe(p.own_peak))
      .text();
}

std::string frequency(const HrvFrequency& f) {
  const bool own = f.own_band.high > 0.0;
  return JsonObject{}
      .add("windows", json_number(count(f.windows)))
      .add("window_s", json_rounded(f.window_s, 3))
      .add("share_covered", json_rounded(f.share_covered, 6))
      .add("own_band_hz",
           own ? "[" + json_number(f.own_band.low) + "," + json_number(f.own_band.high) + "]"
               : "null")
      .add("welch", powers(f.welch))
      .add("lomb", powers(f.lomb))
      .text();
}

std::string nonlinear(const HrvNonlinear& n) {
  return JsonObject{}
      .add("sample_entropy", maybe(n.sample_entropy))
      .add("dfa_alpha1", maybe(n.dfa_alpha1))
      .add("dfa_alpha2", maybe(n.dfa_alpha2))
      .text();
}

}  // namespace

std::string hrv_json(const HeartFindings& heart) {
  const HrvAnalysis& hrv = heart.hrv;
  if (!hrv.time) {
    return "{}";
  }
  JsonObject object;
  add_time_domain(object, *hrv.time);
  const auto gaps = static_cast<std::size_t>(
      std::count_if(heart.intervals.judged.begin(), heart.intervals.judged.end(),
                    [](const Beat& beat) { return beat.verdict == IntervalVerdict::gap; }));
  object.add("set_aside", json_number(count(hrv.time->set_aside)))
      .add("mended", json_number(count(hrv.mended)))
      .add("share_set_aside", json_rounded(hrv.share_set_aside, 6))
      .add("gaps", json_number(count(gaps)))
      .add("window_s", json_rounded(hrv.window_s, 6))
      .add("runs", json_number(count(hrv.runs)))
      .add("frequency", hrv.frequency ? frequency(*hrv.frequency) : "null")
      .add("nonlinear", nonlinear(hrv.nonlinear));
  return object.text();
}

}  // namespace ebb
