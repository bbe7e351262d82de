#include "estimation/ppg_beats.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

constexpr double kFinest = 130.0;   ///< Hz
constexpr double kCoarsest = 65.0;  ///< Hz

// Seconds.
constexpr double kTopStands = 0.20;
constexpr double kBlank = 0.35;         ///< between humps, and at the most ...
constexpr double kLongestBlank = 0.40;  ///< ... where the heart is slow
constexpr double kRest = 0.27;          ///< after a beat
constexpr double kSettling = 3.0;
constexpr double kLost = 2.6;      ///< without a beat: learn anew
constexpr double kLongLost = 6.0;  ///< the same while something moves
constexpr double kRecall = 4.0;    ///< humps that are learnt from
constexpr double kFootAndPeak = 0.35;
constexpr double kAround = 0.2;  ///< a disturbance: what the slope's filter reaches

// Shares of a usual beat.
constexpr double kWanted = 0.40;  ///< before the rhythm is known
constexpr double kWantedDue = 0.25;
constexpr double kDoubtful = 0.24;  ///< for one that is looked back for
constexpr double kMotion = 6.0;     ///< no pulse is so much steeper than the last ones

// Usual intervals.
constexpr double kEarly = 0.75;
constexpr double kEarlySlope = 1.5;  ///< shares that are wanted more, for an interval earlier
constexpr double kBlankShare = 0.5;
constexpr double kDoubtfulFrom = 0.55;
constexpr double kOverdue = 1.6;

constexpr double kUsualHump = 0.65;  ///< quantile: most humps of the upstroke's side are beats
constexpr double kSide = 0.7;        ///< quantile by which two sides are compared
constexpr std::size_t kSidesKnown = 8;
constexpr double kTurned = 1.15;  ///< times steeper the other way: the pulse points there
constexpr double kAdaption = 0.1;
constexpr double kLikened = 6.0;  ///< beats

// Likeness to the shape and strength of the rhythm together: noise of any colour comes to 0.8.
constexpr double kTrusted = 1.0;
constexpr double kDistrusted = 0.92;

std::int64_t steps(double seconds, double rate) {
  return static_cast<std::int64_t>(std::fmax(1.0, std::round(seconds * rate)));
}

}  // namespace

bool PpgBeats::works_at(Hertz rate) { return rate.value() >= 20.0 && rate.value() <= 20000.0; }

PpgBeats::PpgBeats(Hertz rate)
    : rate_(std::clamp(rate.value(), 1.0, 1e6)),
      thin_(static_cast<std::size_t>(std::fmax(1.0, std::ceil(rate_ / kFinest - 1e-9)))),
      refine_(static_cast<std::size_t>(std::fmax(1.0, std::ceil(kCoarsest / rate_ - 1e-9)))),
      step_rate_(rate_ * static_cast<double>(refine_) / static_cast<double>(thin_)),
      watch_(rate_),
      slope_(step_rate_),
      rhythm_(step_rate_),
      shape_(step_rate_),
      finders_{HumpFinder{steps(kTopStands, step_rate_), steps(kBlank, step_rate_)},
               HumpFinder{steps(kTopStands, step_rate_), steps(kBlank, step_rate_)}} {}

void PpgBeats::reset() { *this = PpgBeats{Hertz{rate_}}; }

