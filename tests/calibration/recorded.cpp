#include "calibration/recorded.hpp"

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
#include "calibration/recorded_hearts.hpp"
#include "calibration/tally.hpp"

namespace ebb::calibration {
namespace {

using evaluation::count;
using evaluation::fixed;
using evaluation::percent;

constexpr auto& kFalls = kLaidFalls;
constexpr auto& kHalfTimes = kLaidHalfTimes;
constexpr auto& kSpans = kRecordedSpans;
// A quicker heart has used up more beats by the end of the stretch.
constexpr double kSpare = 40.0;

/// Without any fall laid over it: the first minute within 3 bpm of what follows.
bool level_by_itself(const BreathMeans& curve, double seconds) {
  const auto first = level_of(curve.points, 0.0, 60.0);
  const auto rest = level_of(curve.points, 60.0, seconds);
  return first && rest && std::abs(first->rate.value() - rest->rate.value()) <= 3.0;
}

void try_stretch(RecordedOutcome& outcome, RecordedOutcome& of_rest, const std::vector<Beat>& beats,
                 double mark, std::size_t which, Random& chance) {
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
        for (RecordedOutcome* into : {&outcome, &of_rest}) {
          into->falls.at(which).add(told, by_profile, lost, kHalfTimes.at(j), level);
          into->by_fall.at(which).at(i).at(j).add(told, by_profile, lost, kHalfTimes.at(j), level);
        }
      }
    }
  }
}

RecordedOutcome outcome_of(const RecordedGroup& group, RecordedOutcome& of_rest) {
  RecordedOutcome outcome;
  RecordedOutcome elsewhere;
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

std::vector<std::string> cells_of(const LaidOver& falls) {
  return {count(falls.all.sessions),
          percent(falls.all.falls, falls.all.sessions, 0),
          percent(falls.all.half_times, falls.all.sessions, 1),
          count(falls.all.half_times),
          percent(falls.all.held, falls.all.half_times, 0),
          count(falls.level.half_times),
          percent(falls.level.held, falls.level.half_times, 0),
          count(falls.profile.half_times),
          percent(falls.profile.held, falls.profile.half_times, 0)};
}

void add_rows(evaluation::Table& table, const std::string& name, const RecordedOutcome& outcome) {
  for (std::size_t i = 0; i < kSpans.size(); ++i) {
    if (outcome.flat.at(i).sessions == 0) {
      continue;
    }
    std::vector<std::string> row{
        name + ", " + fixed(kSpans.at(i) / 60.0, 0) + " min",
        percent(outcome.flat.at(i).falls, outcome.flat.at(i).sessions),
        percent(outcome.flat.at(i).half_times, outcome.flat.at(i).sessions)};
    const auto cells = cells_of(outcome.falls.at(i));
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

RecordedFalls try_recorded_falls() {
  RecordedFalls tried;
  for (const RecordedGroup& group : recorded_groups()) {
    tried.groups.push_back({group.name, outcome_of(group, tried.rest)});
  }
  return tried;
}

void recorded_section(evaluation::Report& report, const RecordedFalls& tried) {
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
  std::array<RowsOutside, 2> hearts;
  std::array<RowsOutside, 2> falls;
  for (const RecordedFalls::Group& group : tried.groups) {
    add_rows(by_group, group.name, group.outcome);
    for (const LaidOver& both : group.outcome.falls) {
      hearts[0].add(both.all);
      hearts[1].add(both.profile);
    }
  }
  add_rows(by_group, "all at rest", tried.rest);
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
      LaidOver both;
      for (const auto& of_length : tried.rest.by_fall) {
        both.add(of_length.at(i).at(j));
      }
      falls[0].add(both.all);
      falls[1].add(both.profile);
      const auto cells = cells_of(both);
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
