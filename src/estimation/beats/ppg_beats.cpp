#include "estimation/beats/ppg_beats.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

// Seconds.
constexpr double kTopStands = 0.20;
constexpr double kBlank = 0.35;  ///< between humps: what comes sooner is a dicrotic wave
constexpr double kRest = 0.27;   ///< after a beat
constexpr double kSettling = 3.0;
constexpr double kLost = 2.6;      ///< without a beat: learn anew
constexpr double kLongLost = 6.0;  ///< the same while something moves
constexpr double kRecall = 4.0;    ///< humps that are learnt from
constexpr double kHole = 0.3;      ///< without a number: a third of a beat
constexpr double kFootAndPeak = 0.35;

// Shares of a usual beat.
constexpr double kWanted = 0.40;  ///< before the rhythm is known
constexpr double kWantedDue = 0.25;
constexpr double kDoubtful = 0.24;  ///< for one that is looked back for

// Usual intervals.
constexpr double kEarly = 0.75;
constexpr double kEarlySlope = 1.5;  ///< shares that are wanted more, for an interval earlier
constexpr double kDoubtfulFrom = 0.55;
constexpr double kOverdue = 1.6;

// Which side the upstroke is on.
constexpr double kUsualHump = 0.65;  ///< quantile: most humps of the upstroke's side are beats
constexpr double kSide = 0.7;        ///< quantile by which two sides are compared
constexpr std::size_t kSidesKnown = 8;
constexpr double kTurned = 1.15;     ///< times steeper the other way: the pulse points there
constexpr double kTurnedBack = 1.3;  ///< the same against what beats have said
constexpr std::size_t kBeatsKnown = 5;

constexpr double kFarOut = 2.5;  ///< usual heights: no evidence of a rhythm
constexpr double kAdaption = 0.1;

std::int64_t steps(double seconds, double rate) {
  return static_cast<std::int64_t>(std::fmax(1.0, std::round(seconds * rate)));
}

}  // namespace

bool PpgBeats::works_at(Hertz rate) { return rate.value() >= 20.0 && rate.value() <= 20000.0; }

PpgBeats::PpgBeats(Hertz rate)
    : rate_(std::clamp(rate.value(), 1.0, 1e6)),
      resampled_(rate_),
      step_rate_(resampled_.rate()),
      watch_(rate_),
      slope_(step_rate_),
      rhythm_(step_rate_),
      shape_(step_rate_),
      motion_(step_rate_),
      finders_{HumpFinder{steps(kTopStands, step_rate_), steps(kBlank, step_rate_)},
               HumpFinder{steps(kTopStands, step_rate_), steps(kBlank, step_rate_)}} {}

void PpgBeats::reset() { *this = PpgBeats{Hertz{rate_}}; }

std::optional<PpgBeat> PpgBeats::push(double sample) {
  ++samples_;
  if (!watch_.push(sample)) {
    miss();
    return next();
  }
  if (!begun_) {
    begun_ = true;
    origin_ = static_cast<double>(samples_ - 1);
    missing_ = 0;
  }
  resampled_.push(sample, missing_, [this](double value) { advance(value); });
  missing_ = 0;
  return next();
}

