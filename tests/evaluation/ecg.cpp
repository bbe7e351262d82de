#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "estimation/beats/ecg_beats.hpp"
#include "evaluation/sections.hpp"
#include "support/beat_score.hpp"
#include "support/recordings.hpp"
#include "support/wfdb.hpp"

// F1 at +-150 and +-50 ms, how far behind the R wave a beat is told, and the throughput.
namespace ebb::evaluation {
namespace {

namespace fs = std::filesystem;

struct Run {
  std::vector<double> found;
  std::vector<double> quality;
  std::vector<double> delays;  ///< seconds
  double seconds = 0.0;
};

Run run(const std::vector<double>& samples, double rate) {
  Run result;
  EcgBeats beats{Hertz{rate}};
  const auto note = [&result](const EcgBeat& beat) {
    result.found.push_back(beat.at);
    result.quality.push_back(beat.quality);
  };
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (const auto beat = beats.push(samples[i])) {
      note(*beat);
      result.delays.push_back((static_cast<double>(i) - beat->at) / rate);
    }
  }
  while (const auto beat = beats.flush()) {
    note(*beat);
  }
  // Once more for the clock, as a whole recording goes through.
  EcgBeats again{Hertz{rate}};
  std::size_t told = 0;
  const std::clock_t begun = std::clock();  // of this process alone, whatever else is running
  again.push(samples, [&told](const EcgBeat&) { ++told; });
  result.seconds = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
  return result;
}

struct Scores {
  test::BeatScore wide;
  test::BeatScore narrow;
  std::vector<double> delays;
  double seconds = 0.0;
  double samples = 0.0;

