#include "evaluation/wave_witnesses.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "estimation/beats/ecg_beats.hpp"
#include "estimation/beats/ppg_beats.hpp"
#include "estimation/breath/beat_shape.hpp"
#include "estimation/breath/recent_wave.hpp"
#include "estimation/breath/wave_breath_tracker.hpp"
#include "estimation/intervals/interval_judge.hpp"

namespace ebb::evaluation {
namespace {

constexpr double kFirstAsked = 60.0;
constexpr double kAskedEvery = 10.0;

/// Beats with their intervals and verdicts, one after the other.
template <class Finder>
class LiveBeats {
 public:
  explicit LiveBeats(double hertz) : hertz_(hertz), finder_(Hertz{hertz}) {}

  std::optional<Beat> push(double sample) {
    const auto found = finder_.push(sample);
    if (!found) {
      return {};
    }
    Beat beat{at_seconds<HostTime>(found->at / hertz_)};
    if (last_ && beat.time <= *last_) {
      return {};
    }
    if (last_) {
      beat.interval = beat.time - *last_;
    } else {
      beat.verdict = IntervalVerdict::gap;
    }
    last_ = beat.time;
    return judge_.push(beat);
  }

 private:
  double hertz_;
  Finder finder_;
  IntervalJudge judge_;
  std::optional<HostTime> last_;
};

std::optional<double>& of(WitnessedBeat& beat, BreathSign sign) {
  return beat.shows[static_cast<std::size_t>(sign)];
}

template <class Finder>
std::vector<WitnessedBeat> walk(StreamKind kind, std::span<const double> samples, double hertz) {
  LiveBeats<Finder> beats(hertz);
  RecentWave wave{Microseconds{kind == StreamKind::ecg ? 3'900 : 15'000}};
  std::vector<WitnessedBeat> out;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    wave.push(at_seconds<HostTime>(static_cast<double>(i) / hertz), samples[i]);
    const auto judged = beats.push(samples[i]);
    if (!judged || judged->verdict != IntervalVerdict::normal) {
      continue;
    }
    WitnessedBeat shown{*judged, {}};
    of(shown, BreathSign::interval) = judged->interval.count();
    if (kind == StreamKind::ecg) {
      if (const auto shape = qrs_shape(wave, judged->time)) {
        of(shown, BreathSign::qrs_strength) = shape->strength;
        of(shown, BreathSign::ecg_level) = shape->level;
      }
    } else if (const auto shape = pulse_shape(
                   wave, judged->time - to_microseconds(Seconds{judged->interval}), judged->time)) {
      of(shown, BreathSign::pulse_height) = shape->height;
      of(shown, BreathSign::pulse_level) = shape->level;
      of(shown, BreathSign::pulse_width) = shape->width;
    }
    out.push_back(shown);
  }
  return out;
}

}  // namespace

std::vector<WitnessedBeat> witnessed(StreamKind wave, std::span<const double> samples,
                                     double hertz) {
  return wave == StreamKind::ecg ? walk<EcgBeats>(wave, samples, hertz)
                                 : walk<PpgBeats>(wave, samples, hertz);
}

void hear_signs(std::span<const WitnessedBeat> beats, std::span<const BreathSign> signs,
                const BreathFusion::Config& config, const TruthAt& truth, RateScore& score) {
  BreathFusion fusion(config);
  double next = kFirstAsked;
  double mean = 1000.0;
  for (const WitnessedBeat& shown : beats) {
    const double now = to_seconds(shown.beat.time);
    for (; now >= next; next += kAskedEvery) {
      if (const auto true_rate = truth(next)) {
        score.add(fusion.rate(shown.beat.time), *true_rate);
      }
    }
    mean += 0.05 * (shown.beat.interval.count() - mean);
    const HostTime middle = shown.beat.time - to_microseconds(Seconds{shown.beat.interval}) / 2;
    for (const BreathSign sign : signs) {
      if (const auto value = shown.shows[static_cast<std::size_t>(sign)]) {
        fusion.push(sign, sign == BreathSign::interval ? middle : shown.beat.time, *value);
      }
    }
    fusion.advance(shown.beat.time, 0.47 * 60000.0 / mean);
  }
}

void hear_waves(std::span<const double> ecg, std::span<const double> ppg, double hertz,
                const TruthAt& truth, RateScore& score) {
  LiveBeats<EcgBeats> hearts(hertz);
  LiveBeats<PpgBeats> pulses(hertz);
  WaveBreathTracker tracker;
  double next = kFirstAsked;
  for (std::size_t i = 0; i < std::max(ecg.size(), ppg.size()); ++i) {
    const double t = static_cast<double>(i) / hertz;
    const auto now = at_seconds<HostTime>(t);
    if (i < ecg.size()) {
      tracker.push(StreamKind::ecg, now, ecg[i]);
      if (const auto beat = hearts.push(ecg[i])) {
        tracker.push(StreamKind::ecg, *beat);
      }
    }
    if (i < ppg.size()) {
      tracker.push(StreamKind::ppg, now, ppg[i]);
      if (const auto beat = pulses.push(ppg[i])) {
        tracker.push(StreamKind::ppg, *beat);
      }
    }
    if (t >= next) {
      next += kAskedEvery;
      if (const auto true_rate = truth(t)) {
        score.add(tracker.rate(now), *true_rate);
      }
    }
  }
}

}  // namespace ebb::evaluation
