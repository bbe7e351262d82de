#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <memory>
#include <numbers>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "estimation/heart_breath_tracker.hpp"
#include "estimation/respiration_tracker.hpp"
#include "evaluation/r_peaks.hpp"
#include "evaluation/recordings.hpp"

// Scores the breath trackers against recordings (EBB_RECORDINGS) and against made-up hearts with
// known truth, and prints a table. Every ten seconds from the first minute on, the rate told then
// is compared with the breaths of the minute before; phase ten times a second with the straight
// line between the breaths' starts.
namespace ebb {
namespace {

using Rate = std::function<double(double)>;  // per minute at a time in seconds

struct Person {
  std::vector<Beat> beats;
  Rate truth;
};

std::vector<Beat> beats_at(const std::vector<double>& times) {
  std::vector<Beat> beats;
  History<double, 7> last;
  double time = 0.0;
  for (std::size_t i = 1; i < times.size(); ++i) {
    const double interval = times[i] - times[i - 1];
    if (interval > 6.0) {
      continue;
    }
    time += interval;
    Beat beat{at_seconds<HostTime>(time), Milliseconds{interval * 1e3}};
    if (last.full()) {
      std::vector<double> sorted;
      for (std::size_t k = 0; k < last.size(); ++k) {
        sorted.push_back(last[k]);
      }
      std::sort(sorted.begin(), sorted.end());
      if (interval > 1.4 * sorted[3] || interval < 0.65 * sorted[3]) {
        beat.verdict = IntervalVerdict::ectopic;
      }
    }
    last.push(interval);
    beats.push_back(beat);
  }
  return beats;
}

struct Score {
  int asked = 0;
  int answered = 0;
  int near = 0;  // within 1 a minute
  int sure = 0;  // quality 0.8 and more
  int sure_and_wrong = 0;
  double error = 0.0;
  double bias = 0.0;

  void add(const std::optional<Estimate<BreathsPerMinute>>& told, double truth) {
    ++asked;
    if (!told) {
      return;
    }
    const double off = told->value.value() - truth;
    ++answered;
    error += std::abs(off);
    bias += off;
    near += std::abs(off) <= 1.0 ? 1 : 0;
    if (told->quality >= 0.8) {
      ++sure;
      sure_and_wrong += std::abs(off) > 2.0 ? 1 : 0;
    }
  }
  void print(const std::string& name) const {
    const auto share = [](int part, int whole) { return whole > 0 ? 100.0 * part / whole : 0.0; };
    const double n = std::max(answered, 1);
    std::printf("%-28s %6d %8.1f %6.2f %+6.2f %8.1f %6d %8.1f\n", name.c_str(), asked,
                share(answered, asked), error / n, bias / n, share(near, answered), sure,
                share(sure_and_wrong, sure));
  }
};

void head(const char* title) {
  std::printf("\n%s\n%-28s %6s %8s %6s %6s %8s %6s %8s\n", title, "", "asked", "answered", "MAE",
              "bias", "within 1", "q>=0.8", "of it >2");
}

double last_minute(const Rate& rate, double now) {
  double sum = 0.0;
  for (int k = 0; k < 60; ++k) {
    sum += rate(now - 0.5 - k) / 60.0;
  }
  return sum;
}

void hear(const Person& person, Score& score) {
  HeartBreathTracker tracker;
  double next = 60.0;
  for (const Beat& beat : person.beats) {
    tracker.push(beat);
    const double now = to_seconds(beat.time);
    if (now >= next) {
      next += 10.0;
      score.add(tracker.rate(beat.time), last_minute(person.truth, now));
    }
  }
}

struct Body {
  double heart = 65.0;       // beats a minute
  double swing = 6.0;        // of the heart rate with the breath, peak to trough
  double wave = 2.0;         // amplitude near 0.1 Hz
  double wander = 1.0;       // of the heart rate within seconds, standard deviation
  double drift = 2.0;        // and within half a minute
  double jitter_ms = 4.0;    // of a beat
  double unevenness = 0.06;  // of the breath
  double seconds = 360.0;
  Rate rate;
};

/// Beats by integral pulse frequency modulation; the breath has a second harmonic, the slow wave
/// wanders about 0.098 Hz.
Person make(const Body& body, unsigned seed) {
  constexpr double kStep = 0.01;
  constexpr double kTurn = 2.0 * std::numbers::pi;
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  const auto wandering = [&](double& x, double seconds, double spread) {
    x += -x * kStep / seconds + spread * std::sqrt(2.0 * kStep / seconds) * normal(random);
  };
  std::vector<double> times{0.0};
  auto breaths = std::make_shared<std::vector<double>>();
  double integral = 0.0;
  double breath = 0.0;
  double wave = 0.0;
  double wave_shift = 0.0;
  double drift = 0.0;
  double wander = 0.0;
  double uneven = 0.0;
  const auto steps = static_cast<int>(body.seconds / kStep);
  for (int i = 0; i < steps; ++i) {
    const double t = i * kStep;
    wandering(uneven, 4.0, body.unevenness);
    wandering(wave_shift, 10.0, 0.012);
    wandering(drift, 30.0, body.drift);
    wandering(wander, 2.0, body.wander);
    breath += body.rate(t) / 60.0 * (1.0 + uneven) * kStep;
    wave += (0.098 + wave_shift) * kStep;
    if (t >= static_cast<double>(breaths->size())) {
      breaths->push_back(breath);
    }
    const double sinus = -0.5 * body.swing *
                         (std::cos(kTurn * breath) + 0.25 * std::cos(2.0 * kTurn * breath + 1.0));
    const double rate = body.heart + sinus + body.wave * std::sin(kTurn * wave) + drift + wander;
    integral += rate / 60.0 * kStep;
    if (integral >= 1.0) {
      integral -= 1.0;
      times.push_back(t + 1e-3 * body.jitter_ms * normal(random));
    }
  }
  return {beats_at(times), [breaths](double t) {
            const auto i = static_cast<std::size_t>(
                std::clamp(t, 1.0, static_cast<double>(breaths->size() - 1)));
            return 60.0 * ((*breaths)[i] - (*breaths)[i - 1]);
          }};
}

void crowd(const char* name, double slowest, double fastest, bool moving) {
  std::mt19937_64 random(99);
  std::uniform_real_distribution<double> any;
  Score score;
  for (unsigned i = 1; i <= 60; ++i) {
    const double from = slowest * std::pow(fastest / slowest, any(random));
    const double to = moving ? slowest * std::pow(fastest / slowest, any(random)) : from;
    Body body;
    body.heart = 50.0 + 40.0 * any(random);
    // The swing grows as breathing slows (Hirsch & Bishop 1981).
    body.swing = std::min(18.0, (2.0 + 10.0 * any(random)) * std::sqrt(12.0 / from));
    body.wave = 0.5 + 3.5 * any(random);
    body.wander = 0.5 + 1.5 * any(random);
    body.jitter_ms = 1.0 + 6.0 * any(random);
    body.drift = 1.0 + 3.0 * any(random);
    body.unevenness = 0.02 + 0.12 * any(random);
    body.rate = [=](double t) {
      return from + (to - from) * std::clamp((t - 90.0) / 180.0, 0.0, 1.0);
    };
    hear(make(body, i), score);
  }
  score.print(name);
}

void without_breath() {
  Score score;
  for (unsigned i = 1; i <= 30; ++i) {
    hear(make({.swing = 0.0, .wave = 0.5 + 0.1 * i, .rate = [](double) { return 14.0; }}, i),
         score);
  }
  score.print("no swing, only the wave");
}

struct Starts {
  std::vector<double> at;

