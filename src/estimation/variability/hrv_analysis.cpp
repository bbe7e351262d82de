#include "estimation/variability/hrv_analysis.hpp"

namespace ebb {

HrvAnalysis analyse_hrv(const NnSeries& series, const HrvFrequencyConfig& config) {
  HrvAnalysis h;
  h.window_s = series.last - series.first;
  h.intervals = series.intervals.size();
  h.mended = series.mended_count();
  h.set_aside = series.set_aside;
  h.share_set_aside = series.share_set_aside();
  h.runs = series.runs.size();
  h.time = hrv_time(series);
  h.frequency = hrv_frequency(series, config);
  h.nonlinear = hrv_nonlinear(series);
  return h;
}

}  // namespace ebb
