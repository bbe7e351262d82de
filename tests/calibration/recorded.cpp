#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calibration/fall_kinds.hpp"
#include "calibration/page.hpp"
#include "calibration/tally.hpp"
#include "estimation/intervals/interval_correction.hpp"
#include "evaluation/r_peaks.hpp"
#include "evaluation/recordings.hpp"

namespace ebb::calibration {
namespace {

using evaluation::count;
using evaluation::fixed;
using evaluation::percent;

constexpr std::array kFalls{6.0, 12.0, 18.0};
constexpr std::array kHalfTimes{21.0, 42.0, 84.0};
constexpr std::array kSpans{300.0, 600.0};
// A quicker heart has used up more beats by the end of the stretch.
constexpr double kSpare = 40.0;

/// Recordings of one kind, and how many seconds lie from one mark to the next.
struct Group {
  std::string name;
  double follow;
  bool rest = true;
  std::vector<std::vector<Beat>> hearts{};
};

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

Group meditation(std::string name, double follow, const std::vector<std::string>& recordings) {
  Group group{std::move(name), follow};
  for (const std::string& recording : recordings) {
    const std::string path = recordings::folder() + "/rr/meditation/" + recording + ".qrs";
    auto beats = judged(intervals_of(recordings::wfdb_beats(path, 128.0)));
    if (beats.size() > 200) {
      group.hearts.push_back(std::move(beats));
    }
  }
  return group;
}

Group short_ecg() {
  Group group{"sitting, one ECG (physio)", 17.0};
  const auto ecg = recordings::npy_float32(recordings::folder() + "/multi/physio/ecg2.npy");
  if (!ecg.empty()) {
    group.hearts.push_back(judged(intervals_of(evaluation::r_peaks(ecg, 1000.0))));
  }
  return group;
}

Group whole_days() {
  Group group{"whole days, two people, not at rest", 1907.0, false};
  for (const char* name : {"nsr002", "nsr003"}) {
    const std::string path = recordings::folder() + "/rr/nsr2db/" + name + "_rr_secs.txt";
    auto beats = judged(recordings::column(path, 0));
    if (!beats.empty()) {
      group.hearts.push_back(std::move(beats));
    }
  }
  return group;
}

std::vector<Group> all_groups() {
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

/// The same heart as if it had been quicker by `fall` bpm at `mark`, which fades.
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

/// Without any fall laid over it: the first minute within 3 bpm of what follows.
bool level_by_itself(const BreathMeans& curve, double seconds) {
  const auto first = level_of(curve.points, 0.0, 60.0);
  const auto rest = level_of(curve.points, 60.0, seconds);
  return first && rest && std::abs(first->rate.value() - rest->rate.value()) <= 3.0;
}

/// What came of one set of sessions, of those in hearts that were level by themselves, and what the
/// profile rule tells of the same.
struct Both {
  Tally all;
  Tally level;
  Tally profile;  ///< the profile rule, of all

  void add(const CalmDown& told, const std::optional<ProfileFall>& by_profile, double fall,
           double half_time, bool is_level) {
    all.add(told, fall, half_time);
    profile.add(by_profile, half_time);
    if (is_level) {
      level.add(told, fall, half_time);
    }
  }
  [[nodiscard]] std::vector<std::string> cells() const {
    return {count(all.sessions),
            percent(all.falls, all.sessions, 0),
            percent(all.half_times, all.sessions, 1),
            count(all.half_times),
            percent(all.held, all.half_times, 0),
            count(level.half_times),
            percent(level.held, level.half_times, 0),
            count(profile.half_times),
            percent(profile.held, profile.half_times, 0)};
  }
};

/// Both spans together, by the fall that was laid over.
struct Outcome {
  std::array<Tally, kSpans.size()> flat;
  std::array<Both, kSpans.size()> falls;
  std::array<std::array<Both, kHalfTimes.size()>, kFalls.size()> by_fall;
};

void try_stretch(Outcome& outcome, Outcome& of_rest, const std::vector<Beat>& beats, double mark,
                 std::size_t which, Random& chance) {
  const double seconds = kSpans.at(which);
  const auto told_of = [&](double fall, const std::function<double(double)>& left) {
    return describe({with_fall(beats, mark, seconds, fall, left), {}, {}},
                    {at_seconds<HostTime>(mark), at_seconds<HostTime>(mark + seconds), {}});
  };
  const CalmDown bare = told_of(0.0, test::exponential(42.0));
  outcome.flat.at(which).add(bare, 0.0, 0.0);
  of_rest.flat.at(which).add(bare, 0.0, 0.0);
  const bool level = level_by_itself(bare.curve, seconds);
  for (std::size_t kind = 0; kind < 2; ++kind) {
    for (std::size_t i = 0; i < kFalls.size(); ++i) {
      for (std::size_t j = 0; j < kHalfTimes.size(); ++j) {
        const auto left = kKinds.at(kind).left(kHalfTimes.at(j), chance);
        const CalmDown told = told_of(kFalls.at(i), left);
        const auto by_profile = profile_fall(told);
        const double lost = kFalls.at(i) * (1.0 - left(seconds));
        for (Both* into : {&outcome.falls.at(which), &of_rest.falls.at(which),
                           &outcome.by_fall.at(i).at(j), &of_rest.by_fall.at(i).at(j)}) {
          into->add(told, by_profile, lost, kHalfTimes.at(j), level);
        }
      }
    }
  }
}

Outcome outcome_of(const Group& group, Outcome& of_rest) {
  Outcome outcome;
  Outcome elsewhere;
  Random chance{4711, 5};
  for (const auto& beats : group.hearts) {
    const double length = to_seconds(beats.back().time);
    for (std::size_t which = 0; which < kSpans.size(); ++which) {
      double mark = 0.0;
      while (mark + kSpans.at(which) + kSpare <= length) {
        try_stretch(outcome, group.rest ? of_rest : elsewhere, beats, mark, which, chance);
        mark += group.follow;
      }
    }
  }
  return outcome;
}

void add_rows(evaluation::Table& table, const std::string& name, const Outcome& outcome) {
  for (std::size_t i = 0; i < kSpans.size(); ++i) {
    if (outcome.flat.at(i).sessions == 0) {
      continue;
    }
    std::vector<std::string> row{
        name + ", " + fixed(kSpans.at(i) / 60.0, 0) + " min",
        percent(outcome.flat.at(i).falls, outcome.flat.at(i).sessions),
        percent(outcome.flat.at(i).half_times, outcome.flat.at(i).sessions)};
    const auto cells = outcome.falls.at(i).cells();
    row.insert(row.end(), cells.begin(), cells.end());
    table.row(std::move(row));
  }
}

/// Rows of a table by how often a half-time is shown in them, and how many lie outside 72-90 %.
class RowsOutside {
 public:
  void add(const Tally& tally) {
    if (tally.counts()) {
      counting_.add(tally);
    } else if (tally.in_brackets()) {
      brackets_.add(tally);
    } else if (tally.half_times >= 20) {
      seldom_.add(tally);
    }
  }
  [[nodiscard]] std::string sentence(const std::string& which) const {
    const auto said = [](const Outlying& rows) {
      return count(rows.below + rows.above) + " of " + count(rows.cells) + " (" +
             count(rows.below) + " below, " + count(rows.above) + " above)";
    };
    return which + ", outside 72-90 % lie, where a half-time is shown in one session of five, " +
           said(counting_) + "; in one of twenty, " + said(brackets_) +
           "; more seldom, but twenty times at least, " + said(seldom_) + ".";
  }

 private:
  Outlying counting_;
  Outlying brackets_;
  Outlying seldom_;
};

}  // namespace

void recorded_section(evaluation::Report& report) {
  report.section("Falls laid over recorded hearts");
  if (report.lacks("rr/meditation")) {
    return;
  }
  report.paragraph(
      "Hearts of the PhysioNet recordings of meditation, a short ECG and two whole days; "
      "windows of 10 s, since no breath is known. From each mark on (every 17 to 317 s, in the "
      "whole days every 1,907 s) the heart is made quicker by a fall of 6, 12 or 18 bpm, "
      "exponential or logistic, with a half-time of 21, 42 or 84 s. The stretches overlap and the "
      "hearts are few, so the figures are coarser than they look. A recorded heart has falls of "
      "its own as well, and with one of them the fall that was laid over it is no longer the "
      "truth: two columns leave out the stretches whose first minute lay more than 3 bpm "
      "away from what followed before anything was laid over it. At the end, what the profile rule "
      "shows of all of them.");
  evaluation::Table by_group({"hearts, length", "nothing laid over: fall %", "half-time %",
                              "sessions with a fall", "fall %", "half-time %", "shown", "held %",
                              "shown, level", "held, level %", "profile: shown", "held %"});
  Outcome rest;
  std::array<RowsOutside, 2> hearts;
  std::array<RowsOutside, 2> falls;
  for (const Group& group : all_groups()) {
    const Outcome outcome = outcome_of(group, rest);
    add_rows(by_group, group.name, outcome);
    for (const Both& both : outcome.falls) {
      hearts[0].add(both.all);
      hearts[1].add(both.profile);
    }
  }
  add_rows(by_group, "all at rest", rest);
  report.table(by_group);
  report.paragraph(hearts[0].sentence("Of these rows, all at rest aside") + " " +
                   hearts[1].sentence("By the profile rule"));
  evaluation::Table by_fall({"fall, half-time", "sessions", "fall %", "half-time %", "shown",
                             "held %", "shown, level", "held, level %", "profile: shown",
                             "held %"});
  for (std::size_t i = 0; i < kFalls.size(); ++i) {
    for (std::size_t j = 0; j < kHalfTimes.size(); ++j) {
      std::vector<std::string> row{fixed(kFalls.at(i), 0) + " bpm, " + fixed(kHalfTimes.at(j), 0) +
                                   " s"};
      const Both& both = rest.by_fall.at(i).at(j);
      falls[0].add(both.all);
      falls[1].add(both.profile);
      const auto cells = both.cells();
      row.insert(row.end(), cells.begin(), cells.end());
      by_fall.row(std::move(row));
    }
  }
  report.heading("By the fall that was laid over, at rest");
  report.table(by_fall);
  report.paragraph(falls[0].sentence("Of these rows") + " " +
                   falls[1].sentence("By the profile rule"));
}

}  // namespace ebb::calibration
