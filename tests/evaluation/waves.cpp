#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "estimation/breath/respiration_tracker.hpp"
#include "evaluation/made_up_person.hpp"
#include "evaluation/rate_score.hpp"
#include "evaluation/recordings.hpp"
#include "evaluation/sections.hpp"
#include "evaluation/wave_witnesses.hpp"
#include "simulation/synthetic_body.hpp"

// Every ten seconds from the first minute on, the rate told then is compared with the number of
// breaths in the minute before.
namespace ebb::evaluation {
namespace {

/// Breaths a minute in the minute before, by the breaths' starts in seconds.
std::optional<double> last_minute_of(const std::vector<double>& starts, double now) {
  if (starts.size() < 2 || now > starts.back()) {
    return {};
  }
  // Whole breaths and the part of one at either end.
  const auto breaths_until = [&](double t) {
    const auto next = std::upper_bound(starts.begin() + 1, starts.end() - 1, t);
    const auto i = static_cast<double>(next - starts.begin() - 1);
    return i + (t - *(next - 1)) / (*next - *(next - 1));
  };
  return breaths_until(now) - breaths_until(now - 60.0);
}

std::vector<double> starts_in(const std::vector<double>& belt, double hertz, bool flow) {
  RespirationTracker::Config config;
  config.wave = flow ? RespirationTracker::Wave::flow : RespirationTracker::Wave::volume;
  RespirationTracker tracker{config};
  std::vector<double> starts;
  for (std::size_t i = 0; i < belt.size(); ++i) {
    if (const auto breath =
            tracker.push(at_seconds<HostTime>(static_cast<double>(i) / hertz), belt[i])) {
      const double start = to_seconds(breath->start);
      if (starts.empty() || start > starts.back() + 0.01) {
        starts.push_back(start);
      }
      starts.push_back(start + breath->period.count());
    }
  }
  return starts;
}

struct Sitting {
  std::string name;
  double hertz = 100.0;
  std::vector<double> ecg;
  std::vector<double> ppg;
  std::vector<double> starts;  ///< of breaths

