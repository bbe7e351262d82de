#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "calibration/fall_kinds.hpp"
#include "calibration/page.hpp"
#include "calibration/tally.hpp"
#include "estimation/intervals/interval_correction.hpp"
#include "evaluation/recordings.hpp"

namespace ebb::calibration {
namespace {

using evaluation::fixed;
using evaluation::percent;

constexpr std::array kResting{"C1pre", "C2pre", "C3pre", "C4pre", "Y1pre", "Y2pre"};
constexpr double kFollow = 97.0;  // seconds from one start to the next

/// Intervals in ms, those that a whole-recording judgement believes.
std::vector<Beat> resting_beats(const std::string& name) {
  const auto times =
      recordings::wfdb_beats(recordings::folder() + "/rr/meditation/" + name + ".qrs", 128.0);
  std::vector<Beat> beats;
  double t = 0.0;
  for (std::size_t i = 1; i < times.size(); ++i) {
    const double interval = times[i] - times[i - 1];
    if (interval > 0.0 && interval < 10.0) {
      t += interval;
      beats.push_back({at_seconds<HostTime>(t), Seconds{interval}, IntervalVerdict::normal, {}});
    }
  }
  return correct_intervals(beats).judged;
}

/// The same heart as if it had been quicker by `fall` bpm at `mark`, which fades.
std::vector<Beat> with_fall(const std::vector<Beat>& beats, double mark, double seconds,
                            double fall, const std::function<double(double)>& left) {
  std::vector<Beat> made;
  double t = mark;
  for (const Beat& beat : beats) {
    const double old = to_seconds(beat.time);
    if (old < mark) {
      continue;
    }
    if (t > mark + seconds) {
      break;
    }
    const double interval = Seconds{beat.interval}.count();
    const double rate = 60.0 / interval + fall * left(t - mark);
    t += 60.0 / rate;
    made.push_back({at_seconds<HostTime>(t), Seconds{60.0 / rate}, beat.verdict, {}});
  }
  return made;
}

Tally tally_of(const std::vector<std::vector<Beat>>& hearts, const Kind& kind, double fall,
               double half_time, double seconds) {
  Tally tally;
  Random chance{4711, 5};
  for (const auto& beats : hearts) {
    const double length = to_seconds(beats.back().time);
    for (int k = 0; kFollow * k + seconds + 60.0 < length; ++k) {
      const double mark = kFollow * k;
      const auto left = kind.left(half_time, chance);
      const auto made = with_fall(beats, mark, seconds, fall, left);
      tally.add(describe({made, {}, {}},
                         {at_seconds<HostTime>(mark), at_seconds<HostTime>(mark + seconds), {}}),
                fall * (1.0 - left(seconds)), half_time);
    }
  }
  return tally;
}

}  // namespace

void recorded_section(evaluation::Report& report) {
  report.section("Falls laid over recorded hearts");
  if (report.lacks("rr/meditation")) {
    return;
  }
  std::vector<std::vector<Beat>> hearts;
  for (const char* name : kResting) {
    auto beats = resting_beats(name);
    if (beats.size() > 400) {
      hearts.push_back(std::move(beats));
    }
  }
  report.paragraph(
      "Six people sitting quietly, before the meditation of the PhysioNet recordings; no breath "
      "sensor, so 10 s windows. Marks are set every 97 s, and from each mark on the heart is made "
      "quicker by a known fall. The stretches overlap and the hearts are few, so the figures are "
      "coarser than they look; hearts differ widely in how much they drift.");
  evaluation::Table table({"fall, half-time", "5 min: sessions", "fall %", "half-time %", "held %",
                           "10 min: sessions", "fall %", "half-time %", "held %"});
  for (const std::size_t which : {std::size_t{0}, std::size_t{1}}) {
    const Kind& kind = kKinds.at(which);
    for (const double fall : {0.0, 6.0, 12.0}) {
      for (const double half_time : {21.0, 42.0, 84.0}) {
        if (fall == 0.0 && (half_time != 42.0 || which != 0)) {
          continue;
        }
        std::vector<std::string> row{fall == 0.0 ? "none"
                                                 : fixed(fall, 0) + " bpm, " + fixed(half_time, 0) +
                                                       " s, " + std::string(kind.name)};
        for (const double seconds : {300.0, 600.0}) {
          const Tally tally = tally_of(hearts, kind, fall, half_time, seconds);
          row.push_back(evaluation::count(tally.sessions));
          row.push_back(percent(tally.falls, tally.sessions, 0));
          row.push_back(percent(tally.half_times, tally.sessions, 0));
          row.push_back(fall == 0.0 ? "" : percent(tally.held, tally.half_times, 0));
        }
        table.row(std::move(row));
      }
    }
  }
  report.table(table);
}

}  // namespace ebb::calibration
