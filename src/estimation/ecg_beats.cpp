#include "estimation/ecg_beats.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace ebb {
namespace {

constexpr double kFinest = 500.0;  ///< Hz: beats are placed on a signal no finer than this
constexpr double kCoarse = 120.0;  ///< Hz: beats are found in a signal of about this rate

// Seconds.
constexpr double kBaseline = 0.16;
constexpr double kQrs = 0.09;
constexpr double kTopStands = 0.095;  ///< a hump is over when its top has stood so long
constexpr double kBlank = 0.24;       ///< of humps nearer than this the highest counts
constexpr double kTWave = 0.36;
constexpr double kSettling = 1.5;
constexpr double kSilence = 3.0;  ///< without a beat: what was learnt may be wrong
constexpr double kPlaceWithin = 0.10;
constexpr double kBaseBefore = 0.35;
constexpr double kBaseAfter = 0.25;

/// The way from noise to beats at which the threshold stands: low in a quiet lead, where a small
/// beat can be told from nothing, and higher the noisier it is.
constexpr double kLowest = 0.28;
constexpr double kHighest = 0.45;
constexpr double kPerNoise = 1.5;  ///< times noise / beats
constexpr double kDoubtful = 0.6;  ///< of the threshold, when a beat is overdue
constexpr double kOverdue = 1.6;   ///< usual intervals
/// A T wave's slope is less than this share of the beat's, the later it comes the less.
constexpr double kTSlope = 0.5;
constexpr double kTSlopeLate = 0.35;
constexpr double kTEarly = 0.25;  ///< s
/// A wave against the lead's usual direction has to be this much higher to be the R wave.
constexpr double kAgainst = 0.65;
constexpr double kDirectionMemory = 10.0;  ///< beats

/// A tenth of a second either side at the finest rate.
constexpr std::size_t kPlaceSamples = 112;
constexpr std::size_t kBaseSamples = 32;

constexpr double kClippedShare = 0.04;
constexpr double kMainsShare = 0.6;

double at_least_one(double x) { return std::max(1.0, std::round(x)); }

std::size_t length(double seconds, double rate) {
  return static_cast<std::size_t>(at_least_one(seconds * rate));
}

/// Power of a sine of `hz` in n samples, as a share of all their power about their mean
/// (Goertzel 1958).
double share_at(double hz, double rate, const double* x, std::size_t n) {
  double mean = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    mean += x[i];
  }
  mean /= static_cast<double>(n);
  const double turn = 2.0 * std::cos(2.0 * std::numbers::pi * hz / rate);
  double s1 = 0.0;
  double s2 = 0.0;
  double all = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double v = x[i] - mean;
    const double s = v + turn * s1 - s2;
    s2 = s1;
    s1 = s;
    all += v * v;
  }
  const double power = s1 * s1 + s2 * s2 - turn * s1 * s2;
  return all > 0.0 ? 2.0 * power / (all * static_cast<double>(n)) : 0.0;
}

/// Whether the samples stay at a level rather than touch it now and then.
bool stays_at(const double* x, std::size_t n, double level) {
  std::size_t together = 0;
  std::size_t touching = 0;
  bool before = false;
  for (std::size_t i = 0; i < n; ++i) {
    const bool here = x[i] == level;
    touching += here ? 1U : 0U;
    together += here && before ? 1U : 0U;
    before = here;
  }
  const double enough = std::max(3.0, kClippedShare * static_cast<double>(n));
  return static_cast<double>(touching) > enough && 2 * together > touching;
}

/// out[i] = the mean of the means of x about i + width - 1: x has n + 2 (width - 1) samples.
void smooth_triangle(const double* x, std::size_t n, std::size_t width, double* out) {
  std::array<double, kPlaceSamples + 16> once;
  const std::size_t m = n + width - 1;
  double sum = 0.0;
  for (std::size_t i = 0; i + 1 < width; ++i) {
    sum += x[i];
  }
  for (std::size_t i = 0; i < m; ++i) {
    sum += x[i + width - 1];
    once[i] = sum;
    sum -= x[i];
  }
  sum = 0.0;
  for (std::size_t i = 0; i + 1 < width; ++i) {
    sum += once[i];
  }
  const double scale = 1.0 / static_cast<double>(width * width);
  for (std::size_t i = 0; i < n; ++i) {
    sum += once[i + width - 1];
    out[i] = sum * scale;
    sum -= once[i];
  }
}

}  // namespace