  [[nodiscard]] TruthAt truth() const {
    return [this](double now) { return last_minute_of(starts, now); };
  }
};

std::vector<Sitting> recorded() {
  const std::string multi = recordings::folder() + "/multi/";
  const auto csv = [&](const char* file, std::size_t column) {
    return recordings::column(multi + file, column);
  };
  const char* const rest = "neurokit/bio_resting_5min_100hz.csv";
  const char* const events = "neurokit/bio_eventrelated_100hz.csv";
  return {{"rest, 5 min", 100.0, csv(rest, 0), csv(rest, 1), starts_in(csv(rest, 2), 100.0, false)},
          {"events, 150 s", 100.0, csv(events, 0), {}, starts_in(csv(events, 3), 100.0, false)},
          {"airflow, 612 s",
           1000.0,
           recordings::npy_float32(multi + "physio/ecg2.npy"),
           {},
           starts_in(recordings::npy_float32(multi + "physio/resp2_airflow.npy"), 1000.0, true)}};
}

std::vector<Sitting> made_up(double slowest, double fastest, std::size_t bodies) {
  constexpr double kHertz = 125.0;
  constexpr double kSeconds = 240.0;
  std::mt19937_64 random(7);
  std::vector<Sitting> out;
  for (std::size_t i = 0; i < bodies; ++i) {
    const BodyPlan plan = made_up_person(random, i + 1, slowest, fastest);
    SyntheticBody body(plan);
    Sitting sitting;
    sitting.hertz = kHertz;
    for (int k = 0; k < static_cast<int>(kSeconds * kHertz); ++k) {
      sitting.ecg.push_back(body.ecg(Seconds{k / kHertz}));
      sitting.ppg.push_back(body.ppg(Seconds{k / kHertz}));
    }
    for (const TrueBreath& breath : truth_of(plan, Seconds{kSeconds}).breaths) {
      sitting.starts.push_back(breath.start.count());
    }
    out.push_back(sitting);
  }
  return out;
}

void add_rows(Table& table, const std::string& name, std::span<const Sitting> sittings) {
  RateScore ecg;
  RateScore ppg;
  RateScore both;
  for (const Sitting& sitting : sittings) {
    hear_waves(sitting.ecg, {}, sitting.hertz, sitting.truth(), ecg);
    if (!sitting.ppg.empty()) {
      hear_waves({}, sitting.ppg, sitting.hertz, sitting.truth(), ppg);
      hear_waves(sitting.ecg, sitting.ppg, sitting.hertz, sitting.truth(), both);
    }
  }
  table.row(ecg.row(name + ", ECG"));
  if (ppg.asked > 0) {
    table.row(ppg.row(name + ", PPG"));
    table.row(both.row(name + ", both"));
  }
}

struct Choice {
  const char* name;
  std::vector<BreathSign> signs;
};

const std::vector<Choice>& ecg_choices() {
  using enum BreathSign;
  static const std::vector<Choice> kChoices{{"intervals", {interval}},
                                            {"QRS strength", {qrs_strength}},
                                            {"ECG level", {ecg_level}},
                                            {"intervals, strength", {interval, qrs_strength}},
                                            {"strength, level", {qrs_strength, ecg_level}},
                                            {"all three", {interval, qrs_strength, ecg_level}}};
  return kChoices;
}

const std::vector<Choice>& ppg_choices() {
  using enum BreathSign;
  static const std::vector<Choice> kChoices{
      {"intervals", {interval}},
      {"pulse height", {pulse_height}},
      {"pulse level", {pulse_level}},
      {"pulse width", {pulse_width}},
      {"intervals, height", {interval, pulse_height}},
      {"intervals, level", {interval, pulse_level}},
      {"height, level, width", {pulse_height, pulse_level, pulse_width}},
      {"all four", {interval, pulse_height, pulse_level, pulse_width}}};
  return kChoices;
}

std::vector<double> wave_of(const Sitting& sitting, StreamKind kind) {
  return kind == StreamKind::ecg ? sitting.ecg : sitting.ppg;
}

/// Every choice of witnesses, and the last one without counting.
void ablation(Report& report, const std::string& title, StreamKind kind,
              const std::vector<Choice>& choices, std::span<const Sitting> sittings) {
  Table table{RateScore::header(title)};
  std::vector<std::vector<WitnessedBeat>> beats;
  for (const Sitting& sitting : sittings) {
    beats.push_back(witnessed(kind, wave_of(sitting, kind), sitting.hertz));
  }
  const auto add = [&](const std::string& name, const Choice& choice,
                       const BreathFusion::Config& config) {
    RateScore score;
    for (std::size_t i = 0; i < sittings.size(); ++i) {
      hear_signs(beats[i], choice.signs, config, sittings[i].truth(), score);
    }
    table.row(score.row(name));
  };
  for (const Choice& choice : choices) {
    add(choice.name, choice, {});
  }
  BreathFusion::Config spectrum;
  spectrum.count = Seconds{0.0};
  add("the same, by the spectrum's peak", choices.back(), spectrum);
  report.table(table);
}

}  // namespace

void waves_section(Report& report) {
  report.section("Breath from the waves of ECG and PPG");
  report.paragraph(
      "From the wave to beats, verdicts, witnesses and their fusion as it runs live. Asked every "
      "ten seconds from the first minute on, against the breaths that a belt or an airflow shows "
      "in the minute before (or that a made-up body took). Published figures are 1.6-2 a minute; "
      "simple methods reach 2-5, a fusion of three modulations of the pulse 1.8 with 72 % "
      "answered (Karlen et al. 2013).");
  const auto slow = made_up(3.5, 8.0, 24);
  const auto usual = made_up(8.0, 26.0, 24);
  if (!report.lacks("multi")) {
    const auto people = recorded();
    Table table{RateScore::header("recorded")};
    for (const Sitting& sitting : people) {
      add_rows(table, sitting.name, {&sitting, 1});
    }
    report.table(table);
    report.heading("Which witnesses: recorded");
    ablation(report, "ECG, three sittings", StreamKind::ecg, ecg_choices(), people);
    ablation(report, "PPG, rest", StreamKind::ppg, ppg_choices(), {people.data(), 1});
  }
  report.heading("Made-up bodies, 24 each");
  Table table{RateScore::header("breaths a minute")};
  add_rows(table, "3.5-8", slow);
  add_rows(table, "8-26", usual);
  report.table(table);
  report.heading("Which witnesses: made-up bodies at 8-26 a minute");
  ablation(report, "ECG", StreamKind::ecg, ecg_choices(), usual);
  ablation(report, "PPG", StreamKind::ppg, ppg_choices(), usual);
}

}  // namespace ebb::evaluation