std::optional<PpgBeat> PpgBeats::push(double sample) {
  const bool number = std::isfinite(sample);
  sample = watch_.push(sample);
  if (!begun_) {
    if (!number) {
      origin_ += 1.0;
      return std::nullopt;
    }
    begun_ = true;
    last_ = sample;
    if (refine_ > 1) {
      advance(sample);
      return std::nullopt;
    }
  }
  if (refine_ > 1) {
    const double rise = (sample - last_) / static_cast<double>(refine_);
    for (std::size_t i = 1; i <= refine_; ++i) {
      advance(last_ + static_cast<double>(i) * rise);
    }
    last_ = sample;
    return next();
  }
  sum_ += sample;
  if (++gathered_ < thin_) {
    return std::nullopt;
  }
  const double value = sum_ / static_cast<double>(thin_);
  gathered_ = 0;
  sum_ = 0.0;
  advance(value);
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

void PpgBeats::advance(double value) {
  ++step_;
  values_.push(value);
  const double slope = slope_.push(value);
  slopes_.push(slope);
  rhythm_.push(slope);
  watch_motion(slope);
  const std::array<std::optional<Hump>, 2> told{finders_[kUp].push(slope),
                                                finders_[kDown].push(-slope)};
  hear(kUp, told[kUp]);
  hear(kDown, told[kDown]);
  if (!judging_) {
    if (step_ >= steps(kSettling, step_rate_) && !recent_[kUp].empty() && !recent_[kDown].empty()) {
      begin();
    }
    return;
  }
  if (told[side_]) {
    judge(*told[side_]);
  }
  look_back();
}

/// The steeper side is the upstroke's. Most of the humps on it are beats, and they are higher than
/// those of the other side; quantiles of humps outlast a disturbance that a mean would not.
void PpgBeats::hear(Side side, const std::optional<Hump>& hump) {
  if (!hump) {
    return;
  }
  recent_[side].push(*hump);
  rhythm_.weigh();
  if (disturbed(hump->step)) {
    return;
  }
  heights_[side].push(hump->height);
  const Side other = side_ == kUp ? kDown : kUp;
  if (judging_ && heights_[kUp].size() >= kSidesKnown && heights_[kDown].size() >= kSidesKnown &&
      heights_[other].at(kSide) > kTurned * heights_[side_].at(kSide)) {
    learn(other);
  }
}

void PpgBeats::begin() { learn(usual_height(kDown) > usual_height(kUp) ? kDown : kUp); }

double PpgBeats::usual_height(Side side) const {
  SlidingQuantile<kRecalled> heights;
  const std::int64_t since = step_ - steps(kRecall, step_rate_);
  for (std::size_t i = 0; i < recent_[side].size(); ++i) {
    if (recent_[side][i].step >= since) {
      heights.push(recent_[side][i].height);
    }
  }
  return heights.at(kUsualHump);
}

/// What a beat is, from the humps of the last seconds; then they are judged by it.
void PpgBeats::learn(Side side) {
  side_ = side;
  judging_ = true;
  learnt_ = step_;
  const double usual = usual_height(side);
  const History<Hump, kRecalled> humps = recent_[side];
  const std::int64_t since = step_ - steps(kRecall, step_rate_);
  const auto typical = [&](const Hump& hump) {
    return hump.step >= since && hump.height > 0.5 * usual && hump.height < 2.5 * usual;
  };
  shape_.reset();
  double count = 0.0;
  for (std::size_t i = 0; i < humps.size(); ++i) {
    if (typical(humps[i])) {
      count += 1.0;
      shape_.learn(slopes_, humps[i].step - 1, sign(), 1.0 / count);
    }
  }
  SlidingQuantile<kRecalled> sizes;
  for (std::size_t i = 0; i < humps.size(); ++i) {
    if (typical(humps[i])) {
      sizes.push(shape_.match(slopes_, humps[i].step - 1, sign()).size);
    }
  }
  sizes_.reset();
  tops_.reset();
  sizes_.push(sizes.median());
  tops_.push(usual);
  rhythm_.forget_intervals();
  spans_.reset();
  doubtful_ = Candidate{};
  likeness_ = likened_ = 0.0;
  for (std::size_t i = 0; i < humps.size(); ++i) {
    if (humps[i].step >= since && humps[i].step > last_beat_.step) {
      judge(humps[i]);
    }
  }
}

/// The share of a usual beat that a hump has to come to, so many usual intervals after the last.
double PpgBeats::wanted(double intervals) const {
  if (rhythm_.usual() <= 0.0) {
    return kWanted;
  }
  return intervals < kEarly ? kWanted + kEarlySlope * (kEarly - intervals) : kWantedDue;
}

void PpgBeats::judge(const Hump& hump) {
  if (disturbed(hump.step)) {
    left_out_ = true;
    return;
  }
  Candidate candidate{hump, shape_.match(slopes_, hump.step - 1, sign())};
  const double usual = sizes_.median();
  if (!(usual > 0.0)) {
    return;
  }
  candidate.score = candidate.match.size / usual * std::fmax(0.0, candidate.match.likeness);
  const bool first = last_beat_.step == 0;
  const double since = hump.at - last_beat_.at;
  const double intervals = first || rhythm_.usual() <= 0.0 ? 1.0 : since / rhythm_.usual();
  if (!first && since < kRest * step_rate_) {
    return;
  }
  if (candidate.score > wanted(intervals)) {
    accept(candidate);
  } else if (intervals > kDoubtfulFrom && candidate.score > doubtful_.score) {
    doubtful_ = candidate;
  }
}

void PpgBeats::look_back() {
  const auto since = static_cast<double>(step_ - last_beat_.step);
  const double usual = rhythm_.usual() > 0.0 ? rhythm_.usual() : step_rate_;
  if (since <= kOverdue * usual) {
    return;
  }
  if (doubtful_.score > kDoubtful) {
    accept(Candidate{doubtful_});
  } else if (since > (moving() ? kLongLost : kLost) * step_rate_ &&
             static_cast<double>(step_ - learnt_) > kSettling * step_rate_ &&
             !recent_[kUp].empty() && !recent_[kDown].empty()) {
    heights_[kUp].reset();
    heights_[kDown].reset();
    begin();
  }
}

void PpgBeats::accept(const Candidate& candidate) {
  const Hump& hump = candidate.hump;
  if (last_beat_.step > 0) {
    rhythm_.push_interval(hump.at - last_beat_.at);
  }
  likened_ = std::fmin(likened_ + 1.0, kLikened);
  likeness_ += (candidate.match.likeness - likeness_) / likened_;
  const double believed = likeness_ + rhythm_.strength();
  trusted_ = believed > (trusted_ ? kDistrusted : kTrusted);
  if (trusted_) {
    tell(candidate);
  } else {
    left_out_ = true;
  }
  sizes_.push(candidate.match.size);
  tops_.push(hump.height);
  shape_.learn(slopes_, hump.step - 1, sign(), kAdaption);
  last_beat_ = hump;
  doubtful_ = Candidate{};
  const double blank =
      std::clamp(kBlankShare * rhythm_.usual(), kBlank * step_rate_, kLongestBlank * step_rate_);
  for (HumpFinder& finder : finders_) {
    finder.set_blank(static_cast<std::int64_t>(blank));
  }
}

void PpgBeats::tell(const Candidate& candidate) {
  const double usual = sizes_.median();
  const double size = candidate.match.size;
  PpgBeat beat;
  const double place = candidate.hump.at - 1.0 - slope_.delay();
  const auto thin = static_cast<double>(thin_);
  beat.at = origin_ + place * thin / static_cast<double>(refine_) + 0.5 * (thin - 1.0);
  measure(candidate.hump, beat);
  const double alike = std::fmin(size, usual) / std::fmax(size, usual);
  beat.quality = std::clamp(candidate.match.likeness * std::sqrt(alike), 0.0, 1.0);
  beat.after_gap = left_out_;
  left_out_ = false;
  if (beat.at >= 0.0) {
    ready_.push(beat);
  }
}

/// Foot and peak are the extremes on either side of the steepest point.
void PpgBeats::measure(const Hump& hump, PpgBeat& beat) const {
  const auto middle = static_cast<std::int64_t>(std::floor(hump.at - 1.0 - slope_.delay()));
  const std::int64_t reach = steps(kFootAndPeak, step_rate_);
  const std::int64_t begin = std::max(middle - reach, values_.begin());
  const std::int64_t end = std::min(middle + reach + 1, values_.end());
  if (middle < begin || middle + 1 >= end) {
    return;
  }
  double foot = sign() * values_[middle];
  for (std::int64_t i = begin; i < middle; ++i) {
    foot = std::min(foot, sign() * values_[i]);
  }
  double peak = sign() * values_[middle + 1];
  for (std::int64_t i = middle + 2; i < end; ++i) {
    peak = std::max(peak, sign() * values_[i]);
  }
  beat.amplitude = std::max(0.0, peak - foot);
  beat.baseline = 0.5 * sign() * (foot + peak);
  // The height of a hump is the move between two means that lie PpgSlope::kReach apart.
  beat.rise = beat.amplitude / hump.height * PpgSlope::kReach;
}

void PpgBeats::watch_motion(double slope) {
  if (!judging_ || std::abs(slope) <= kMotion * tops_.median()) {
    return;
  }
  moved_ = step_;
  if (!spans_.empty() && step_ - spans_.back().to < steps(kAround, step_rate_)) {
    spans_.replace_back({spans_.back().from, step_});
  } else {
    spans_.push({step_, step_});
  }
}

bool PpgBeats::moving() const {
  return moved_ > 0 && static_cast<double>(step_ - moved_) < step_rate_;
}

bool PpgBeats::disturbed(std::int64_t step) const {
  const std::int64_t around = steps(kAround, step_rate_);
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    if (step >= spans_[i].from - around && step <= spans_[i].to + around) {
      return true;
    }
  }
  return false;
}

