#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "calibration/fall_kinds.hpp"
#include "calibration/page.hpp"
#include "calibration/tally.hpp"

namespace ebb::calibration {
namespace {

using evaluation::count;
using evaluation::fixed;
using evaluation::percent;
using evaluation::Report;
using evaluation::Table;

constexpr std::array kSpans{300.0, 600.0};
constexpr double kHalfTime = 42.0;
// A cell's coverage is known within 2.5 % by then. Where a half-time is shown seldom, we go on
// until so many sessions; and longer still, where it was shown less than `kFewShown` times.
constexpr std::size_t kEnoughShown = 1000;
constexpr std::size_t kManySessions = 20'000;
constexpr std::size_t kFewShown = 300;
constexpr std::size_t kMostSessions = 200'000;
// Fewer than these tell too little of a cell.
constexpr std::size_t kFewestShown = 100;

struct FallAndDrift {
  double fall;
  double drift;
};
constexpr std::array kCells{FallAndDrift{3.0, 1.0}, FallAndDrift{6.0, 1.0}, FallAndDrift{6.0, 3.0},
                            FallAndDrift{12.0, 1.0}, FallAndDrift{12.0, 3.0}};

/// `number` of the cell is its seed.
Tally tally_of(const Kind& kind, const FallAndDrift& cell, double seconds, std::size_t sessions,
               std::uint64_t number) {
  Tally tally;
  for (std::size_t i = 0; i < kMostSessions; ++i) {
    if (i >= sessions && tally.half_times >= (i < kManySessions ? kEnoughShown : kFewShown)) {
      break;
    }
    Random chance{number * 1'000'003U + i, 19};
    const auto session = drawn_session(kind, cell.fall, cell.drift, kHalfTime, seconds, chance);
    tally.add(session.told, session.lost, kHalfTime);
  }
  return tally;
}

std::string minutes_of(double seconds) { return fixed(seconds / 60.0, 0) + " min"; }

/// The cells' coverages, and in words which of them lie where.
class Coverages {
 public:
  Coverages()
      : table_({"cell", "sessions", "fall %", "half-time %", "shown", "held %", "95 % of that",
                "width"}) {}

  void add(const std::string& name, Tally tally) {
    row(name, tally);
    ++cells_;
    if (tally.half_times < kFewestShown) {
      unknown_.push_back(name);
    } else if (tally.coverage() < kLeastHeld || tally.coverage() > kMostHeld) {
      outside_.push_back(name + ": " + fixed(tally.coverage(), 1) + " %");
    } else {
      const ShareBounds bounds = bounds_of(tally.held, tally.half_times);
      ++within_;
      surely_ += bounds.low >= kLeastHeld && bounds.high <= kMostHeld ? 1U : 0U;
    }
  }
  /// A row that is not counted, being made up of others.
  void row(const std::string& name, Tally tally) {
    std::vector<std::string> row{
        name, count(tally.sessions), percent(tally.falls, tally.sessions, 0),
        percent(tally.half_times, tally.sessions, 1), count(tally.half_times)};
    if (tally.half_times > 0) {
      const ShareBounds bounds = bounds_of(tally.held, tally.half_times);
      row.push_back(percent(tally.held, tally.half_times, 1));
      row.push_back(fixed(bounds.low, 0) + "-" + fixed(bounds.high, 0));
      row.push_back(fixed(tally.usual_ratio(), 1));
    }
    table_.row(std::move(row));
  }
  void print(Report& report) const {
    report.table(table_);
    report.paragraph("Of these " + count(cells_) + " cells, the coverage is within 72-90 % in " +
                     count(within_) + ", in " + count(surely_) +
                     " of them with all of its 95 % uncertainty. Outside in " +
                     count(outside_.size()) + listed(outside_) + ". Shown less than " +
                     count(kFewestShown) + " times, and so not known, in " +
                     count(unknown_.size()) + listed(unknown_) + ".");
  }

 private:
  static std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) {
      all += (all.empty() ? " (" : "; ") + name;
    }
    return all.empty() ? all : all + ")";
  }

  Table table_;
  std::size_t cells_ = 0;
  std::size_t within_ = 0;
  std::size_t surely_ = 0;
  std::vector<std::string> outside_;
  std::vector<std::string> unknown_;
};

