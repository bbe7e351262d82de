#include "calibration/recorded_hearts.hpp"

#include <algorithm>
#include <utility>

#include "estimation/intervals/interval_correction.hpp"
#include "evaluation/r_peaks.hpp"
#include "evaluation/recordings.hpp"

namespace ebb::calibration {
namespace {

/// Intervals in seconds, as a whole-recording judgement believes them.
std::vector<Beat> judged(const std::vector<double>& intervals) {
  std::vector<Beat> beats;
  double t = 0.0;
  for (const double interval : intervals) {
    if (interval > 0.0 && interval < 10.0) {
      t += interval;
      beats.push_back({at_seconds<HostTime>(t), Seconds{interval}, IntervalVerdict::normal, {}});
    }
  }
  return correct_intervals(beats).judged;
}

std::vector<double> intervals_of(const std::vector<double>& times) {
  std::vector<double> intervals;
  for (std::size_t i = 1; i < times.size(); ++i) {
    intervals.push_back(times[i] - times[i - 1]);
  }
  return intervals;
}

RecordedGroup meditation(std::string name, double follow,
                         const std::vector<std::string>& recordings) {
  RecordedGroup group{std::move(name), follow};
  for (const std::string& recording : recordings) {
    const std::string path = recordings::folder() + "/rr/meditation/" + recording + ".qrs";
    auto beats = judged(intervals_of(recordings::wfdb_beats(path, 128.0)));
    if (beats.size() > 200) {
      group.hearts.push_back(std::move(beats));
    }
  }
  return group;
}

RecordedGroup short_ecg() {
  RecordedGroup group{"sitting, one ECG (physio)", 17.0};
  const auto ecg = recordings::npy_float32(recordings::folder() + "/multi/physio/ecg2.npy");
  if (!ecg.empty()) {
    group.hearts.push_back(judged(intervals_of(evaluation::r_peaks(ecg, 1000.0))));
  }
  return group;
}

RecordedGroup whole_days() {
  RecordedGroup group{"whole days, two people, not at rest", 1907.0, false};
  for (const char* name : {"nsr002", "nsr003"}) {
    const std::string path = recordings::folder() + "/rr/nsr2db/" + name + "_rr_secs.txt";
    auto beats = judged(recordings::column(path, 0));
    if (!beats.empty()) {
      group.hearts.push_back(std::move(beats));
    }
  }
  return group;
}

}  // namespace

std::vector<RecordedGroup> recorded_groups() {
  return {meditation("sitting, before Chi (C1-C4pre)", 97.0, {"C1pre", "C2pre", "C3pre", "C4pre"}),
          meditation("Chi meditation (C1-C4med)", 97.0, {"C1med", "C2med", "C3med", "C4med"}),
          meditation("sitting, before yoga (Y1-Y2pre)", 41.0, {"Y1pre", "Y2pre"}),
          meditation("yoga meditation (Y1-Y2med)", 41.0, {"Y1med", "Y2med"}),
          meditation("with a metronome (M1-M7)", 41.0, {"M1", "M2", "M3", "M4", "M5", "M6", "M7"}),
          meditation("asleep (N1-N3)", 317.0, {"N1", "N2", "N3"}),
          meditation("athletes (I1-I3)", 97.0, {"I1", "I2", "I3"}),
          short_ecg(),
          whole_days()};
}

std::vector<Beat> with_fall(const std::vector<Beat>& beats, double mark, double seconds,
                            double fall, const std::function<double(double)>& left) {
  std::vector<Beat> made;
  double t = mark;
  auto beat = std::lower_bound(beats.begin(), beats.end(), at_seconds<HostTime>(mark),
                               [](const Beat& b, HostTime from) { return b.time < from; });
  for (; beat != beats.end() && t <= mark + seconds; ++beat) {
    const double rate = 60.0 / Seconds{beat->interval}.count() + fall * left(t - mark);
    t += 60.0 / rate;
    made.push_back({at_seconds<HostTime>(t), Seconds{60.0 / rate}, beat->verdict, {}});
  }
  return made;
}

}  // namespace ebb::calibration