WaveFault PpgBeats::fault() const {
  if (watch_.fault() != WaveFault::none) {
    return watch_.fault();
  }
  if (moving()) {
    return WaveFault::motion;
  }
  return judging_ && !trusted_ ? WaveFault::too_few_beats : WaveFault::none;
}

double PpgBeats::quality() const {
  const WaveFault why = fault();
  if ((why != WaveFault::none && why != WaveFault::clipped) || !trusted_ ||
      static_cast<double>(step_ - last_beat_.step) > kLost * step_rate_) {
    return 0.0;
  }
  return std::clamp(likeness_, 0.0, 1.0);
}

void PpgBeats::interrupt() {
  PpgBeats fresh{Hertz{rate_}};
  gathered_ = 0;
  sum_ = 0.0;
  begun_ = false;
  origin_ = 0.0;
  step_ = 0;
  values_.reset();
  slopes_.reset();
  slope_ = fresh.slope_;
  rhythm_.interrupt();
  finders_ = fresh.finders_;
  recent_ = fresh.recent_;
  spans_.reset();
  last_beat_ = Hump{};
  doubtful_ = Candidate{};
  learnt_ = moved_ = 0;
  left_out_ = true;
}

std::optional<PpgBeat> PpgBeats::flush() {
  const std::array<std::optional<Hump>, 2> told{finders_[kUp].flush(), finders_[kDown].flush()};
  hear(kUp, told[kUp]);
  hear(kDown, told[kDown]);
  if (!judging_ && !recent_[kUp].empty() && !recent_[kDown].empty()) {
    begin();
  } else if (judging_ && told[side_]) {
    judge(*told[side_]);
  }
  return next();
}

}  // namespace ebb
