#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
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

/// All sessions of one cell; `number` of the cell is its seed.
Tally tally_of(const Kind& kind, double fall, double drift, double half_time, double seconds,
               std::size_t sessions, std::uint64_t number) {
  const HostTime mark = at_seconds<HostTime>(100.0);
  const HostTime end = at_seconds<HostTime>(100.0 + seconds);
  Tally tally;
  for (std::size_t i = 0; i < sessions; ++i) {
    Random chance{0x5EED0000U + number * 100'003U + i, 17};
    const auto heart = drawn_heart(kind, fall, drift, half_time, seconds, chance);
    const auto body = test::calming(heart, chance.bits(), mark);
    tally.add(describe({body.beats, body.breaths, {}}, {mark, end, {}}),
              fall * (1.0 - heart.left(seconds)), half_time);
  }
  return tally;
}

struct Totals {
  std::vector<double> coverages;
  std::size_t outside = 0;
  Tally all;
};

void count_in(Totals& totals, const Tally& tally) {
  if (tally.counts()) {
    totals.coverages.push_back(tally.coverage());
    totals.outside += tally.coverage() < 72.0 || tally.coverage() > 90.0 ? 1U : 0U;
  }
  totals.all.falls += tally.falls;
  totals.all.fall_held += tally.fall_held;
  totals.all.half_times += tally.half_times;
  totals.all.held += tally.held;
}

std::vector<std::string> cells_of(Tally& tally) {
  const std::string held = percent(tally.held, tally.half_times, 0);
  return {percent(tally.falls, tally.sessions, 0), percent(tally.half_times, tally.sessions, 0),
          tally.counts()                           ? held
          : 20 * tally.half_times < tally.sessions ? ""
                                                   : "(" + held + ")",
          fixed(tally.usual_ratio(), 1)};
}

Totals kind_table(Report& report, const Kind& kind, std::size_t sessions, std::uint64_t& number) {
  Totals totals;
  Table table({"fall, drift, half-time", "5 min: fall %", "half-time %", "held %", "width",
               "10 min: fall %", "half-time %", "held %", "width"});
  for (const double fall : kFalls) {
    for (const double drift : kDrifts) {
      for (const double half_time : kHalfTimes) {
        std::vector<std::string> row{fixed(fall, 0) + " bpm, " + fixed(drift, 0) + " bpm, " +
                                     fixed(half_time, 0) + " s"};
        for (const double seconds : kSpans) {
          Tally tally = tally_of(kind, fall, drift, half_time, seconds, sessions, ++number);
          count_in(totals, tally);
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
  std::sort(totals.coverages.begin(), totals.coverages.end());
  return totals;
}

void flat_table(Report& report, std::size_t sessions, std::uint64_t& number) {
  report.heading("No fall at all");
  report.paragraph(
      "Sessions that only drift: how often a fall is shown nevertheless, and a half-time with it.");
  Table table({"drift", "5 min: fall %", "half-time %", "10 min: fall %", "half-time %"});
  for (const Kind& kind : {kKinds.front(), kKinds.back()}) {
    for (const double drift : kDrifts) {
      std::vector<std::string> row{fixed(drift, 0) + " bpm" +
                                   (kind.name == kKinds.back().name ? ", scaleless" : "")};
      for (const double seconds : kSpans) {
        const Tally tally = tally_of(kind, 0.0, drift, 42.0, seconds, 2 * sessions, ++number);
        row.push_back(percent(tally.falls, tally.sessions));
        row.push_back(percent(tally.half_times, tally.sessions));
      }
      table.row(std::move(row));
    }
  }
  report.table(table);
}

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
      "was usually wide. A cell counts where a half-time is shown in one session of five at least; "
      "in brackets, where it is in one of twenty.");
  std::uint64_t number = 0;
  flat_table(report, sessions, number);
  Table all({"kind", "cells that count", "held: least %", "middle %", "most %", "outside 72-90",
             "all half-times held %", "all falls held %"});
  for (const Kind& kind : kKinds) {
    // The first four in full; what is only meant to disturb them, a quarter.
    const bool main_kind = &kind < kKinds.data() + 4;
    const Totals totals = kind_table(
        report, kind, std::max<std::size_t>(main_kind ? sessions : sessions / 4, 1), number);
    const auto& held = totals.coverages;
    const auto at = [&](std::size_t i) { return held.empty() ? "-" : fixed(held[i], 0); };
    all.row({std::string(kind.name), count(held.size()), at(0), at(held.size() / 2),
             at(held.empty() ? 0 : held.size() - 1), count(totals.outside),
             percent(totals.all.held, totals.all.half_times),
             percent(totals.all.fall_held, totals.all.falls)});
  }
  report.heading("All kinds together");
  report.paragraph("How often the 80 % ranges held the truth, over the cells that count.");
  report.table(all);
}

}  // namespace ebb::calibration
