// Scores the ECG beat detector against the annotations of every record under EBB_RECORDINGS/ecg:
// F1 at +-150 and +-50 ms, how far behind the R wave a beat is told, and the throughput.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "estimation/ecg_beats.hpp"
#include "support/beat_score.hpp"
#include "support/recordings.hpp"
#include "support/wfdb.hpp"

namespace {

struct Run {
  std::vector<double> found;
  std::vector<double> delays;  ///< seconds
  double seconds = 0.0;
};

Run run(const std::vector<double>& samples, double rate) {
  Run result;
  ebb::EcgBeats beats{ebb::Hertz{rate}};
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

struct Table {
  ebb::test::BeatScore wide;
  ebb::test::BeatScore narrow;
  std::vector<double> delays;
  double seconds = 0.0;
  double samples = 0.0;

  void add(const std::string& name, const ebb::test::Record& record) {
    const Run r = run(record.leads[0], record.rate);
    const auto a =
        ebb::test::score_beats(record.beats, r.found, 0.150 * record.rate, record.flutter);
    const auto b =
        ebb::test::score_beats(record.beats, r.found, 0.050 * record.rate, record.flutter);
    row(name, a, b);
    wide += a;
    narrow += b;
    delays.insert(delays.end(), r.delays.begin(), r.delays.end());
    seconds += r.seconds;
    samples += static_cast<double>(record.leads[0].size());
  }
  static void row(const std::string& name, const ebb::test::BeatScore& a,
                  const ebb::test::BeatScore& b) {
    std::printf("%-8s %7zu %6zu %6zu %8.3f | %6zu %6zu %8.3f\n", name.c_str(), a.both + a.missed,
                a.missed, a.extra, a.f1(), b.missed, b.extra, b.f1());
  }
};

}  // namespace

int main() {
  namespace fs = std::filesystem;
  const fs::path folder = ebb::test::recording("ecg/mitdb");
  if (!fs::exists(folder)) {
    std::printf("no ecg/mitdb under EBB_RECORDINGS (%s)\n", ebb::test::recordings().c_str());
    return 2;
  }
  std::vector<fs::path> records;
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (entry.path().extension() == ".hea") {
      records.push_back(entry.path().parent_path() / entry.path().stem());
    }
  }
  std::sort(records.begin(), records.end());
  std::printf("record     beats missed  extra  F1 150 | missed  extra    F1 50\n");
  Table table;
  for (const fs::path& path : records) {
    table.add(path.filename().string(), ebb::test::read_record(path));
  }
  Table::row("all", table.wide, table.narrow);
  std::sort(table.delays.begin(), table.delays.end());
  const auto delay = [&](double share) {
    const auto last = static_cast<double>(table.delays.size() - 1);
    return 1000.0 * table.delays[static_cast<std::size_t>(share * last)];
  };
  std::printf("told %.0f ms after the R wave (median), %.0f ms (99 %%); %.1f Msamples/s\n",
              delay(0.5), delay(0.99), table.samples / table.seconds * 1e-6);

  for (const char* name : {"118e24", "118e12", "118e06", "118e00"}) {
    const fs::path samples = ebb::test::recording(std::string{"ecg/noise-stress/"} + name + ".csv");
    if (!fs::exists(samples)) {
      continue;
    }
    ebb::test::Record record;
    record.rate = 360.0;
    record.leads = {ebb::test::read_numbers(samples)};
    record.beats = ebb::test::read_numbers(
        ebb::test::recording(std::string{"ecg/noise-stress/"} + name + "_ann.csv"));
    Table{}.add(name, record);
  }
  return 0;
}
