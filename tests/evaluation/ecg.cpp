#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "estimation/ecg_beats.hpp"
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
  std::vector<double> delays;  ///< seconds
  double seconds = 0.0;
};

Run run(const std::vector<double>& samples, double rate) {
  Run result;
  EcgBeats beats{Hertz{rate}};
  const auto begun = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (const auto beat = beats.push(samples[i])) {
      result.found.push_back(beat->at);
      result.delays.push_back((static_cast<double>(i) - beat->at) / rate);
    }
  }
  while (const auto beat = beats.flush()) {
    result.found.push_back(beat->at);
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return result;
}

struct Scores {
  test::BeatScore wide;
  test::BeatScore narrow;
  std::vector<double> delays;
  double seconds = 0.0;
  double samples = 0.0;
  Table table{{"record", "beats", "missed", "extra", "F1 150 ms", "missed", "extra", "F1 50 ms"}};

  void add(const std::string& name, const test::Record& record) {
    const Run r = run(record.leads[0], record.rate);
    const auto score = [&](double within) {
      return test::score_beats(record.beats, r.found, within * record.rate, record.flutter);
    };
    row(name, score(0.150), score(0.050));
    wide += score(0.150);
    narrow += score(0.050);
    delays.insert(delays.end(), r.delays.begin(), r.delays.end());
    seconds += r.seconds;
    samples += static_cast<double>(record.leads[0].size());
  }
  void row(const std::string& name, const test::BeatScore& a, const test::BeatScore& b) {
    table.row({name, count(a.both + a.missed), count(a.missed), count(a.extra), fixed(a.f1(), 3),
               count(b.missed), count(b.extra), fixed(b.f1(), 3)});
  }
  /// Milliseconds behind the R wave that so many beats are told within.
  double delay(double share) {
    std::sort(delays.begin(), delays.end());
    const auto last = static_cast<double>(delays.size() - 1);
    return 1000.0 * delays[static_cast<std::size_t>(share * last)];
  }
};

std::vector<fs::path> records(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (entry.path().extension() == ".hea") {
      found.push_back(entry.path().parent_path() / entry.path().stem());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

void arrhythmia(Report& report) {
  report.heading("MIT-BIH Arrhythmia");
  if (report.lacks("ecg/mitdb")) {
    return;
  }
  Scores scores;
  for (const fs::path& path : records(test::recording("ecg/mitdb"))) {
    scores.add(path.filename().string(), test::read_record(path));
  }
  scores.row("all", scores.wide, scores.narrow);
  report.table(scores.table);
  report.paragraph("Told " + fixed(scores.delay(0.5), 0) + " ms after the R wave (median), " +
                   fixed(scores.delay(0.99), 0) + " ms (99 %)." +
                   (kOptimised ? " Throughput " + fixed(scores.samples / scores.seconds * 1e-6, 1) +
                                     " million samples a second on one core."
                               : ""));
}

void noise_stress(Report& report) {
  report.heading("Record 118 with noise");
  if (report.lacks("ecg/noise-stress")) {
    return;
  }
  report.paragraph("`118eNN` is the record's first two minutes with noise at NN dB.");
  Scores scores;
  for (const char* name : {"118e24", "118e12", "118e06", "118e00"}) {
    const std::string path = std::string{"ecg/noise-stress/"} + name;
    if (!fs::exists(test::recording(path + ".csv"))) {
      continue;
    }
    test::Record record;
    record.rate = 360.0;
    record.leads = {test::read_numbers(test::recording(path + ".csv"))};
    record.beats = test::read_numbers(test::recording(path + "_ann.csv"));
    scores.add(name, record);
  }
  report.table(scores.table);
}

}  // namespace

void ecg_section(Report& report) {
  report.section("Beats in an electrocardiogram");
  report.paragraph(
      "Every kind of beat, first lead, whole records, causal and from the first beat on; flutter "
      "is "
      "left out.");
  arrhythmia(report);
  noise_stress(report);
}

}  // namespace ebb::evaluation
