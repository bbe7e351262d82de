#include <algorithm>
#include <chrono>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <numbers>
#include <string>
#include <vector>

#include "estimation/intervals/interval_correction.hpp"
#include "estimation/variability/hrv_analysis.hpp"
#include "estimation/variability/hrv_neurokit.hpp"
#include "evaluation/sections.hpp"
#include "support/golden_series.hpp"
#include "support/recordings.hpp"

// Variability: band powers of test patterns, golden values, what placing and weighting intervals
// does, and what it costs.
namespace ebb::evaluation {
namespace {

std::vector<double> pattern(const std::string& name) {
  std::ifstream in{test::recording("rr/ec57/HRV256_" + name + ".txt")};
  std::vector<double> rr;
  std::string line;
  while (std::getline(in, line)) {
    rr.push_back(1000.0 * std::stod(line.substr(line.find(',') + 1)));
  }
  return rr;
}

/// As a whole recording goes: corrected first.
NnSeries corrected(const std::vector<double>& rr) {
  std::vector<Beat> beats;
  double t = 0.0;
  for (const double ms : rr) {
    t += ms / 1000.0;
    Beat& beat = beats.emplace_back();
    beat.time = at_seconds<HostTime>(t);
    beat.interval = Milliseconds{ms};
  }
  return nn_series(correct_intervals(beats));
}

std::string told(std::optional<double> value, int places) {
  return value ? fixed(*value, places) : "-";
}

void patterns(Report& report) {
  report.heading("Band powers of the EC57 test patterns");
  report.paragraph(
      "A day each, one sine, exact powers in ms^2; through correction, which must leave them "
      "alone. "
      "The pattern TP5 swings once an hour: 9800 ms^2 of ULF that must show in no other band.");
  if (report.lacks("rr/ec57")) {
    return;
  }
  const auto of = [](const char* name) {
    return hrv_frequency(corrected(pattern(name))).value_or(HrvFrequency{});
  };
  const HrvFrequency hf = of("TP2");
  const HrvFrequency lf = of("TP3");
  const HrvFrequency vlf = of("TP4");
  const HrvFrequency none = of("TP5");
  Table table{{"", "TP2 HF", "TP3 LF", "TP4 VLF", "TP5 VLF", "TP5 LF", "TP5 HF", "TP5 ULF"}};
  table.row({"truth", "612.5", "2450.0", "39200", "0", "0", "0", "9800"});
  const auto ours = [&](const char* name, HrvPowers HrvFrequency::*by) {
    table.row({name, told((hf.*by).hf, 1), told((lf.*by).lf, 1), told((vlf.*by).vlf, 0),
               told((none.*by).vlf, 3), told((none.*by).lf, 3), told((none.*by).hf, 3),
               told((none.*by).ulf, 0)});
  };
  ours("Ebb, Lomb-Scargle", &HrvFrequency::lomb);
  ours("Ebb, Welch", &HrvFrequency::welch);
  table.row({"NeuroKit2, Welch", "599.8", "2451.1", "39267"});
  table.row({"rhenan hrv, Welch", "606.4", "2452.3", "16324"});
  table.row({"pyHRV, Welch", "606.3", "2452.1", "31786"});
  table.row({"hrv-analysis, Welch", "468.8", "2296.1", "26186"});
  report.table(table);
}

/// Power of the strongest line near `hz`, each interval placed at `place` of its length (0: where
/// it began) and weighted by its length or not.
double line(const std::vector<double>& rr, double hz, double place, bool by_time) {
  std::vector<double> t;
  double end = 0.0;
  for (const double ms : rr) {
    end += ms / 1000.0;
    t.push_back(end - (1.0 - place) * ms / 1000.0);
  }
  const auto weight = [&](std::size_t i) {
    const double hann = 1.0 - std::cos(2.0 * std::numbers::pi * t[i] / end);
    return by_time ? hann * (t[i + 1] - t[i - 1]) : hann;
  };
  double whole = 0.0;
  double mean = 0.0;
  for (std::size_t i = 1; i + 1 < rr.size(); ++i) {
    whole += weight(i);
    mean += weight(i) * rr[i];
  }
  mean /= whole;
  double best = 0.0;
  for (int k = -10; k <= 10; ++k) {
    const std::complex<double> turn{0.0, 2.0 * std::numbers::pi * (hz + 5e-7 * k)};
    std::complex<double> sum;
    for (std::size_t i = 1; i + 1 < rr.size(); ++i) {
      sum += weight(i) * (rr[i] - mean) * std::exp(turn * t[i]);
    }
    best = std::max(best, 2.0 * std::norm(sum) / (whole * whole));
  }
  return best;
}

void placement(Report& report) {
  report.heading("Where an interval stands, and what it counts");
  report.paragraph(
      "Power of the patterns' line over its truth. An interval that stands at its middle and "
      "counts "
      "once is nearest; it is what both spectra do.");
  if (report.lacks("rr/ec57")) {
    return;
  }
  struct Line {
    const char* name;
    double hz;
    double power;
  };
  Table table{
      {"", "end, time", "end, once", "middle, time", "middle, once", "start, time", "start, once"}};
  for (const Line& l : {Line{"TP2", 0.250202, 612.5}, Line{"TP3", 0.100234, 2450.0},
                        Line{"TP4", 0.033471, 39200.0}}) {
    std::vector<double> rr = pattern(l.name);
    rr.resize(std::min<std::size_t>(rr.size(), 12000));
    std::vector<std::string> cells{l.name};
    for (const double place : {1.0, 0.5, 0.0}) {
      for (const bool by_time : {true, false}) {
        cells.push_back(fixed(line(rr, l.hz, place, by_time) / l.power, 4));
      }
    }
    table.row(cells);
  }
  report.table(table);
}

struct Golden {
  const char* index;
  const char* programs;  ///< that say the same
  double ours;
  double theirs;
};

void golden(Report& report) {
  report.heading("Golden values");
  report.paragraph(
      "The series of 354 intervals that every machine makes alike. Where programs differ, each "
      "value "
      "is met by its own definition; ours are written at each index in the source.");
  const std::vector<double> rr = test::golden_series();
  const HrvTime h = hrv_time(rr).value_or(HrvTime{});
  const HrvNonlinear n = hrv_nonlinear(nn_series(rr));
  const NeurokitIndices k = neurokit_indices(rr).value_or(NeurokitIndices{});
  const NeurokitPieces one = neurokit_pieces(rr, 1.0).value_or(NeurokitPieces{});
  Table table{{"index", "who says the same", "Ebb", "relative difference"}};
  for (const Golden& g : {
           Golden{"mean", "all five", h.mean_rr, 848.3163841807909},
           Golden{"SDNN (n - 1)", "all but HeartPy (n)", h.sdnn, 41.60745210586086},
           Golden{"RMSSD", "all five", h.rmssd, 32.38302111689433},
           Golden{"SDSD (n - 1)", "NeuroKit2, rhenan hrv", h.sdsd, 32.428867857396604},
           Golden{"pNN50 of differences", "hrv-analysis, pyHRV, HeartPy", h.pnn50,
                  10.19830028328612},
           Golden{"pNN50 of intervals", "NeuroKit2, rhenan hrv", k.pnn50, 10.16949152542373},
           Golden{"MAD, not scaled", "HeartPy", h.mad, 31.5},
           Golden{"MAD times 1.4826", "NeuroKit2", k.mad, 46.701899999999995},
           Golden{"IQR", "NeuroKit2", h.iqr, 62.75},
           Golden{"triangular index", "NeuroKit2, hrv-analysis, pyHRV", h.triangular_index,
                  12.642857142857142},
           Golden{"SD1", "NeuroKit2, hrv-analysis, rhenan hrv", h.sd1, 22.930672368167603},
           Golden{"SD2 from SDNN and SDSD", "hrv-analysis, rhenan hrv", h.sd2, 54.18989210384871},
           Golden{"SD2 of sums", "NeuroKit2", k.sd2, 54.23817623351927},
           Golden{"SDANN, 1 min", "NeuroKit2", one.sdann, 2.8720963258969485},
           Golden{"SDNNI, 1 min", "NeuroKit2", one.sdnni, 41.46958683908249},
           Golden{"SampEn (2, 0.2 SD)", "NeuroKit2, hrv-analysis, pyHRV",
                  n.sample_entropy.value_or(0), 1.3348089622268984},
           Golden{"DFA alpha1, 4-16", "pyHRV", n.dfa_alpha1.value_or(0), 1.09036046962526},
           Golden{"DFA alpha1, 4-11, overlapping", "NeuroKit2", k.dfa_alpha1.value_or(0),
                  1.2571672367937965},
           Golden{"DFA alpha2, 12-35, overlapping", "NeuroKit2", k.dfa_alpha2.value_or(0),
                  0.34916206893777885},
       }) {
    const double off = std::abs(g.ours - g.theirs) / std::abs(g.theirs);
    table.row({g.index, g.programs, fixed(g.ours, 9),
               off < 1e-12  ? "below 1e-12"
               : off < 1e-9 ? "below 1e-9"
                            : fixed(off, 9)});
  }
  report.table(table);
  report.paragraph(
      "Ours: n - 1 under every standard deviation; pNN50 over the differences, since that is what "
      "is "
      "counted; SD2 from SDNN and SDSD; DFA over 4 to 16 and 16 to 64 beats, windows side by side. "
      "Not met, and why: HeartPy's SDNN (over n), SDSD of absolute differences (HeartPy, pyHRV) or "
      "over n (hrv-analysis), hrv-analysis' triangular index of other series (bins of 8 ms), "
      "NeuroKit2's TINN (its search never starts anew for a second left foot, so it finds 179.7 "
      "where 203.1 ms fits better), and spectra, in which programs differ by up to twice: windows "
      "of "
      "half the record, quadratic curves, one side counted twice or not, bands closed at either "
      "end.");
}

double milliseconds(const std::vector<double>& rr) {
  double least = 1e9;
  for (int i = 0; i < 5; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    const HrvAnalysis h = analyse_hrv(nn_series(rr), {.own_rate = BreathsPerMinute{15.0}});
    const auto took = std::chrono::steady_clock::now() - begun;
    least =
        h.time ? std::min(least, std::chrono::duration<double, std::milli>(took).count()) : least;
  }
  return least;
}

void cost(Report& report) {
  report.heading("Cost of all indices");
  if (!kOptimised) {
    report.note("Not measured: the build is not optimised.");
    return;
  }
  report.paragraph("Time, frequency by both methods, entropy and fluctuation in one call; ms.");
  Table table{{"", "5 min", "a day"}};
  table.row({"Ebb", fixed(milliseconds(test::golden_series()), 2),
             fixed(milliseconds(test::golden_series(86400.0, 100.0)), 0)});
  table.row({"rhenan hrv", "1"});
  table.row({"hrv-analysis", "11.6", "415000 (SampEn alone)"});
  table.row({"pyHRV", "14-170"});
  table.row({"HeartPy", "53"});
  table.row({"NeuroKit2", "187-290", "17300 (Welch, SampEn, DFA, correction)"});
  report.table(table);
}

}  // namespace

void hrv_section(Report& report) {
  report.section("Heart rate variability");
  patterns(report);
  placement(report);
  golden(report);
  cost(report);
}

}  // namespace ebb::evaluation
