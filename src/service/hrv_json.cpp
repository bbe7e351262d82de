#include "service/hrv_json.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "service/json_text.hpp"

namespace ebb {
namespace {

struct Key {
  std::string_view name;
  double value;
};

double count(std::size_t n) { return static_cast<double>(n); }

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
}

}  // namespace

std::string hrv_json(const HeartFindings& heart) {
  if (!heart.hrv) {
    return "{}";
  }
  JsonObject object;
  add_time_domain(object, *heart.hrv);
  const auto faults = static_cast<std::size_t>(
      std::count_if(heart.intervals.judged.begin(), heart.intervals.judged.end(),
                    [](const Beat& beat) { return beat.verdict != IntervalVerdict::normal; }));
  object.add("set_aside", json_number(count(faults)));
  object.add("corrected_share", json_rounded(heart.intervals.corrected_share, 6));
  object.add("set_aside_share", json_rounded(heart.intervals.set_aside_share, 6));
  return object.text();
}

}  // namespace ebb
