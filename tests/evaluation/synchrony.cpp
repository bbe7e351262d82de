#include "estimation/together/synchrony.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "estimation/beats/ecg_beats.hpp"
#include "estimation/breath/respiration_tracker.hpp"
#include "estimation/intervals/interval_judge.hpp"
#include "estimation/together/breath_heart_lag.hpp"
#include "estimation/together/resonance.hpp"
#include "estimation/together/respiratory_sinus_arrhythmia.hpp"
#include "evaluation/coherence_grid.hpp"
#include "evaluation/recordings.hpp"
#include "evaluation/sections.hpp"
#include "simulation/synthetic_body.hpp"

namespace ebb::evaluation {
namespace {

constexpr int kPeople = 500;
constexpr double kGuide = 10.0;  // seconds

// Synchrony.

/// A belt's wave of breaths that begin at these times, and the breaths that are found in it.
std::vector<Breath> breaths_in_belt(const std::vector<double>& starts, std::mt19937_64& random) {
  std::normal_distribution<double> noise;
  RespirationTracker tracker;
  std::vector<Breath> found;
  double t = starts.front();
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    const double period = starts[i + 1] - starts[i];
    const TrueBreath breath{Seconds{starts[i]}, Seconds{0.4 * period}, Seconds{period}, 1.0};
    for (; t < starts[i + 1]; t += 0.04) {
      const double value = lung_volume(breath, Seconds{t - starts[i]}) + 0.02 * noise(random);
      if (const auto told = tracker.push(at_seconds<HostTime>(t), value)) {
        found.push_back(*told);
      }
    }
  }
  return found;
}

struct Told {
  int asked = 0;
  int above = 0;           ///< more locked than chance
  int above_rayleigh = 0;  ///< than random phases
  double locking = 0.0;
  double lag = 0.0;      ///< error in turns, sum
  double squares = 0.0;  ///< of it
};

/// The last twelve breaths' word of many people. `starts` gives each person's breaths.
Told ask(const std::function<std::vector<double>(std::mt19937_64&)>& starts, double late) {
  Told told;
  for (unsigned person = 0; person < kPeople; ++person) {
    std::mt19937_64 random(person);
    Synchrony synchrony;
    for (const Breath& breath : breaths_in_belt(starts(random), random)) {
      const double turns = to_seconds(breath.start) / kGuide;
      synchrony.push(breath, Turns{turns - std::floor(turns)}, Seconds{kGuide});
    }
    if (const auto& agreement = synchrony.agreement()) {
      const double rayleigh = std::sqrt(-std::log(0.05) / static_cast<double>(agreement->breaths));
      ++told.asked;
      told.above += agreement->locking > agreement->chance_high ? 1 : 0;
      told.above_rayleigh += agreement->locking > rayleigh ? 1 : 0;
      told.locking += agreement->locking;
      const double off = turns_between(Turns{late}, agreement->lag);
      told.lag += off;
      told.squares += off * off;
    }
  }
  return told;
}

void add(Table& table, const std::string& who, const Told& told, bool with_lag) {
  const double people = std::max(1, told.asked);
  const double lag = told.lag / people;
  const double spread = std::sqrt(std::max(0.0, told.squares / people - lag * lag));
  const auto share = [&](int part) {
    return percent(static_cast<std::size_t>(part), static_cast<std::size_t>(told.asked));
  };
  table.row({who, fixed(told.locking / people, 2), share(told.above), share(told.above_rayleigh),
             with_lag ? with_sign(100.0 * lag, 1) + " +- " + fixed(100.0 * spread, 1) : "-"});
}

void synchrony_of_people(Report& report) {
  report.heading("Going with a guide, and only seeming to");
  report.paragraph(
      "Made-up people, " + count(kPeople) +
      " a row, beside a guide of six breaths a minute, seen through a belt's wave with noise. "
      "Those at a pace of their own carry on whatever one breath strayed; those who go with the "
      "guide take it back. *Taken for following*: the locking of the last twelve breaths is above "
      "what chance is said to give; 5 % is right for an own pace, 100 % for the others. "
      "*Error of the lag*: told less true; where an out-breath ends in a long flat stretch, the "
      "next breath is taken to begin in the middle of it.");
  Table table{{"person", "locking", "taken for following, %", "by Rayleigh's test, %",
               "error of the lag, % of a breath"}};
  for (const auto& [pace, uneven] : std::vector<std::pair<double, double>>{
           {10.0, 0.05}, {10.0, 0.10}, {10.0, 0.20}, {9.5, 0.08}, {9.0, 0.08}, {11.0, 0.08}}) {
    const auto starts = [pace = pace, uneven = uneven](std::mt19937_64& random) {
      std::normal_distribution<double> noise;
      std::vector<double> at{1.0};
      for (int i = 0; i < 15; ++i) {
        at.push_back(at.back() + pace * std::max(0.4, 1.0 + uneven * noise(random)));
      }
      return at;
    };
    add(table,
        "own pace " + fixed(60.0 / pace, 1) + "/min, uneven by " + fixed(100 * uneven, 0) + " %",
        ask(starts, 0.0), false);
  }
  for (const double uneven : {0.02, 0.04, 0.06, 0.08}) {
    constexpr double kLate = 0.12;
    const auto starts = [uneven](std::mt19937_64& random) {
      std::normal_distribution<double> noise;
      std::vector<double> at;
      for (int i = 0; i < 16; ++i) {
        at.push_back(kGuide * (i + kLate + std::clamp(uneven * noise(random), -0.25, 0.25)));
      }
      return at;
    };
    add(table, "with the guide, uneven by " + fixed(100 * uneven, 0) + " %", ask(starts, kLate),
        true);
  }
  report.table(table);
}

// What the heart does within a breath.

/// What is told of one sitting's breaths.
struct Sitting {
  std::size_t breaths = 0;
  std::vector<BreathSwing> told;
  std::optional<Agreement> lag;

