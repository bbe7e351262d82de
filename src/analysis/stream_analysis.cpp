#include "analysis/stream_analysis.hpp"

#include <algorithm>

#include "analysis/even_samples.hpp"
#include "analysis/heart_analysis.hpp"
#include "analysis/respiration_analysis.hpp"
#include "analysis/wave_analysis.hpp"
#include "estimation/beats/ecg_beats.hpp"
#include "estimation/beats/ppg_beats.hpp"

namespace ebb {
namespace {

/// Of samples that show a breath: slower ones make a slow breath out of a quick one.
constexpr Hertz kSlowestBreath{2.0};

using Values = std::span<const std::optional<double>>;

class IntervalStream final : public StreamAnalysis {
 public:
  void push(double /*seconds*/, Values values) override {
    if (values[0]) {
      analysis_.push_interval(*values[0]);
    }
  }
  Findings finish(double /*seconds*/) override { return analysis_.finish(); }

 private:
  HeartAnalysis analysis_;
};

template <class Finder>
class WaveStream final : public StreamAnalysis {
 public:
  explicit WaveStream(const StreamOptions& options)
      : even_(options.even),
        samples_(grid_rate(options), hole(options)),
        analysis_(grid_rate(options), options.joint) {}
  void push(double seconds, Values values) override {
    if (even_) {
      analysis_.push(values[0]);
      return;
    }
    samples_.push(
        seconds, values[0], [this](std::optional<double> value) { analysis_.push(value); },
        [this](std::uint64_t steps) { analysis_.skip(steps); });
  }
  Findings finish(double seconds) override {
    if (!even_) {
      samples_.finish(
          seconds, [this](std::optional<double> value) { analysis_.push(value); },
          [this](std::uint64_t steps) { analysis_.skip(steps); });
    }
    Findings found = analysis_.finish();
    found.seconds = seconds;
    return found;
  }

 private:
  /// A pulse's uneven frames are few, so they are read between as finely as its beats are placed.
  static Hertz grid_rate(const StreamOptions& options) {
    const bool few = !options.even && options.kind == RecordedKind::ppg;
    return few ? std::max(options.rate, Hertz{100.0}) : options.rate;
  }

  /// The longest step that a straight line may cross: no R wave is lost in the one, no steep rise
  /// of a pulse in the other.
  static Seconds hole(const StreamOptions& options) {
    return options.kind == RecordedKind::ppg ? Seconds{0.3}
                                             : Seconds{std::max(0.1, 3.5 / options.rate.value())};
  }

  bool even_;
  EvenSamples samples_;
  WaveAnalysis<Finder> analysis_;
};

class RespirationStream final : public StreamAnalysis {
 public:
  explicit RespirationStream(const StreamOptions& options)
      : analysis_({.wave = options.flow ? RespirationTracker::Wave::flow
                                        : RespirationTracker::Wave::volume}) {}
  void push(double seconds, Values values) override { analysis_.push(seconds, values[0]); }
  Findings finish(double seconds) override { return analysis_.finish(seconds); }

 private:
  RespirationAnalysis analysis_;
};

/// Three axes; of a single one it is taken as a chest that rises and falls.
class AccelerationStream final : public StreamAnalysis {
 public:
  void push(double seconds, Values values) override {
    if (values.size() < 3) {
      single_.push(seconds, values[0]);
      return;
    }
    three_ = true;
    analysis_.push(seconds, values[0], values[1], values[2]);
  }
  Findings finish(double seconds) override {
    return three_ ? analysis_.finish(seconds) : single_.finish(seconds);
  }

 private:
  ChestMotionAnalysis analysis_;
  RespirationAnalysis single_;
  bool three_ = false;
};

}  // namespace

std::string_view name_of(RecordedKind kind) {
  switch (kind) {
    case RecordedKind::intervals:
      return "rr";
    case RecordedKind::ecg:
      return "ecg";
    case RecordedKind::ppg:
      return "ppg";
    case RecordedKind::respiration:
      return "resp";
    case RecordedKind::acceleration:
      return "acc";
  }
  return "rr";
}

bool works_at(RecordedKind kind, Hertz rate) {
  switch (kind) {
    case RecordedKind::ecg:
      return WaveAnalysis<EcgBeats>::works_at(rate);
    case RecordedKind::ppg:
      return WaveAnalysis<PpgBeats>::works_at(rate);
    case RecordedKind::respiration:
    case RecordedKind::acceleration:
      return rate >= kSlowestBreath;
    default:
      return true;
  }
}

std::unique_ptr<StreamAnalysis> make_stream_analysis(const StreamOptions& options) {
  switch (options.kind) {
    case RecordedKind::intervals:
      return std::make_unique<IntervalStream>();
    case RecordedKind::ecg:
      return std::make_unique<WaveStream<EcgBeats>>(options);
    case RecordedKind::ppg:
      return std::make_unique<WaveStream<PpgBeats>>(options);
    case RecordedKind::respiration:
      return std::make_unique<RespirationStream>(options);
    case RecordedKind::acceleration:
      return std::make_unique<AccelerationStream>();
  }
  return nullptr;
}

}  // namespace ebb
