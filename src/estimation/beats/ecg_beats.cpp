#include "estimation/beats/ecg_beats.hpp"

#include <algorithm>
#include <cmath>

#include "estimation/beats/ecg_state.hpp"

namespace ebb {
namespace {

constexpr double kFinest = 500.0;          ///< Hz: beats are placed on a signal no finer than this
constexpr double kCoarse = 120.0;          ///< Hz: beats are found in a signal of about this rate
constexpr double kSettling = 1.5;          ///< s
constexpr double kDirectionMemory = 10.0;  ///< beats

std::size_t thinning(double rate) {
  return static_cast<std::size_t>(std::max(1.0, std::ceil(rate / kFinest - 1e-9)));
}

std::size_t coarsening(double rate) {
  return static_cast<std::size_t>(std::max(1.0, std::round(rate / kCoarse)));
}

}  // namespace

bool EcgBeats::works_at(Hertz rate) { return rate.value() >= 80.0 && rate.value() <= 20000.0; }

EcgBeats::EcgBeats(Hertz rate)
    : rate_(std::clamp(rate.value(), 1.0, 1e6)),
      thin_(thinning(rate_)),
      fine_rate_(rate_ / static_cast<double>(thin_)),
      coarsen_(coarsening(fine_rate_)),
      step_rate_(fine_rate_ / static_cast<double>(coarsen_)),
      per_thin_(1.0 / static_cast<double>(thin_)),
      per_coarse_(1.0 / static_cast<double>(coarsen_)),
      inspect_every_(std::max<std::int64_t>(1, std::llround(step_rate_))),
      waves_(step_rate_),
      judge_(step_rate_) {}

void EcgBeats::reset() { *this = EcgBeats{Hertz{rate_}}; }

void EcgBeats::decide(const Hump& hump) {
  EcgWave wave;
  wave.height = hump.height;
  wave.slope = waves_.slope(hump);
  wave.step = hump.step;
  wave.shape = waves_.shape(hump);
  if (judge_.has_begun()) {
    judge(wave);
    return;
  }
  place(wave);
  early_.push(wave);
  if (static_cast<double>(step_ - early_.front().step) >= kSettling * step_rate_) {
    begin_judging();
  }
}

/// The highest hump of a second and a half is taken for a beat, and all are judged by it.
void EcgBeats::begin_judging() {
  double highest = 0.0;
  for (std::size_t i = 0; i < early_.size(); ++i) {
    highest = std::max(highest, early_[i].height);
  }
  judge_.begin(highest);
  for (std::size_t i = 0; i < early_.size(); ++i) {
    judge(early_[i]);
  }
}

void EcgBeats::judge(EcgWave wave) {
  switch (judge_.judge(wave)) {
    case EcgJudge::Verdict::beat:
      accept(wave);
      break;
    case EcgJudge::Verdict::doubtful:
      // Now, while the lead is still at hand.
      place(wave);
      judge_.keep(wave);
      break;
    case EcgJudge::Verdict::noise:
      break;
  }
}

void EcgBeats::accept(EcgWave wave) {
  if (wave.at <= 0.0) {
    place(wave);
  }
  judge_.accept(wave);
  direction_ += ((wave.amplitude > 0.0 ? 1.0 : -1.0) - direction_) / kDirectionMemory;
  EcgBeat beat;
  const auto thin = static_cast<double>(thin_);
  beat.at = passed_ + wave.at * thin + 0.5 * (thin - 1.0);
  beat.amplitude = wave.amplitude;
  const bool visible = fault_ == WaveFault::none || fault_ == WaveFault::motion;
  beat.quality = visible ? judge_.chance() : 0.0;
  ready_.push(beat);
}

void EcgBeats::place(EcgWave& wave) const {
  const auto coarsen = static_cast<double>(coarsen_);
  // A step stands for the samples it was made of, and carries the number of the one after them.
  const double middle =
      (static_cast<double>(wave.step) - waves_.delay()) * coarsen - 0.5 * (coarsen - 1.0) - 1.0;
  const RWave r = place_r_wave(recent_, fine_end(), fine_rate_, middle, direction_);
  wave.at = r.at;
  wave.amplitude = r.amplitude;
}

void EcgBeats::inspect() {
  inspected_ = step_;
  const auto half_second = std::max<std::int64_t>(1, std::llround(0.5 * fine_rate_));
  const std::int64_t from = std::max(recent_.begin(), fine_end() - half_second);
  const auto n = static_cast<std::size_t>(fine_end() - from);
  const bool damaged = damaged_ * 10 > n * thin_;
  damaged_ = 0;
  fault_ = damaged ? WaveFault::damaged : fault_of_lead({recent_.at(from), n}, Hertz{fine_rate_});
  if (fault_ == WaveFault::none && judge_.doubts()) {
    fault_ = WaveFault::motion;
  }
}

double EcgBeats::quality() const {
  return fault_ == WaveFault::none && !judge_.is_silent(step_) ? judge_.chance() : 0.0;
}

std::optional<EcgBeat> EcgBeats::flush() {
  if (const std::optional<Hump> hump = waves_.flush()) {
    decide(*hump);
  }
  if (!judge_.has_begun() && !early_.empty()) {
    begin_judging();
  }
  return next();
}

}  // namespace ebb