  void add(const std::vector<double>& lead, const test::Record& record) {
    const Run r = run(lead, record.rate);
    const auto score = [&](double within) {
      return test::score_beats(record.beats, r.found, within * record.rate, record.flutter);
    };
    wide += score(0.150);
    narrow += score(0.050);
    delays.insert(delays.end(), r.delays.begin(), r.delays.end());
    seconds += r.seconds;
    samples += static_cast<double>(lead.size());
  }
  void add(const Scores& other) {
    wide += other.wide;
    narrow += other.narrow;
    delays.insert(delays.end(), other.delays.begin(), other.delays.end());
    seconds += other.seconds;
    samples += other.samples;
  }
  [[nodiscard]] std::vector<std::string> row(const std::string& name) const {
    return {name,
            count(wide.both + wide.missed),
            count(wide.missed),
            count(wide.extra),
            fixed(wide.f1(), 3),
            count(narrow.missed),
            count(narrow.extra),
            fixed(narrow.f1(), 3)};
  }
  /// Milliseconds behind the R wave that so many beats are told within.
  [[nodiscard]] double delay(double share) {
    if (delays.empty()) {
      return 0.0;
    }
    std::sort(delays.begin(), delays.end());
    const auto last = static_cast<double>(delays.size() - 1);
    return 1000.0 * delays[static_cast<std::size_t>(share * last)];
  }
};

Table score_table() {
  return Table{{"record", "beats", "missed", "extra", "F1 150 ms", "missed", "extra", "F1 50 ms"}};
}

std::vector<test::Record> records(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (entry.path().extension() == ".hea") {
      paths.push_back(entry.path().parent_path() / entry.path().stem());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<test::Record> all;
  for (const fs::path& path : paths) {
    all.push_back(test::read_record(path));
  }
  return all;
}

/// At another rate, by a windowed sinc of eight periods either side.
std::vector<double> resampled(const std::vector<double>& x, double from, double to) {
  const double cut = 0.95 * std::min(1.0, to / from);
  const double half = 8.0 / cut;
  const auto last = static_cast<std::int64_t>(x.size()) - 1;
  std::vector<double> out(static_cast<std::size_t>(static_cast<double>(x.size()) * to / from));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double at = static_cast<double>(i) * from / to;
    double sum = 0.0;
    double weights = 0.0;
    for (auto k = static_cast<std::int64_t>(std::ceil(at - half));
         k <= static_cast<std::int64_t>(at + half); ++k) {
      const double u = std::numbers::pi * (at - static_cast<double>(k));
      const double sinc = std::abs(u) < 1e-9 ? 1.0 : std::sin(u * cut) / (u * cut);
      const double weight = sinc * (0.5 + 0.5 * std::cos(u / half));
      sum += weight * x[static_cast<std::size_t>(std::clamp<std::int64_t>(k, 0, last))];
      weights += weight;
    }
    out[i] = sum / weights;
  }
  return out;
}

test::Record at_rate(const test::Record& record, double rate) {
  test::Record other;
  const double ratio = rate / record.rate;
  other.rate = rate;
  other.leads = {resampled(record.leads[0], record.rate, rate)};
  for (const double beat : record.beats) {
    other.beats.push_back(beat * ratio);
  }
  for (const auto& [from, to] : record.flutter) {
    other.flutter.emplace_back(from * ratio, to * ratio);
  }
  return other;
}

void arrhythmia(Report& report, const std::vector<test::Record>& all) {
  report.heading("MIT-BIH Arrhythmia");
  Scores total;
  Table table = score_table();
  for (const test::Record& record : all) {
    Scores one;
    one.add(record.leads[0], record);
    table.row(one.row(record.name));
    total.add(one);
  }
  table.row(total.row("all"));
  report.table(table);
  report.paragraph("Told " + fixed(total.delay(0.5), 0) + " ms after the R wave (median), " +
                   fixed(total.delay(0.99), 0) + " ms (99 %)." +
                   (kOptimised ? " Throughput " + fixed(total.samples / total.seconds * 1e-6, 1) +
                                     " million samples a second on one core."
                               : ""));
  report.paragraph(
      "Others on all 48 records at 150 ms, measured by us: gqrs + gqpost 99.77, gqrs 99.73, OSEA "
      "99.59, xqrs 99.42, NeuroKit's best 99.38, wqrs 99.27, BioSPPy 99.07; at 50 ms BioSPPy "
      "98.78, "
      "OSEA 98.6, gqrs 98.5.");
}

void other_forms(Report& report, const std::vector<test::Record>& all) {
  report.heading("The same records in other forms");
  Table table = score_table();
  Scores inverted;
  Scores second;
  for (const test::Record& record : all) {
    std::vector<double> lead = record.leads[0];
    for (double& x : lead) {
      x = -3.0 * x + 1000.0;
    }
    inverted.add(lead, record);
    second.add(record.leads.back(), record);
  }
  table.row(inverted.row("inverted"));
  table.row(second.row("second lead"));
  for (const double rate : {100.0, 250.0, 1000.0}) {
    if (!kOptimised) {
      break;
    }
    Scores scores;
    for (const test::Record& record : all) {
      const test::Record other = at_rate(record, rate);
      scores.add(other.leads[0], other);
    }
    table.row(scores.row("at " + fixed(rate, 0) + " Hz"));
  }
  report.table(table);
}

void noise_stress(Report& report) {
  report.heading("Record 118 with noise");
  if (report.lacks("ecg/noise-stress")) {
    return;
  }
  report.paragraph(
      "`118eNN` is two minutes of the record with electrode noise at NN dB (40 s of rest first, "
      "but "
      "for 24 dB). Sure is a beat of quality 0.8 and more.");
  Table table{{"record", "beats", "missed", "extra", "F1 150 ms", "sure %", "of them right %"}};
  for (const char* name : {"118e24", "118e12", "118e06", "118e00"}) {
    const std::string path = std::string{"ecg/noise-stress/"} + name;
    if (!fs::exists(test::recording(path + ".csv"))) {
      continue;
    }
    const double rate = 360.0;
    const auto beats = test::read_numbers(test::recording(path + "_ann.csv"));
    const Run r = run(test::read_numbers(test::recording(path + ".csv")), rate);
    std::vector<double> sure;
    for (std::size_t i = 0; i < r.found.size(); ++i) {
      if (r.quality[i] >= 0.8) {
        sure.push_back(r.found[i]);
      }
    }
    const auto score = test::score_beats(beats, r.found, 0.150 * rate);
    const auto of_sure = test::score_beats(beats, sure, 0.150 * rate);
    table.row({name, count(beats.size()), count(score.missed), count(score.extra),
               fixed(score.f1(), 1), percent(sure.size(), r.found.size()),
               percent(of_sure.both, sure.size())});
  }
  report.table(table);
}

void ablation(Report& report) {
  report.heading("What decided the method");
  report.paragraph(
      "The same 23 records, one thing changed at a time (figures of the day it was decided). "
      "Choosing "
      "among these and sixteen shifts of single constants on 22 records and scoring the one left "
      "out gives 99.895 within 150 ms and 99.606 within 50 ms.");
  Table table{{"left out or changed", "missed", "extra", "F1 150 ms", "F1 50 ms", "118 at 12 dB"}};
  table.row({"nothing", "61", "45", "99.901", "99.615", "99.1"});
  table.row({"no likeness to the beats' forms", "55", "94", "99.860", "99.573", "96.4"});
  table.row({"one form", "108", "66", "99.837", "99.551", "96.4"});
  table.row({"two forms", "76", "47", "99.885", "99.597", "99.1"});
  table.row({"four forms", "58", "65", "99.885", "99.598", "99.1"});
  table.row({"forms never forgotten", "66", "67", "99.875", "99.592", "99.1"});
  table.row({"no test of slope (T waves)", "61", "140", "99.812", "99.527", "99.1"});
  table.row({"no test of height soon after a beat", "61", "58", "99.888", "99.603", "99.1"});
  table.row({"no look back", "261", "35", "99.722", "99.481", "98.5"});
  table.row({"threshold at one share of the way", "51", "90", "99.868", "99.581", "92.8"});
  table.row({"steps of 180 Hz", "67", "95", "99.848", "99.599", "99.1"});
  table.row({"steps of 90 Hz", "79", "59", "99.871", "99.456", "99.1"});
  report.table(table);
  report.paragraph(
      "Of the 106 errors 22 are beats of a twentieth of the usual height while an amplifier came "
      "back from its rail (116, 208), and 39 are in record 203. Tried and left out: a logistic "
      "regression over all features as the judge (99.81 by leaving one record out: what it accepts "
      "teaches it), a threshold of its own for each form (99.89), a shorter band (worse by 0.02 to "
      "0.04).");
  report.paragraph(
      "Where the time goes, on record 100 and five others: a quarter in the filters and the search "
      "for humps, a fifth in placing beats, a tenth each in comparing forms and in looking for "
      "faults, the rest in verdicts. Smoothing and scoring a placement without branches, "
      "comparing with the rail four at a time, skipping the mains' sums where nothing trembles "
      "and writing samples to where they stay changed no beat and gained nothing that could be "
      "measured (0.26 of a biquad's throughput before and after, on a busy machine), so they were "
      "left out. The goal of 0.4 would need less work for each beat, not quicker loops.");
}

}  // namespace

void ecg_section(Report& report) {
  report.section("Beats in an electrocardiogram");
  report.paragraph(
      "Every kind of beat, first lead, whole records, causal and from the first beat on; flutter "
      "is left out.");
  if (!report.lacks("ecg/mitdb")) {
    const auto all = records(test::recording("ecg/mitdb"));
    arrhythmia(report, all);
    other_forms(report, all);
  }
  noise_stress(report);
  ablation(report);
}

}  // namespace ebb::evaluation