void flat_hearts(Report& report, std::size_t sessions, std::uint64_t& number) {
  Table table({"no fall, drift", "sessions", "5 min: fall %", "95 % of that", "half-time %",
               "10 min: fall %", "95 % of that", "half-time %"});
  for (const double drift : {1.0, 2.0, 3.0}) {
    std::vector<std::string> row{fixed(drift, 0) + " bpm", count(5 * sessions)};
    for (const double seconds : kSpans) {
      ++number;
      Tally tally;
      for (std::size_t i = 0; i < 5 * sessions; ++i) {
        Random chance{number * 1'000'003U + i, 19};
        tally.add(drawn_session(kKinds.front(), 0.0, drift, kHalfTime, seconds, chance).told, 0.0,
                  kHalfTime);
      }
      const ShareBounds bounds = bounds_of(tally.falls, tally.sessions);
      row.push_back(percent(tally.falls, tally.sessions, 2));
      row.push_back(fixed(bounds.low, 2) + "-" + fixed(bounds.high, 2));
      row.push_back(percent(tally.half_times, tally.sessions, 2));
    }
    table.row(std::move(row));
  }
  report.heading("Without a fall");
  report.paragraph("A fall that is shown here is a false one.");
  report.table(table);
}

void made_up_hearts(Report& report, std::size_t sessions, std::uint64_t& number) {
  report.heading("Made-up falls with a half-time of 42 s");
  Coverages coverages;
  // Exponential, logistic and in two waves.
  for (const std::size_t kind : {0U, 1U, 3U}) {
    for (const FallAndDrift& cell : kCells) {
      for (const double seconds : kSpans) {
        coverages.add(std::string(kKinds.at(kind).name) + ", fall " + fixed(cell.fall, 0) +
                          " and drift " + fixed(cell.drift, 0) + " bpm, " + minutes_of(seconds),
                      tally_of(kKinds.at(kind), cell, seconds, sessions, ++number));
      }
    }
  }
  coverages.print(report);
}

void recorded_hearts(Report& report, const RecordedFalls& recorded) {
  report.heading("Falls laid over recorded hearts at rest");
  if (recorded.rest.falls.front().all.sessions == 0) {
    report.note("EBB_RECORDINGS has none: not tried.");
    return;
  }
  report.paragraph(
      "Their stretches overlap, so that the uncertainty is larger than it looks (see the last "
      "tables).");
  Coverages coverages;
  for (std::size_t which = 0; which < kRecordedSpans.size(); ++which) {
    const std::string minutes = minutes_of(kRecordedSpans.at(which));
    for (std::size_t i = 0; i < kLaidFalls.size(); ++i) {
      for (std::size_t j = 0; j < kLaidHalfTimes.size(); ++j) {
        coverages.add("fall " + fixed(kLaidFalls.at(i), 0) + " bpm, half-time " +
                          fixed(kLaidHalfTimes.at(j), 0) + " s, " + minutes,
                      recorded.rest.by_fall.at(which).at(i).at(j).all);
      }
    }
  }
  for (std::size_t which = 0; which < kRecordedSpans.size(); ++which) {
    coverages.row("all of " + minutes_of(kRecordedSpans.at(which)),
                  recorded.rest.falls.at(which).all);
  }
  coverages.print(report);
}

}  // namespace

void main_cells_section(Report& report, std::size_t sessions, const RecordedFalls& recorded) {
  report.section("The main cells");
  report.paragraph(
      "How often the range of the half-time, which is called 80 %, holds the true one, where the "
      "fall is small or large beside the drift. At least " +
      count(sessions) + " sessions a cell, and on until a half-time was shown " +
      count(kEnoughShown) + " times or " + count(kManySessions) +
      " sessions were over; where it was shown less than " + count(kFewShown) +
      " times by then, until it was, or " + count(kMostSessions) +
      " were over. Beside each share stands how far it may be from the truth (95 %, "
      "Wilson), and by what factor the range was usually wide. What the hearts are like is told "
      "further below.");
  std::uint64_t number = 0;
  made_up_hearts(report, sessions, number);
  flat_hearts(report, sessions, number);
  recorded_hearts(report, recorded);
}

}  // namespace ebb::calibration
