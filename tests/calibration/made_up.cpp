#include <algorithm>
#include <array>
#include <cmath>
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
constexpr std::array kFalls{3.0, 6.0, 12.0};
constexpr std::array kDrifts{1.0, 2.0, 3.0};
constexpr std::array kHalfTimes{21.0, 42.0, 84.0};

/// What was told of the same sessions: by Ebb, and by the profile rule.
struct Beside {
  Tally own;
  Tally profile;
};

/// All sessions of one cell; `number` of the cell is its seed.
Beside tally_of(const Kind& kind, double fall, double drift, double half_time, double seconds,
                std::size_t sessions, std::uint64_t number) {
  Beside tally;
  for (std::size_t i = 0; i < sessions; ++i) {
    Random chance{0x5EED0000U + number * 100'003U + i, 17};
    const auto session = drawn_session(kind, fall, drift, half_time, seconds, chance);
    tally.own.add(session.told, session.lost, half_time);
    tally.profile.add(profile_fall(session.told), half_time);
  }
  return tally;
}

/// One rule's cells of one kind together.
struct Totals {
  std::vector<double> coverages;
  Outlying counting;
  Outlying in_brackets;
  Tally all;

  void add(const Tally& tally) {
    if (tally.counts()) {
      coverages.push_back(tally.coverage());
      counting.add(tally);
    } else if (tally.in_brackets()) {
      in_brackets.add(tally);
    }
    all.add(tally);
  }
};

struct BothTotals {
  Totals own;
  Totals profile;
};

std::string held_of(const Tally& tally) {
  const std::string held = percent(tally.held, tally.half_times, 0);
  return tally.counts() ? held : tally.in_brackets() ? "(" + held + ")" : "";
}

std::vector<std::string> cells_of(Beside& tally) {
  const Tally& profile = tally.profile;
  return {percent(tally.own.falls, tally.own.sessions, 0),
          percent(tally.own.half_times, tally.own.sessions, 0),
          held_of(tally.own),
          fixed(tally.own.usual_ratio(), 1),
          percent(profile.half_times, profile.sessions, 0),
          held_of(profile)};
}

BothTotals kind_table(Report& report, const Kind& kind, std::size_t sessions,
                      std::uint64_t& number) {
  BothTotals totals;
  Table table({"fall, drift, half-time", "5 min: fall %", "half-time %", "held %", "width",
               "profile: %", "held %", "10 min: fall %", "half-time %", "held %", "width",
               "profile: %", "held %"});
  for (const double fall : kFalls) {
    for (const double drift : kDrifts) {
      for (const double half_time : kHalfTimes) {
        std::vector<std::string> row{fixed(fall, 0) + " bpm, " + fixed(drift, 0) + " bpm, " +
                                     fixed(half_time, 0) + " s"};
        for (const double seconds : kSpans) {
          Beside tally = tally_of(kind, fall, drift, half_time, seconds, sessions, ++number);
          totals.own.add(tally.own);
          totals.profile.add(tally.profile);
          const auto cells = cells_of(tally);
          row.insert(row.end(), cells.begin(), cells.end());
        }
        table.row(std::move(row));
      }
    }
  }
  report.heading("Falls: " + std::string(kind.name));
  report.paragraph("Sessions with " + std::string(kind.what) + ".");
  report.table(table);
  return totals;
}

void flat_table(Report& report, std::size_t sessions, std::uint64_t& number) {
  report.heading("No fall at all");
  report.paragraph(
      "Sessions that only drift: how often a fall is shown nevertheless, and a half-time with it.");
  Table table({"drift", "5 min: fall %", "half-time %", "profile: fall %", "half-time %",
               "10 min: fall %", "half-time %", "profile: fall %", "half-time %"});
  for (const Kind& kind : {kKinds.front(), kKinds.back()}) {
    for (const double drift : kDrifts) {
      std::vector<std::string> row{fixed(drift, 0) + " bpm" +
                                   (kind.name == kKinds.back().name ? ", scaleless" : "")};
      for (const double seconds : kSpans) {
        const Beside tally = tally_of(kind, 0.0, drift, 42.0, seconds, 2 * sessions, ++number);
        for (const Tally* rule : {&tally.own, &tally.profile}) {
          row.push_back(percent(rule->falls, rule->sessions));
          row.push_back(percent(rule->half_times, rule->sessions));
        }
      }
      table.row(std::move(row));
    }
  }
  report.table(table);
}

/// How often the ranges of one rule held the truth, a row for each kind; what lies outside 72-90 %.
class AllKinds {
 public:
  void row(const std::string& kind, Totals totals) {
    auto& held = totals.coverages;
    std::sort(held.begin(), held.end());
    const auto at = [&](std::size_t i) { return held.empty() ? "-" : fixed(held[i], 0); };
    const Outlying& counting = totals.counting;
    const Outlying& brackets = totals.in_brackets;
    table_.row({kind, count(counting.cells), at(0), at(held.size() / 2),
                at(held.empty() ? 0 : held.size() - 1), count(counting.below),
                count(counting.above), count(brackets.cells), count(brackets.below),
                count(brackets.above), count(totals.all.half_times),
                percent(totals.all.held, totals.all.half_times)});
    counting_.add(counting);
    brackets_.add(brackets);
  }
  void print(Report& report) const {
    report.table(table_);
    report.paragraph("Outside 72-90 % lie " + count(counting_.below + counting_.above) + " of " +
                     count(counting_.cells) + " cells that count (" + count(counting_.below) +
                     " below, " + count(counting_.above) + " above), and " +
                     count(brackets_.below + brackets_.above) + " of " + count(brackets_.cells) +
                     " in brackets (" + count(brackets_.below) + " below, " +
                     count(brackets_.above) + " above).");
  }

 private:
  Table table_{{"kind", "cells that count", "held: least %", "middle %", "most %", "below 72",
                "above 90", "in brackets", "below 72", "above 90", "all half-times", "held %"}};
  Outlying counting_;
  Outlying brackets_;
};

}  // namespace