/// Over a short lack the wave is taken to run straight, as soon as it goes on; over a long one not.
void PpgBeats::miss() {
  if (begun_ && ++missing_ > steps(kHole, rate_)) {
    const std::int64_t samples = samples_;
    finish();
    interrupt();
    samples_ = samples;
  }
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
  const double most = judging_ ? kFarOut * tops_.median() : std::abs(slope);
  rhythm_.push(std::abs(slope) > most ? 0.0 : slope);
  if (judging_ && motion_.push(step_, slope, tops_.median())) {
    left_out_ = true;
  }
  const std::array<std::optional<Hump>, 2> told{finders_[up].push(slope),
                                                finders_[down].push(-slope)};
  hear(up, told[up]);
  hear(down, told[down]);
  if (!judging_) {
    if (step_ >= steps(kSettling, step_rate_) && !recent_[up].empty() && !recent_[down].empty()) {
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
  if (motion_.touches(hump->step)) {
    return;
  }
  heights_[side].push(hump->height);
  const Side other = side_ == up ? down : up;
  if (side == other) {
    opposite_ = std::fmax(opposite_, hump->height);
  }
  if (judging_ && !trust_.held() && heights_[up].size() >= kSidesKnown &&
      heights_[down].size() >= kSidesKnown &&
      heights_[other].at(kSide) > kTurned * heights_[side_].at(kSide)) {
    learn(other);
  }
}

/// Once there is trust, sides are compared beat by beat: a few steep moves the other way do not
/// turn what many beats have said.
void PpgBeats::weigh_sides(const Hump& beat) {
  against_.push(opposite_ / beat.height);
  opposite_ = 0.0;
  if (trust_.held() && against_.size() >= kBeatsKnown && against_.median() > kTurnedBack) {
    learn(side_ == up ? down : up);
  }
}

void PpgBeats::begin() { learn(usual_height(down) > usual_height(up) ? down : up); }

double PpgBeats::usual_height(Side side) const {
  SlidingQuantile<kRecalled> heights;
  const std::int64_t since = step_ - steps(kRecall, step_rate_);
  for (std::size_t i = 0; i < recent_[side].size(); ++i) {
    if (recent_[side][i].step >= since && !motion_.touches(recent_[side][i].step)) {
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
    return hump.step >= since && hump.height > 0.5 * usual && hump.height < 2.5 * usual &&
           !motion_.touches(hump.step);
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
  against_.reset();
  opposite_ = 0.0;
  doubtful_ = Candidate{};
  trust_.begin();
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
  if (motion_.touches(hump.step)) {
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
  } else {
    learn_if_lost();
  }
}

/// Without a beat for seconds, what a beat is has to be learnt anew; what moved meanwhile is left
/// out of that, unless it goes on and on.
void PpgBeats::learn_if_lost() {
  const auto seconds_since = [this](std::int64_t step) {
    return static_cast<double>(step_ - step) / step_rate_;
  };
  const bool long_lost = seconds_since(last_beat_.step) > kLongLost;
  if ((!long_lost && seconds_since(std::max(last_beat_.step, motion_.last())) < kLost) ||
      seconds_since(learnt_) < kSettling || recent_[up].empty() || recent_[down].empty()) {
    return;
  }
  heights_[up].reset();
  heights_[down].reset();
  if (long_lost) {
    motion_.forget_spans();
  }
  begin();
}

void PpgBeats::accept(const Candidate& candidate) {
  const Hump& hump = candidate.hump;
  double intervals = 0.0;
  if (last_beat_.step > 0) {
    const double interval = hump.at - last_beat_.at;
    intervals = rhythm_.usual() > 0.0 ? interval / rhythm_.usual() : 0.0;
    rhythm_.push_interval(interval);
  }
  trust_.push(candidate.match.likeness, rhythm_.strength(), intervals);
  if (trust_.held()) {
    tell(candidate);
  } else {
    left_out_ = true;
  }
  sizes_.push(candidate.match.size);
  tops_.push(hump.height);
  shape_.learn(slopes_, hump.step - 1, sign(), kAdaption);
  last_beat_ = hump;
  doubtful_ = Candidate{};
  weigh_sides(hump);
}

void PpgBeats::tell(const Candidate& candidate) {
  const double usual = sizes_.median();
  const double size = candidate.match.size;
  PpgBeat beat;
  const double place = candidate.hump.at - 1.0 - slope_.delay();
  beat.at = origin_ + resampled_.sample_at(place);
  const PpgExtent extent = measure_pulse(values_, place, steps(kFootAndPeak, step_rate_), sign());
  beat.amplitude = extent.amplitude;
  beat.baseline = extent.baseline;
  // The height of a hump is the move between two means that lie PpgSlope::kReach apart.
  beat.rise = extent.amplitude / candidate.hump.height * PpgSlope::kReach;
  const double alike = std::fmin(size, usual) / std::fmax(size, usual);
  beat.quality = std::clamp(candidate.match.likeness * std::sqrt(alike), 0.0, 1.0);
  beat.after_gap = left_out_;
  left_out_ = false;
  if (beat.at >= 0.0) {
    ready_.push(beat);
  }
}

WaveFault PpgBeats::fault() const {
  if (watch_.fault() != WaveFault::none) {
    return watch_.fault();
  }
  if (motion_.lately(step_)) {
    return WaveFault::motion;
  }
  return judging_ && !trust_.held() ? WaveFault::too_few_beats : WaveFault::none;
}

double PpgBeats::quality() const {
  const WaveFault why = fault();
  if ((why != WaveFault::none && why != WaveFault::clipped) || !trust_.held() ||
      static_cast<double>(step_ - last_beat_.step) > kLost * step_rate_) {
    return 0.0;
  }
  return std::clamp(trust_.likeness(), 0.0, 1.0);
}

void PpgBeats::interrupt() {
  PpgBeats fresh{Hertz{rate_}};
  resampled_.reset();
  begun_ = false;
  samples_ = missing_ = 0;
  step_ = 0;
  values_.reset();
  slopes_.reset();
  slope_ = fresh.slope_;
  rhythm_.interrupt();
  finders_ = fresh.finders_;
  recent_ = fresh.recent_;
  motion_ = fresh.motion_;
  opposite_ = 0.0;
  last_beat_ = Hump{};
  doubtful_ = Candidate{};
  learnt_ = 0;
  left_out_ = true;
}

std::optional<PpgBeat> PpgBeats::flush() {
  finish();
  return next();
}

void PpgBeats::finish() {
  const std::array<std::optional<Hump>, 2> told{finders_[up].flush(), finders_[down].flush()};
  hear(up, told[up]);
  hear(down, told[down]);
  if (!judging_ && !recent_[up].empty() && !recent_[down].empty()) {
    begin();
  } else if (judging_ && told[side_]) {
    judge(*told[side_]);
  }
}

}  // namespace ebb
