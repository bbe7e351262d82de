#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <numbers>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "estimation/intervals/interval_correction.hpp"
#include "estimation/intervals/interval_judge.hpp"
#include "evaluation/faults.hpp"
#include "evaluation/recordings.hpp"
#include "evaluation/sections.hpp"
#include "support/wfdb.hpp"

namespace ebb::evaluation {
namespace {

using Series = std::vector<double>;

std::vector<Beat> beats_of(const Series& intervals) {
  std::vector<Beat> beats;
  double ms = 0.0;
  for (const double interval : intervals) {
    ms += interval;
    const auto verdict = interval > 0.0 ? IntervalVerdict::normal : IntervalVerdict::gap;
    beats.push_back({at_seconds<HostTime>(ms / 1e3), Milliseconds{interval}, verdict, {}});
  }
  return beats;
}

std::vector<Beat> judged_live(const Series& intervals) {
  IntervalJudge judge;
  std::vector<Beat> all;
  const auto take = [&all](const std::optional<Beat>& beat) {
    if (beat) {
      all.push_back(*beat);
    }
  };
  for (const Beat& beat : beats_of(intervals)) {
    take(judge.push(beat));
  }
  take(judge.flush());
  return all;
}

bool is_fault(const Beat& beat) {
  return beat.verdict != IntervalVerdict::normal && beat.verdict != IntervalVerdict::gap;
}

std::size_t faults(const std::vector<Beat>& judged) {
  return static_cast<std::size_t>(std::count_if(judged.begin(), judged.end(), is_fault));
}

double rmssd(const Series& nn) {
  double squares = 0.0;
  for (std::size_t i = 1; i < nn.size(); ++i) {
    squares += (nn[i] - nn[i - 1]) * (nn[i] - nn[i - 1]);
  }
  return std::sqrt(squares / static_cast<double>(nn.size() - 1));
}

double rmssd(const std::vector<Interval>& series) {
  double squares = 0.0;
  std::size_t n = 0;
  for (std::size_t i = 1; i < series.size(); ++i) {
    if (series[i].usable() && series[i - 1].usable()) {
      const double change = (series[i].value - series[i - 1].value).count();
      squares += change * change;
      ++n;
    }
  }
  return std::sqrt(squares / static_cast<double>(n));
}

/// Sine, or a quick in-breath and a slow out-breath; 4 ms of noise, told in 1/1024 s.
Series swing(double rate, double depth, double breaths, bool quick_in, int n) {
  std::mt19937 random{static_cast<unsigned>(breaths * 7.0) + 1U};
  std::normal_distribution<> noise;
  Series all;
  double turns = 0.0;
  for (int i = 0; i < n; ++i) {
    const double place = turns - std::floor(turns);
    const double wave = !quick_in      ? std::sin(2.0 * std::numbers::pi * place)
                        : place < 0.35 ? -std::cos(std::numbers::pi * place / 0.35)
                                       : std::cos(std::numbers::pi * (place - 0.35) / 0.65);
    const double ms = 60000.0 / (rate + 0.5 * depth * wave) + 4.0 * noise(random);
    all.push_back(std::round(ms * 1.024) / 1.024);
    turns += breaths * all.back() / 60000.0;
  }
  return all;
}

void good_breathing(Report& report) {
  Table table({"heart, bpm", "beats", "false, live", "false, two-sided"});
  for (const double rate : {45.0, 50.0, 60.0, 75.0, 90.0, 100.0}) {
    std::size_t beats = 0;
    std::size_t live = 0;
    std::size_t both = 0;
    for (const double depth : {5.0, 10.0, 15.0, 20.0, 25.0, 30.0}) {
      for (const double breaths : {3.5, 4.5, 6.0, 8.0, 10.0, 12.0, 15.0}) {
        for (const bool quick_in : {false, true}) {
          const Series series = swing(rate, depth, breaths, quick_in, 1200);
          beats += series.size();
          live += faults(judged_live(series));
          both += faults(correct_intervals(beats_of(series)).judged);
        }
      }
    }
    table.row({fixed(rate, 0), count(beats), count(live), count(both)});
  }
  report.heading("False verdicts on clean swings");
  report.paragraph(
      "Simulated hearts that swing by 5 to 30 bpm with 3.5 to 15 breaths a minute, as a sine or "
      "with "
      "a quick in-breath. The usual rule (20 % from the local median) takes 9.5 to 36 % of such "
      "beats for faults.");
  report.table(table);
}

struct Labelled {
  Series intervals;         ///< before each beat, ms; 0 where none is known
  std::vector<bool> sinus;  ///< what each beat is
};

Labelled labelled(const std::string& path) {
  Labelled all;
  std::optional<std::int64_t> last;
  for (const test::Annotation& mark : test::read_annotations(path)) {
    if (mark.code == 14) {  // a change of signal quality: what follows is not joined
      last.reset();
    } else if (test::is_beat(mark.code)) {
      const bool joined = last && mark.sample > *last;
      all.intervals.push_back(joined ? static_cast<double>(mark.sample - *last) * 1000.0 / 128.0
                                     : 0.0);
      all.sinus.push_back(mark.code <= 3);
      last = mark.sample;
    }
  }
  return all;
}

struct Tally {
  std::size_t ectopic = 0;
  std::size_t found = 0;
  std::size_t normal = 0;
  std::size_t doubted = 0;
};

/// An ectopic beat is found when the interval before or after it has a verdict; normal intervals
/// are those with no ectopic beat within three.
Tally tally(const Labelled& truth, const std::vector<Beat>& judged) {
  Tally t;
  for (std::size_t i = 3; i + 2 < judged.size(); ++i) {
    if (!(truth.intervals[i] > 0.0)) {
      continue;
    }
    if (!truth.sinus[i]) {
      if (truth.intervals[i + 1] > 0.0) {
        ++t.ectopic;
        t.found += is_fault(judged[i]) || is_fault(judged[i + 1]) ? 1U : 0U;
      }
    } else if (std::all_of(truth.sinus.begin() + static_cast<std::ptrdiff_t>(i) - 3,
                           truth.sinus.begin() + static_cast<std::ptrdiff_t>(i) + 3,
                           [](bool sinus) { return sinus; })) {
      ++t.normal;
      t.doubted += is_fault(judged[i]) ? 1U : 0U;
    }
  }
  return t;
}

void ectopic_beats(Report& report) {
  report.heading("Labelled ectopic beats");
  if (report.lacks("rr/ltdb/14046.atr")) {
    return;
  }
  Table table({"record", "ectopic", "found live %", "found two-sided %", "normal",
               "believed live %", "believed two-sided %"});
  for (const std::string name : {"14046", "14134", "14157", "14172"}) {
    const Labelled truth = labelled(recordings::folder() + "/rr/ltdb/" + name + ".atr");
    const Tally live = tally(truth, judged_live(truth.intervals));
    const Tally both = tally(truth, correct_intervals(beats_of(truth.intervals)).judged);
    table.row({name, count(both.ectopic), percent(live.found, live.ectopic),
               percent(both.found, both.ectopic), count(both.normal),
               percent(live.normal - live.doubted, live.normal, 3),
               percent(both.normal - both.doubted, both.normal, 3)});
  }
  report.paragraph(
      "Day-long records of the MIT-BIH Long-Term database; an ectopic beat counts as found when "
      "the "
      "interval before or after it has a verdict. The goal of 97 % at 99.9 % is reached for 14157 "
      "alone. What stands in the way: an ectopic beat that comes when the next one was due leaves "
      "no trace in the intervals. Of 14134's 19 %, of 14046's 13 %, of 14157's and 14172's 2 % are "
      "not early by a twentieth with a pause after them. Beats in a row at the heart's own "
      "pace "
      "(14046) show no pause either, and 14172's normal beats that are doubted come early without "
      "being labelled so.");
  report.table(table);
  report.paragraph(
      "What looking for early beats with their pause, as no breath turns (`early_beats`), is worth "
      "(figures of the day it was decided; 208 and 223 are of the MIT-BIH Arrhythmia database). Of "
      "series without labels it doubts a little more: 0.17 for 0.15 % in meditation and sleep, "
      "0.34 for 0.33 % in three days of other people. Eighteen settings of its constants were "
      "tried. The loosest is best in any three records and so gives its figures in the fourth "
      "left out; but in fibrillation (201 and 203) it doubts 2.6 % of the normal beats for 0.6 % "
      "without, the stricter one 0.7 %.");
  Table tried{{"two-sided, found / believed %", "14046", "14134", "14157", "14172", "208", "223"}};
  tried.row(
      {"without", "80.2 / 99.99", "26.0 / 100.0", "97.3 / 100.0", "95.7 / 99.41", "42.3", "75.3"});
  tried.row(
      {"with", "83.4 / 99.99", "66.1 / 99.99", "97.7 / 100.0", "96.4 / 99.32", "72.5", "78.6"});
  tried.row({"with, the loosest", "86.3 / 99.93", "72.3 / 99.94", "98.1 / 99.98", "96.7 / 99.15",
             "82.3", "84.2"});
  report.table(tried);
}

/// The longest stretch, up to 1500 beats, in which no interval differs by a fifth from the last.
Series clean_stretch(const Series& all) {
  std::size_t best = 0;
  std::size_t length = 0;
  std::size_t start = 0;
  for (std::size_t i = 1; i <= all.size(); ++i) {
    if (i == all.size() || std::abs(all[i] - all[i - 1]) > 0.2 * all[i - 1]) {
      if (i - start > length) {
        length = i - start;
        best = start;
      }
      start = i;
    }
  }
  const auto from = all.begin() + static_cast<std::ptrdiff_t>(best);
  return {from, from + static_cast<std::ptrdiff_t>(std::min<std::size_t>(length, 1500))};
}

std::vector<Series> clean_series() {
  const std::string folder = recordings::folder() + "/rr/";
  std::vector<Series> all;
  const auto add = [&all](const Series& series) {
    Series stretch = clean_stretch(series);
    if (stretch.size() >= 250) {
      all.push_back(std::move(stretch));
    }
  };
  add(recordings::column(folder + "hrvanalysis/test_nn_intervals.txt", 0));
  for (const std::string name : {"nsr002", "nsr003"}) {
    Series day = recordings::column(folder + "nsr2db/" + name + "_rr_secs.txt", 0);
    for (double& interval : day) {
      interval *= 1e3;
    }
    for (std::size_t part = 1; part + 15000 < day.size(); part += 15000) {
      const auto from = day.begin() + static_cast<std::ptrdiff_t>(part);
      add(Series(from, from + 12000));
    }
  }
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder + "meditation")) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    if (path.extension() == ".qrs") {
      const auto beats = recordings::wfdb_beats(path.string(), 128.0);
      Series series;
      for (std::size_t i = 1; i < beats.size(); ++i) {
        series.push_back(1e3 * (beats[i] - beats[i - 1]));
      }
      add(series);
    }
  }
  return all;
}