  void add(const Breath& breath) {
    const double start = to_seconds(breath.start);
    if (at.empty() || start > at.back() + 0.01) {
      at.push_back(start);
    }
    at.push_back(start + breath.period.count());
  }
  [[nodiscard]] double rate(double t) const {
    const auto next = std::upper_bound(at.begin(), at.end(), t);
    if (next == at.begin() || next == at.end()) {
      return at.size() < 2 ? 0.0 : 60.0 / (at[1] - at[0]);
    }
    return 60.0 / (*next - *(next - 1));
  }
};

struct Told {
  double time;
  double turns;
};

void print_phase(const char* name, const std::vector<Told>& told, const Starts& starts) {
  std::vector<double> off;
  for (const auto& [time, turns] : told) {
    const auto next = std::upper_bound(starts.at.begin(), starts.at.end(), time);
    if (next == starts.at.begin() || next == starts.at.end()) {
      continue;
    }
    const double begin = *(next - 1);
    off.push_back(turns_between(Turns{(time - begin) / (*next - begin)}, Turns{turns}));
  }
  if (off.empty()) {
    return;
  }
  // The heart trails the breath by the body's own lag: a circular mean takes it off.
  double re = 0.0;
  double im = 0.0;
  for (const double turns : off) {
    re += std::cos(2.0 * std::numbers::pi * turns);
    im += std::sin(2.0 * std::numbers::pi * turns);
  }
  const double lag = std::atan2(im, re) / (2.0 * std::numbers::pi);
  std::vector<double> plain;
  std::vector<double> centred;
  for (const double turns : off) {
    plain.push_back(std::abs(turns));
    centred.push_back(std::abs(turns_between(wrapped(Turns{lag}), wrapped(Turns{turns}))));
  }
  const auto median = [](std::vector<double>& v) {
    std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end());
    return 100.0 * v[v.size() / 2];
  };
  std::printf("%-28s %6zu  median %5.1f %%  lag %+6.1f %%  median without the lag %5.1f %%\n", name,
              off.size(), median(plain), 100.0 * lag, median(centred));
}

/// A belt scored against itself seen afterwards, and the heart beside it against the belt.
void both(const std::string& name, const std::vector<double>& belt, double hertz,
          const std::vector<double>& ecg, std::vector<std::pair<std::string, Score>>& scores) {
  if (belt.empty()) {
    return;
  }
  RespirationTracker tracker;
  Starts starts;
  std::vector<Told> phases;
  double next = 0.0;
  for (std::size_t i = 0; i < belt.size(); ++i) {
    const double t = static_cast<double>(i) / hertz;
    const HostTime now = at_seconds<HostTime>(t);
    if (const auto breath = tracker.push(now, belt[i])) {
      starts.add(*breath);
    }
    if (t >= next) {
      next += 0.1;
      if (const auto phase = tracker.phase(now)) {
        phases.push_back({t, phase->value.value()});
      }
    }
  }
  print_phase((name + ", belt").c_str(), phases, starts);
  if (ecg.empty()) {
    return;
  }
  const auto peaks = evaluation::r_peaks(ecg, hertz);
  HeartBreathTracker heart;
  std::vector<Told> heard;
  Score score;
  const auto beats = beats_at(peaks);
  double next_rate = 60.0;
  for (const Beat& beat : beats) {
    heart.push(beat);
    const double t = to_seconds(beat.time) + peaks.front();
    if (t >= next_rate) {
      next_rate += 10.0;
      score.add(heart.rate(beat.time), last_minute([&](double s) { return starts.rate(s); }, t));
    }
    if (const auto phase = heart.phase(beat.time)) {
      heard.push_back({t, phase->value.value()});
    }
  }
  print_phase((name + ", heart").c_str(), heard, starts);
  scores.emplace_back(name, score);
}

void people() {
  const std::string folder = recordings::folder() + "/rr/meditation/";
  head("Hearts of people breathing to a metronome (set to 15 a minute, kept at 14.3-14.8)");
  Score all;
  for (int i = 1; i <= 7; ++i) {
    const std::string name = "M" + std::to_string(i);
    const auto times = recordings::wfdb_beats(folder + name + ".qrs", 128.0);
    if (times.empty()) {
      std::printf("no recordings in %s\n", folder.c_str());
      return;
    }
    const Person person{beats_at(times), [](double) { return 15.0; }};
    Score one;
    hear(person, one);
    one.print(name);
    hear(person, all);
  }
  all.print("all seven");
}

void meditating() {
  std::printf("\nHearts without a reference: share answered, and the middle half of the rates\n");
  for (const char* name : {"Y1pre", "Y1med", "Y2pre", "Y2med", "C1pre", "C1med", "C2pre", "C2med",
                           "C3pre", "C3med", "C4pre", "C4med", "I1", "I2", "I3"}) {
    const auto beats = beats_at(
        recordings::wfdb_beats(recordings::folder() + "/rr/meditation/" + name + ".qrs", 128.0));
    HeartBreathTracker tracker;
    std::vector<double> rates;
    int asked = 0;
    for (const Beat& beat : beats) {
      tracker.push(beat);
      if (to_seconds(beat.time) < 60.0) {
        continue;
      }
      ++asked;
      if (const auto rate = tracker.rate(beat.time)) {
        rates.push_back(rate->value.value());
      }
    }
    std::sort(rates.begin(), rates.end());
    if (!rates.empty()) {
      std::printf("%-8s %5.1f %%  %5.1f - %5.1f\n", name,
                  100.0 * static_cast<double>(rates.size()) / asked, rates[rates.size() / 4],
                  rates[rates.size() * 3 / 4]);
    }
  }
}

}  // namespace
}  // namespace ebb