bool EcgBeats::works_at(Hertz rate) { return rate.value() >= 80.0 && rate.value() <= 20000.0; }

EcgBeats::EcgBeats(Hertz rate)
    : rate_(std::clamp(rate.value(), 1.0, 1e6)),
      thin_(static_cast<std::size_t>(std::max(1.0, std::ceil(rate_ / kFinest - 1e-9)))),
      fine_rate_(rate_ / static_cast<double>(thin_)),
      coarsen_(static_cast<std::size_t>(at_least_one(fine_rate_ / kCoarse))),
      step_rate_(fine_rate_ / static_cast<double>(coarsen_)),
      per_thin_(1.0 / static_cast<double>(thin_)),
      per_coarse_(1.0 / static_cast<double>(coarsen_)),
      baseline_(length(kBaseline / 2.0, step_rate_) * 2 + 1),
      steepness_(length(kQrs, step_rate_)),
      top_stands_(static_cast<std::int64_t>(length(kTopStands, step_rate_))),
      blank_(static_cast<std::int64_t>(length(kBlank, step_rate_))),
      inspect_every_(static_cast<std::int64_t>(length(1.0, step_rate_))) {
  // Low-pass, middle of the baseline, difference, middle of the QRS: how far a hump's top lies
  // behind the QRS it stands for.
  const double steps = 1.0 + 0.5 * static_cast<double>(baseline_.length() - 1) + 0.5 +
                       0.5 * static_cast<double>(steepness_.length() - 1);
  delay_ = steps * static_cast<double>(coarsen_) + 0.5 * static_cast<double>(coarsen_ - 1) + 1.0;
  overdue_ = kOverdue * step_rate_;
}

void EcgBeats::reset() { *this = EcgBeats{Hertz{rate_}}; }

void EcgBeats::begin(double coarse) {
  baseline_.fill(coarse);
  for (std::size_t i = 0; i <= baseline_.length(); ++i) {
    smooth_.push(coarse);
  }
  before_ = before_that_ = coarse;
}

std::optional<EcgBeat> EcgBeats::advance(double coarse) {
  if (step_ == 0) {
    begin(coarse);
  }
  ++step_;
  const double smooth = 0.25 * (before_that_ + 2.0 * before_ + coarse);
  before_that_ = before_;
  before_ = coarse;
  smooth_.push(smooth);
  const std::size_t n = baseline_.length();
  const double mean = baseline_.push(smooth) / static_cast<double>(n);
  const double high = smooth_[smooth_.end() - 1 - static_cast<std::int64_t>(n / 2)] - mean;
  const double slope = std::abs(high - high_before_);
  high_before_ = high;
  slope_ = std::max(slope_, slope);
  find(steepness_.push(slope));
  if (judging_) {
    look_back();
  }
  if (step_ >= inspected_ + inspect_every_) {
    inspect();
  }
  if (ready_.empty()) {
    return std::nullopt;
  }
  const EcgBeat beat = ready_.front();
  ready_.drop_front();
  return beat;
}

/// A hump is over when the signal has fallen to half its height, or its top has stood a while.
void EcgBeats::find(double steepness) {
  if (steepness > rising_.height && steepness > steepness_before_) {
    rising_.height = steepness;
    rising_.step = step_;
  } else if (rising_.height > 0.0 &&
             (steepness < 0.5 * rising_.height || step_ - rising_.step >= top_stands_)) {
    rising_.slope = slope_;
    offer(rising_);
    rising_ = Candidate{};
    slope_ = 0.0;
  }
  steepness_before_ = steepness;
  if (offered_.height > 0.0 && step_ - offered_.step >= blank_ &&
      rising_.height <= offered_.height) {
    decide();
  }
}

void EcgBeats::offer(const Candidate& hump) {
  if (offered_.height > 0.0 && hump.step - offered_.step >= blank_) {
    decide();
  }
  if (hump.height > offered_.height) {
    offered_ = hump;
  }
}

