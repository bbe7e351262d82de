#include "estimation/ppg_beats.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

constexpr double kFinest = 130.0;  ///< Hz

// Seconds.
constexpr double kSlope = 0.125;
constexpr double kSmooth = 0.06;
constexpr double kTopStands = 0.20;
constexpr double kBlank = 0.30;
constexpr double kFootAndPeak = 0.35;  ///< from the steepest point, either way
constexpr double kSettling = 3.0;
constexpr double kSilence = 4.0;
constexpr double kSlopeMemory = 8.0;

constexpr double kThreshold = 0.35;
constexpr double kDoubtful = 0.5;
constexpr double kOverdue = 1.55;    ///< usual intervals
constexpr double kDicrotic = 0.65;   ///< of a usual interval after a beat ...
constexpr double kDicroticOf = 0.6;  ///< ... a hump has to be this share of the last
constexpr double kSide = 0.7;        ///< quantile of the humps by which two sides are compared
constexpr std::size_t kSidesKnown = 8;
constexpr double kTurned = 1.15;  ///< times steeper the other way: the pulse points there
constexpr double kMotion = 8.0;   ///< times the usual slope (root mean square)

std::size_t length(double seconds, double rate) {
  return static_cast<std::size_t>(std::max(1.0, std::round(seconds * rate)));
}
std::int64_t steps(double seconds, double rate) {
  return static_cast<std::int64_t>(length(seconds, rate));
}

}  // namespace

bool PpgBeats::works_at(Hertz rate) { return rate.value() >= 20.0 && rate.value() <= 2000.0; }

PpgBeats::PpgBeats(Hertz rate)
    : rate_(std::clamp(rate.value(), 1.0, 1e6)),
      thin_(static_cast<std::size_t>(std::max(1.0, std::ceil(rate_ / kFinest - 1e-9)))),
      step_rate_(rate_ / static_cast<double>(thin_)),
      ahead_(length(kSlope, step_rate_)),
      smoother_(length(kSmooth, step_rate_)),
      up_(steps(kTopStands, step_rate_), steps(kBlank, step_rate_)),
      down_(up_) {
  delay_ = static_cast<double>(ahead_.length()) - 0.5 +
           0.5 * static_cast<double>(smoother_.length() - 1);
}

void PpgBeats::reset() { *this = PpgBeats{Hertz{rate_}}; }

std::optional<PpgBeat> PpgBeats::push(double sample) {
  if (!std::isfinite(sample)) {
    sample = last_;
    ++damaged_;
  }
  last_ = sample;
  sum_ += sample;
  if (++gathered_ < thin_) {
    return std::nullopt;
  }
  const double value = sum_ / static_cast<double>(thin_);
  gathered_ = 0;
  sum_ = 0.0;
  return advance(value);
}

std::optional<PpgBeat> PpgBeats::advance(double value) {
  const std::size_t n = ahead_.length();
  if (step_ == 0) {
    ahead_.fill(value);
    for (std::size_t i = 0; i < n; ++i) {
      sums_.push(value * static_cast<double>(n));
    }
    low_ = high_ = value;
  }
  ++step_;
  values_.push(value);
  sums_.push(ahead_.push(value));
  const double raw = (sums_.back() - sums_[sums_.size() - 1 - n]) / static_cast<double>(n);
  const double slope = smoother_.push(raw) / static_cast<double>(smoother_.length());
  learn_usual(slope);
  const std::optional<Hump> up = up_.push(slope);
  const std::optional<Hump> down = down_.push(-slope);
  if (up) {
    ups_.push(up->height);
  }
  if (down) {
    downs_.push(down->height);
  }
  if (!judging_) {
    if (up) {
      early_up_.push(*up);
    }
    if (down) {
      early_down_.push(*down);
    }
    if (static_cast<double>(step_) >= kSettling * step_rate_ && !early_up_.empty() &&
        !early_down_.empty()) {
      begin_judging();
    }
  } else {
    learn_polarity();
    const std::optional<Hump>& hump = inverted_ ? down : up;
    if (hump) {
      judge(*hump);
    }
    look_back();
  }
  inspect(value, slope);
  return next();
}