int main() {
  using namespace ebb;
  people();
  meditating();
  head("Made-up hearts, sixty people each");
  crowd("3.5-6.5 a minute", 3.5, 6.5, false);
  crowd("6.5-12", 6.5, 12.0, false);
  crowd("12-24", 12.0, 24.0, false);
  crowd("moving within 4-18", 4.0, 18.0, true);
  without_breath();
  std::printf("\nPhase, in shares of a cycle\n");
  std::vector<std::pair<std::string, Score>> scores;
  const std::string multi = recordings::folder() + "/multi/";
  const auto csv = [&](const char* file, std::size_t column) {
    return recordings::column(multi + file, column);
  };
  both("rest, 5 min", csv("neurokit/bio_resting_5min_100hz.csv", 2), 100.0,
       csv("neurokit/bio_resting_5min_100hz.csv", 0), scores);
  both("events, 150 s", csv("neurokit/bio_eventrelated_100hz.csv", 3), 100.0,
       csv("neurokit/bio_eventrelated_100hz.csv", 0), scores);
  both("airflow, 612 s", recordings::npy_float32(multi + "physio/resp2_airflow.npy"), 1000.0,
       recordings::npy_float32(multi + "physio/ecg2.npy"), scores);
  both("CO2, 312 s", recordings::npy_float32(multi + "physio/resp4_CO2.npy"), 60.0, {}, scores);
  both("short belt, 60 s", csv("biosppy/resp.txt", 0), 1000.0, {}, scores);
  head("The heart's rate beside a belt");
  for (const auto& [name, score] : scores) {
    score.print(name);
  }
  return 0;
}