void EcgBeats::decide() {
  Candidate hump = offered_;
  offered_ = Candidate{};
  if (judging_) {
    judge(hump);
    return;
  }
  place(hump);
  early_.push(hump);
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
  beats_.push(highest);
  noises_.push(0.0);
  learn();
  judging_ = true;
  for (std::size_t i = 0; i < early_.size(); ++i) {
    judge(early_[i]);
  }
}

void EcgBeats::judge(Candidate hump) {
  highest_since_ = std::max(highest_since_, hump.height);
  const double since = static_cast<double>(hump.step - last_beat_.step) / step_rate_;
  const bool beaten = last_beat_.height > 0.0;
  const double late = std::max(0.0, (since - kTEarly) / (kTWave - kTEarly));
  const double flat = (kTSlope + (kTSlopeLate - kTSlope) * late) * last_beat_.slope;
  const bool t_wave = beaten && since < kTWave && hump.slope < flat;
  if (hump.height > threshold_ && !t_wave) {
    accept(hump);
    return;
  }
  noises_.push(hump.height);
  learn();
  if (!t_wave && (!beaten || since > kTWave) && hump.height > doubtful_.height) {
    place(hump);
    doubtful_ = hump;
  }
}

void EcgBeats::look_back() {
  const auto since = static_cast<double>(step_ - last_beat_.step);
  if (since <= overdue_) {
    return;
  }
  if (doubtful_.height > kDoubtful * threshold_ && beats_.size() > 1) {
    accept(doubtful_);
  } else if (since > kSilence * step_rate_ &&
             static_cast<double>(step_ - doubted_) > kSilence * step_rate_) {
    // After a great disturbance what followed it is the better measure; after a true pause the
    // noise keeps the threshold up.
    doubted_ = step_;
    const double noise = noises_.median();
    const double least = std::max(3.0 * noise, 1.5 * highest_since_);
    highest_since_ = 0.0;
    if (beats_.median() > least) {
      beats_.reset();
      beats_.push(least);
      learn();
    }
  }
}

void EcgBeats::accept(Candidate hump) {
  if (hump.at <= 0.0) {
    place(hump);
  }
  if (last_beat_.height > 0.0) {
    intervals_.push(static_cast<double>(hump.step - last_beat_.step));
    const double usual = intervals_.size() < 2 ? step_rate_ : intervals_.median();
    overdue_ = kOverdue * usual;
  }
  beats_.push(hump.height);
  learn();
  last_beat_ = hump;
  doubtful_ = Candidate{};
  highest_since_ = 0.0;
  doubted_ = step_;
  direction_ += ((hump.amplitude > 0.0 ? 1.0 : -1.0) - direction_) / kDirectionMemory;
  EcgBeat beat;
  const auto thin = static_cast<double>(thin_);
  beat.at = hump.at * thin + 0.5 * (thin - 1.0);
  beat.amplitude = hump.amplitude;
  const double clear = 1.0 - noises_.median() / hump.height;
  beat.quality = fault_ == WaveFault::none ? std::clamp(1.25 * clear, 0.0, 1.0) : 0.0;
  ready_.push(beat);
}

void EcgBeats::learn() {
  const double noise = noises_.median();
  const double beats = beats_.median();
  const double share = beats > 0.0 ? kLowest + kPerNoise * noise / beats : kLowest;
  threshold_ = noise + std::min(share, kHighest) * (beats - noise);
}