std::optional<PpgBeat> PpgBeats::next() {
  if (ready_.empty()) {
    return std::nullopt;
  }
  const PpgBeat beat = ready_.front();
  ready_.drop_front();
  return beat;
}

/// The root of a mean square over seconds, with what stands far out cut back.
void PpgBeats::learn_usual(double slope) {
  const double memory = std::min(static_cast<double>(step_), kSlopeMemory * step_rate_);
  const double most = squares_ > 0.0 ? 4.0 * std::sqrt(squares_) : std::abs(slope);
  const double bounded = std::min(std::abs(slope), most);
  squares_ += (bounded * bounded - squares_) / memory;
}

/// The steeper side is the upstroke's. Most of the humps on it are beats, and they are higher than
/// those of the other side; medians of humps outlast a disturbance that a mean would not.
void PpgBeats::learn_polarity() {
  if (ups_.size() < kSidesKnown || downs_.size() < kSidesKnown) {
    return;
  }
  const double up = ups_.at(kSide);
  const double down = downs_.at(kSide);
  if (inverted_ ? up > kTurned * down : down > kTurned * up) {
    inverted_ = !inverted_;
    beats_.reset();
    noises_.reset();
    beats_.push(inverted_ ? down : up);
    noises_.push(0.0);
    learn();
    doubtful_ = Hump{};
  }
}

void PpgBeats::begin_judging() {
  inverted_ = downs_.at(kSide) > ups_.at(kSide);
  const auto& early = inverted_ ? early_down_ : early_up_;
  SlidingQuantile<24> heights;
  for (std::size_t i = 0; i < early.size(); ++i) {
    heights.push(early[i].height);
  }
  beats_.push(heights.at(0.8));
  noises_.push(0.0);
  learn();
  judging_ = true;
  for (std::size_t i = 0; i < early.size(); ++i) {
    judge(early[i]);
  }
}

void PpgBeats::judge(const Hump& hump) {
  highest_since_ = std::max(highest_since_, hump.height);
  const auto since = static_cast<double>(hump.step - last_beat_.step);
  const bool soon = last_beat_.height > 0.0 && usual_ > 0.0 && since < kDicrotic * usual_;
  if (hump.height > threshold_ && !(soon && hump.height < kDicroticOf * last_beat_.height)) {
    accept(hump);
    return;
  }
  noises_.push(hump.height);
  learn();
  if (!soon && hump.height > doubtful_.height) {
    doubtful_ = hump;
  }
}

void PpgBeats::look_back() {
  const auto since = static_cast<double>(step_ - last_beat_.step);
  const double usual = usual_ > 0.0 ? usual_ : step_rate_;
  if (since <= kOverdue * usual) {
    return;
  }
  if (doubtful_.height > kDoubtful * threshold_ && beats_.size() > 1) {
    accept(doubtful_);
  } else if (since > kSilence * step_rate_ &&
             static_cast<double>(step_ - doubted_) > kSilence * step_rate_) {
    // After a great disturbance what followed it is the better measure.
    doubted_ = step_;
    const double least = std::max(2.0 * noises_.median(), 1.2 * highest_since_);
    highest_since_ = 0.0;
    if (beats_.median() > least) {
      beats_.reset();
      beats_.push(least);
      learn();
    }
  }
}