double quantile(Series values, double q) {
  std::sort(values.begin(), values.end());
  if (values.empty()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

struct FaultScore {
  std::size_t spoilt = 0;
  std::size_t found = 0;
  std::size_t found_live = 0;
  std::size_t clean = 0;
  std::size_t doubted = 0;
  std::size_t doubted_live = 0;
  Series raw;
  Series mended;
};

FaultScore score(const std::vector<Series>& all, FaultKind kind, double share) {
  FaultScore s;
  for (const Series& clean : all) {
    const double truth = rmssd(clean);
    for (unsigned seed = 1; seed <= 3; ++seed) {
      const Faulty faulty = with_faults(clean, kind, share, seed);
      const auto live = judged_live(faulty.intervals);
      const IntervalCorrection both = correct_intervals(beats_of(faulty.intervals));
      for (std::size_t i = 0; i < live.size(); ++i) {
        const bool spoilt = faulty.spoilt[i];
        (spoilt ? s.spoilt : s.clean) += 1;
        (spoilt ? s.found : s.doubted) += is_fault(both.judged[i]) ? 1U : 0U;
        (spoilt ? s.found_live : s.doubted_live) += is_fault(live[i]) ? 1U : 0U;
      }
      s.raw.push_back(100.0 * std::abs(rmssd(faulty.intervals) / truth - 1.0));
      s.mended.push_back(100.0 * std::abs(rmssd(both.series) / truth - 1.0));
    }
  }
  return s;
}

void faults_put_in(Report& report) {
  report.heading("Faults put into clean series");
  if (report.lacks("rr/hrvanalysis/test_nn_intervals.txt") || report.lacks("rr/meditation") ||
      report.lacks("rr/nsr2db/nsr002_rr_secs.txt")) {
    return;
  }
  const std::vector<Series> all = clean_series();
  Table table({"fault", "of beats", "found live %", "found %", "believed live %", "believed %",
               "RMSSD off raw %", "mended %", "9 of 10 within %"});
  constexpr std::array<const char*, 4> kNames{"missed", "extra", "moved 10-35 %", "early 15-40 %"};
  for (std::size_t kind = 0; kind < kNames.size(); ++kind) {
    for (const double share : {0.01, 0.05}) {
      const FaultScore s = score(all, static_cast<FaultKind>(kind), share);
      table.row({kNames[kind], fixed(100.0 * share, 0) + " %", percent(s.found_live, s.spoilt),
                 percent(s.found, s.spoilt), percent(s.clean - s.doubted_live, s.clean, 2),
                 percent(s.clean - s.doubted, s.clean, 2), fixed(quantile(s.raw, 0.5), 0),
                 fixed(quantile(s.mended, 0.5), 2), fixed(quantile(s.mended, 0.9), 1)});
    }
  }
  report.paragraph(
      count(all.size()) +
      " stretches of real series in which no interval differs by a fifth from the one before, "
      "three "
      "seeds each. RMSSD of the mended series, every usable interval in it, against that of the "
      "clean one: median error. Of others: NeuroKit 1.1 (missed), 1.1 (extra), 4.8 (misaligned) at "
      "1 % and 19 to 34 at 5 %; hrv-analysis malik 0.6, 30, 10 and 7 to 112.");
  report.table(table);
}

}  // namespace

void intervals_section(Report& report) {
  report.section("Intervals: which to believe");
  good_breathing(report);
  ectopic_beats(report);
  faults_put_in(report);
}

}  // namespace ebb::evaluation