/// The R wave is what stands farthest from the baseline near the middle of the QRS, whichever way
/// it points; a parabola through its top gives the fraction of a sample.
void EcgBeats::place(Candidate& hump) const {
  const double middle =
      static_cast<double>(hump.step * static_cast<std::int64_t>(coarsen_)) - delay_;
  const auto index = [&](double seconds) {
    const auto i = static_cast<std::int64_t>(std::lround(middle + seconds * fine_rate_));
    return std::clamp(i, recent_.begin(), recent_.end() - 1);
  };
  std::array<double, kBaseSamples> about;
  std::size_t n = 0;
  const std::int64_t first = index(-kBaseBefore);
  const std::int64_t last = index(kBaseAfter);
  const std::int64_t stride = (last - first) / static_cast<std::int64_t>(kBaseSamples) + 1;
  for (std::int64_t i = first; i <= last; i += stride) {
    about[n++] = recent_[i];
  }
  std::nth_element(about.begin(), about.begin() + n / 2, about.begin() + n);
  const double base = about[n / 2];

  // A triangle of 1/60 s, as the mean of a mean, takes out the mains and what trembles.
  const auto half = static_cast<std::int64_t>(length(1.0 / 120.0, fine_rate_));
  const std::int64_t from = std::max(index(-kPlaceWithin), recent_.begin() + half);
  const std::int64_t to = std::min(index(kPlaceWithin), recent_.end() - 1 - half);
  std::array<double, kPlaceSamples> smooth;
  if (to < from) {
    hump.at = std::max(0.0, middle);
    return;
  }
  smooth_triangle(recent_.at(from - half), static_cast<std::size_t>(to - from + 1),
                  static_cast<std::size_t>(half + 1), smooth.data());
  const auto height = [&](std::int64_t i) {
    return smooth[static_cast<std::size_t>(i - from)] - base;
  };
  hump.at = std::max(0.0, middle);
  const double against = 1.0 - (1.0 - kAgainst) * std::abs(direction_);
  double best = 0.0;
  std::int64_t best_at = -1;
  for (std::int64_t i = from; i <= to; ++i) {
    const double y = height(i);
    const double away = std::abs(static_cast<double>(i) - middle) / (kPlaceWithin * fine_rate_);
    const double score = std::abs(y) * (1.0 - 0.3 * away) * (y * direction_ < 0.0 ? against : 1.0);
    if (score > best) {
      best = score;
      best_at = i;
      hump.amplitude = y;
    }
  }
  if (best_at < 0) {
    return;
  }
  hump.at = static_cast<double>(best_at);
  if (best_at > from && best_at < to) {
    const double left = height(best_at - 1);
    const double right = height(best_at + 1);
    const double bend = left - 2.0 * hump.amplitude + right;
    if (bend != 0.0) {
      hump.at += std::clamp(0.5 * (left - right) / bend, -0.5, 0.5);
    }
  }
}

void EcgBeats::inspect() {
  inspected_ = step_;
  const auto half_second = std::max<std::int64_t>(1, std::lround(0.5 * fine_rate_));
  const std::int64_t from = std::max(recent_.begin(), recent_.end() - half_second);
  const auto n = static_cast<std::size_t>(recent_.end() - from);
  const double* const x = recent_.at(from);
  double most = x[0];
  double least = x[0];
  for (std::size_t i = 1; i < n; ++i) {
    most = std::max(most, x[i]);
    least = std::min(least, x[i]);
  }
  const bool damaged = damaged_ * 10 > n * thin_;
  damaged_ = 0;
  if (damaged) {
    fault_ = WaveFault::damaged;
  } else if (!(most > least)) {
    fault_ = WaveFault::flat;
  } else {
    const bool clipped = stays_at(x, n, most) || stays_at(x, n, least);
    const std::size_t part = std::min(n, static_cast<std::size_t>(0.2 * fine_rate_));
    const bool mains = fine_rate_ > 130.0 && (share_at(50.0, fine_rate_, x, part) > kMainsShare ||
                                              share_at(60.0, fine_rate_, x, part) > kMainsShare);
    fault_ = clipped ? WaveFault::clipped : mains ? WaveFault::mains : WaveFault::none;
  }
}

double EcgBeats::quality() const {
  if (fault_ != WaveFault::none || beats_.size() < 2) {
    return 0.0;
  }
  const double silent = static_cast<double>(step_ - last_beat_.step) / (2.0 * overdue_);
  const double clear = 1.25 * (1.0 - noises_.median() / beats_.median());
  return silent > 1.0 ? 0.0 : std::clamp(clear, 0.0, 1.0);
}

std::optional<EcgBeat> EcgBeats::flush() {
  if (rising_.height > 0.0) {
    rising_.slope = slope_;
    offer(rising_);
    rising_ = Candidate{};
  }
  if (offered_.height > 0.0) {
    decide();
  }
  if (!judging_ && !early_.empty()) {
    begin_judging();
  }
  if (ready_.empty()) {
    return std::nullopt;
  }
  const EcgBeat beat = ready_.front();
  ready_.drop_front();
  return beat;
}

}  // namespace ebb