void PpgBeats::accept(const Hump& hump) {
  if (last_beat_.height > 0.0) {
    intervals_.push(hump.at - last_beat_.at);
    usual_ = intervals_.size() < 3 ? 0.0 : intervals_.median();
  }
  const double usual_height = beats_.median();
  beats_.push(hump.height);
  learn();
  last_beat_ = hump;
  doubtful_ = Hump{};
  highest_since_ = 0.0;
  doubted_ = step_;
  const double clear = std::clamp(1.0 - noises_.median() / hump.height, 0.0, 1.0);
  const double alike = std::min(hump.height, usual_height) / std::max(hump.height, usual_height);
  PpgBeat beat;
  const auto thin = static_cast<double>(thin_);
  beat.at = (hump.at - 1.0 - delay_) * thin + 0.5 * (thin - 1.0);
  measure(hump, beat);
  beat.quality = fault_ == WaveFault::none ? clear * std::sqrt(alike) : 0.0;
  if (beat.at >= 0.0) {
    ready_.push(beat);
  }
}

/// Foot and peak are the extremes on either side of the steepest point.
void PpgBeats::measure(const Hump& hump, PpgBeat& beat) const {
  const auto middle = static_cast<std::int64_t>(std::floor(hump.at - 1.0 - delay_));
  const std::int64_t reach = steps(kFootAndPeak, step_rate_);
  const std::int64_t begin = std::max(middle - reach, values_.begin());
  const std::int64_t end = std::min(middle + reach + 1, values_.end());
  if (middle < begin || middle + 1 >= end) {
    return;
  }
  const double sign = inverted_ ? -1.0 : 1.0;
  double foot = sign * values_[middle];
  for (std::int64_t i = begin; i < middle; ++i) {
    foot = std::min(foot, sign * values_[i]);
  }
  double peak = sign * values_[middle + 1];
  for (std::int64_t i = middle + 2; i < end; ++i) {
    peak = std::max(peak, sign * values_[i]);
  }
  beat.amplitude = std::max(0.0, peak - foot);
  beat.baseline = 0.5 * sign * (foot + peak);
  // The height of a hump is the move between two means an eighth of a second apart.
  beat.rise = beat.amplitude / hump.height * kSlope;
}

void PpgBeats::learn() {
  const double noise = noises_.median();
  threshold_ = noise + kThreshold * (beats_.median() - noise);
}

/// Once a second: whether there is a signal at all.
void PpgBeats::inspect(double value, double slope) {
  same_ += value == low_ || value == high_ ? 1 : 0;
  low_ = std::min(low_, value);
  high_ = std::max(high_, value);
  strongest_ = std::max(strongest_, std::abs(slope));
  const auto since = static_cast<double>(step_ - inspected_);
  if (since < step_rate_) {
    return;
  }
  if (static_cast<double>(damaged_) > 0.1 * rate_) {
    fault_ = WaveFault::damaged;
  } else if (!(high_ > low_)) {
    fault_ = WaveFault::flat;
  } else if (static_cast<double>(same_) > 0.25 * since) {
    fault_ = WaveFault::clipped;
  } else if (strongest_ > kMotion * std::sqrt(squares_)) {
    fault_ = WaveFault::motion;
  } else {
    fault_ = WaveFault::none;
  }
  inspected_ = step_;
  same_ = damaged_ = 0;
  low_ = high_ = value;
  strongest_ = 0.0;
}

double PpgBeats::quality() const {
  if (fault_ != WaveFault::none || beats_.size() < 3 || usual_ <= 0.0 ||
      static_cast<double>(step_ - last_beat_.step) > 2.5 * usual_) {
    return 0.0;
  }
  const double spread = beats_.at(0.25) / beats_.at(0.75);
  return std::clamp((1.0 - noises_.median() / beats_.median()) * std::sqrt(spread), 0.0, 1.0);
}

std::optional<PpgBeat> PpgBeats::flush() {
  const std::optional<Hump> up = up_.flush();
  const std::optional<Hump> down = down_.flush();
  if (!judging_ && !early_up_.empty() && !early_down_.empty()) {
    begin_judging();
  }
  const std::optional<Hump>& hump = inverted_ ? down : up;
  if (judging_ && hump) {
    judge(*hump);
  }
  return next();
}

}  // namespace ebb