void made_up_section(Report& report, std::size_t sessions) {
  report.section("Made-up hearts");
  report.paragraph(
      count(sessions) +
      " sessions a row and length, a quarter of that in the kinds after the fourth. The heart's "
      "drift is an Ornstein-Uhlenbeck process of the given "
      "standard deviation whose correlation time is drawn from 20 to 60 s; the breath swings the "
      "heart by 2 to 10 bpm at 8 to 16 a minute, unevenly; a wave at 0.1 Hz of up to 2 bpm and 3 "
      "to "
      "10 ms of noise in each interval are on top. Per length: in how many sessions a fall was "
      "shown, "
      "in how many a half-time, how many of those held the true one, and by what factor the range "
      "was usually wide; then what the profile rule (below) shows of the same sessions. A cell "
      "counts where a half-time is shown in one session of five at least; "
      "in brackets, where it is in one of twenty.");
  std::uint64_t number = 0;
  flat_table(report, sessions, number);
  AllKinds own;
  AllKinds profile;
  Tally own_falls;
  for (const Kind& kind : kKinds) {
    // The first four in full; what is only meant to disturb them, a quarter.
    const bool main_kind = &kind < kKinds.data() + 4;
    BothTotals totals = kind_table(
        report, kind, std::max<std::size_t>(main_kind ? sessions : sessions / 4, 1), number);
    own_falls.add(totals.own.all);
    own.row(std::string(kind.name), std::move(totals.own));
    profile.row(std::string(kind.name), std::move(totals.profile));
  }
  report.heading("All kinds together");
  report.paragraph(
      "How often the 80 % ranges of the half-time held the truth. Those of the fall "
      "itself did in " +
      percent(own_falls.fall_held, own_falls.falls) + " % of all that were shown.");
  own.print(report);
  report.heading("All kinds together, by the profile rule");
  report.paragraph(
      "The rule that is usual: the best exponential or logistic line by AICc; shown with 3 bpm and "
      "three standard deviations of what is left over; as a range every half-time whose sum of "
      "squares is at most 1 + 1.64/(n_eff - 3) times the smallest, n_eff being the seconds through "
      "40; none that is open or wider than a factor of four. The same sessions as above.");
  profile.print(report);
}

}  // namespace ebb::calibration