  void feed(const std::vector<Beat>& beats, const std::vector<Breath>& seen) {
    RespiratorySinusArrhythmia arrhythmia;
    BreathHeartLag locking;
    const auto take = [&](const std::optional<BreathSwing>& swing) {
      if (swing) {
        told.push_back(*swing);
        locking.push(*swing);
      }
    };
    std::size_t next = 0;
    IntervalJudge judge;
    for (const Beat& beat : beats) {
      for (;
           next < seen.size() && seen[next].start + to_microseconds(seen[next].period) < beat.time;
           ++next) {
        take(arrhythmia.push(seen[next]));
      }
      if (const auto judged = judge.push(beat)) {
        take(arrhythmia.push(*judged));
      }
    }
    breaths = next;
    lag = locking.agreement();
  }
  [[nodiscard]] double mean(const std::function<double(const BreathSwing&)>& of) const {
    double sum = 0.0;
    for (const BreathSwing& one : told) {
      sum += of(one);
    }
    return sum / static_cast<double>(told.size());
  }
};

double swing_of(const BreathSwing& one) { return one.swing.value(); }
double range_of(const BreathSwing& one) { return one.range.value(); }

std::vector<Breath> breaths_in(const std::vector<double>& wave, double hertz, bool flow) {
  RespirationTracker::Config config;
  if (flow) {  // this recording's airflow is below zero while air comes in
    config.wave = RespirationTracker::Wave::flow;
    config.polarity = RespirationTracker::Polarity::falls_on_in_breath;
  }
  RespirationTracker tracker{config};
  std::vector<Breath> found;
  for (std::size_t i = 0; i < wave.size(); ++i) {
    if (const auto breath =
            tracker.push(at_seconds<HostTime>(static_cast<double>(i) / hertz), wave[i])) {
      found.push_back(*breath);
    }
  }
  return found;
}

std::vector<Beat> beats_in(const std::vector<double>& lead, double hertz) {
  EcgBeats detector{Hertz{hertz}};
  std::vector<Beat> beats;
  const auto take = [&](const std::optional<EcgBeat>& found) {
    if (found) {
      Beat beat;
      beat.time = at_seconds<HostTime>(found->at / hertz);
      beat.verdict = beats.empty() ? IntervalVerdict::gap : IntervalVerdict::normal;
      if (!beats.empty()) {
        beat.interval = beat.time - beats.back().time;
      }
      beats.push_back(beat);
    }
    return found.has_value();
  };
  for (const double value : lead) {
    take(detector.push(value));
  }
  while (take(detector.flush())) {
  }
  return beats;
}

void row(Table& table, const std::string& name, const Sitting& sitting, const std::string& truth) {
  std::vector<std::string> cells{name, count(sitting.breaths),
                                 percent(sitting.told.size(), sitting.breaths)};
  if (!sitting.told.empty()) {
    double rsa = 0.0;
    std::size_t with = 0;
    for (const BreathSwing& one : sitting.told) {
      rsa += one.rsa ? one.rsa->count() : 0.0;
      with += one.rsa ? 1U : 0U;
    }
    cells.push_back(with > 0 ? fixed(rsa / static_cast<double>(with), 1) : "-");
    cells.push_back(fixed(sitting.mean(range_of), 1));
    cells.push_back(fixed(sitting.mean(swing_of), 1));
    cells.push_back(truth);
    cells.push_back(sitting.lag ? fixed(sitting.lag->lag.value(), 2) : "-");
    cells.push_back(sitting.lag ? fixed(sitting.lag->locking, 2) + " (chance to " +
                                      fixed(sitting.lag->chance_high, 2) + ")"
                                : "-");
  }
  table.row(std::move(cells));
}

void swings(Report& report) {
  report.heading("The heart within each breath");
  report.paragraph(
      "*RSA*: peak to valley, as published. *Range*: quickest less slowest heart rate. *Swing*: "
      "first harmonic at the rate breathed. *Lag*: the breath's phase where the heart begins to "
      "quicken, and its locking over the last twelve breaths. Made-up hearts swing as truth says, "
      "with the usual "
      "slow wave, drift and jitter besides. The recordings have no reference beside their own belt "
      "or airflow.");
  Table table{
      {"sitting", "breaths", "told, %", "RSA, ms", "range", "swing", "truth", "lag", "locking"}};
  for (const double rate : {15.0, 9.0, 6.0, 4.5}) {
    BodyPlan plan;
    plan.breath_per_minute = rate;
    plan.rsa_bpm = 10.0;
    const Truth truth = truth_of(plan, Seconds{600.0});
    std::vector<Beat> beats;
    for (const TrueBeat& beat : truth.beats) {
      beats.push_back({at_seconds<HostTime>(beat.time.count()),
                       beat.interval,
                       beats.empty() ? IntervalVerdict::gap : IntervalVerdict::normal,
                       {}});
    }
    std::vector<Breath> breaths;
    for (const TrueBreath& breath : truth.breaths) {
      Breath seen;
      seen.start = at_seconds<HostTime>(breath.start.count());
      seen.period = breath.period;
      seen.in_breath = breath.in_share;
      breaths.push_back(seen);
    }
    Sitting sitting;
    sitting.feed(beats, breaths);
    row(table, "made up, " + fixed(rate, 1) + "/min", sitting, "10.0");
  }
  if (!report.lacks("multi/neurokit") && !report.lacks("multi/physio")) {
    const std::string multi = recordings::folder() + "/multi/";
    const std::string rest = multi + "neurokit/bio_resting_5min_100hz.csv";
    const std::string events = multi + "neurokit/bio_eventrelated_100hz.csv";
    Sitting sitting;
    sitting.feed(beats_in(recordings::column(rest, 0), 100.0),
                 breaths_in(recordings::column(rest, 2), 100.0, false));
    row(table, "rest, belt, 5 min", sitting, "-");
    sitting = {};
    sitting.feed(beats_in(recordings::column(events, 0), 100.0),
                 breaths_in(recordings::column(events, 3), 100.0, false));
    row(table, "events, belt, 150 s", sitting, "-");
    sitting = {};
    sitting.feed(
        beats_in(recordings::npy_float32(multi + "physio/ecg2.npy"), 1000.0),
        breaths_in(recordings::npy_float32(multi + "physio/resp2_airflow.npy"), 1000.0, true));
    row(table, "airflow, 612 s", sitting, "-");
  }
  report.table(table);
}

// Resonance.

void resonances(Report& report) {
  report.heading("Exploring a few paces");
  report.paragraph(
      "Made-up people who breathe two minutes at each of 6.5 to 3.5 a minute, a little unevenly. "
      "The "
      "heart's swing has its best at the rate named, with a peak of so many beats above the rest "
      "and "
      "2 beats of noise from breath to breath; *flat* has none.");
  Table table{{"best at", "peak above the rest", "called clear, %", "of these within 0.5/min, %",
               "truth within the range, %"}};
  for (const auto& [best, height] : std::vector<std::pair<double, double>>{
           {6.0, 6.0}, {5.0, 6.0}, {4.0, 6.0}, {5.0, 3.0}, {5.0, 0.0}}) {
    int clear = 0;
    int right = 0;
    int within = 0;
    for (unsigned person = 0; person < kPeople; ++person) {
      std::mt19937_64 random(person);
      std::normal_distribution<double> noise;
      ResonanceExploration exploration;
      double time = 0.0;
      for (double rate = 6.5; rate > 3.4; rate -= 0.5) {
        for (int i = 0; i < static_cast<int>(2.0 * rate); ++i) {
          const double really = rate * (1.0 + 0.03 * noise(random));
          const double away = really - best;
          exploration.push(
              {at_seconds<HostTime>(time),
               Seconds{60.0 / really},
               std::nullopt,
               {},
               BeatsPerMinute{10.0 + height / (1.0 + away * away) + 2.0 * noise(random)},
               {}});
          time += 60.0 / really;
        }
      }
      const auto& told = exploration.best();
      const bool is_clear = told && told->clear;
      clear += is_clear ? 1 : 0;
      right += is_clear && std::abs(told->rate.value() - best) <= 0.5 ? 1 : 0;
      within += told && told->low.value() <= best && told->high.value() >= best ? 1 : 0;
    }
    const auto whole = static_cast<std::size_t>(kPeople);
    table.row({height > 0.0 ? fixed(best, 1) + "/min" : "flat", fixed(height, 0),
               percent(static_cast<std::size_t>(clear), whole),
               height > 0.0
                   ? percent(static_cast<std::size_t>(right), static_cast<std::size_t>(clear))
                   : "-",
               height > 0.0 ? percent(static_cast<std::size_t>(within), whole) : "-"});
  }
  report.table(table);
}

}  // namespace

void synchrony_section(Report& report) {
  report.section("Synchrony, lag and coherence");
  synchrony_of_people(report);
  swings(report);
  resonances(report);
  coherence_grid(report);
}

}  // namespace ebb::evaluation
