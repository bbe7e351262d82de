#include "estimation/together/respiratory_sinus_arrhythmia.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "estimation/beats/beat_instant.hpp"

namespace ebb {

namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr std::size_t kFewestIntervals = 3;  // two values a cycle are no swing
constexpr std::size_t kFewestBreaths = 3;
constexpr double kLongestBreath = 60.0;
// Two neighbouring intervals meet up to the rounding of their times and of a strap's clock.
constexpr Microseconds kSeam{60'000};

double sinc(double x) {
  return x < 1e-6 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
}

/// The first harmonic of a heart rate that is constant within each interval.
class Harmonic {
 public:
  Harmonic(HostTime start, Seconds period) : start_(start), per_second_(1.0 / period.count()) {}

  void add(HostTime begin, HostTime end, double rate) {
    const double from = std::max(0.0, Seconds{begin - start_}.count() * per_second_);
    const double to = std::min(1.0, Seconds{end - start_}.count() * per_second_);
    if (to <= from) {
      return;
    }
    re_ += rate * (std::sin(kTwoPi * to) - std::sin(kTwoPi * from)) / kTwoPi;
    im_ += rate * (std::cos(kTwoPi * from) - std::cos(kTwoPi * to)) / kTwoPi;
  }
  [[nodiscard]] double trough_to_peak() const { return 4.0 * std::hypot(re_, im_); }
  [[nodiscard]] Turns slowest() const {
    return wrapped(Turns{std::atan2(im_, re_) / kTwoPi + 0.5});
  }

 private:
  HostTime start_;
  double per_second_;
  double re_ = 0.0;
  double im_ = 0.0;
};

}  // namespace

std::optional<BreathSwing> RespiratorySinusArrhythmia::push(const Beat& judged) {
  const HostTime end = instant_of(judged);
  const double ms = judged.interval.count();
  const bool normal = judged.verdict == IntervalVerdict::normal && ms >= 200.0 && ms <= 4000.0;
  if (!intervals_.empty() && end <= intervals_.back().end) {
    intervals_.reset();
  }
  const HostTime begin = normal ? end - to_microseconds(Seconds{judged.interval}) : end;
  intervals_.push({begin, end, ms, normal});
  return settle();
}

std::optional<BreathSwing> RespiratorySinusArrhythmia::push(const Breath& breath) {
  if (breath.period.count() > 0.0 && breath.period.count() <= kLongestBreath) {
    Breath waiting = breath;
    if (!(breath.in_breath > Seconds{0.0} && breath.in_breath < breath.period)) {
      waiting.in_breath = Seconds{0.0};
    }
    waiting_.push(waiting);
  }
  return settle();
}

std::optional<BreathSwing> RespiratorySinusArrhythmia::settle() {
  if (waiting_.empty() || intervals_.empty()) {
    return {};
  }
  const Breath breath = waiting_.front();
  const HostTime end = breath.start + to_microseconds(breath.period);
  if (intervals_.back().end < end) {
    return {};
  }
  waiting_.drop_front();
  const std::optional<BreathSwing> told = swing_within(breath);
  rsa_.push(told && told->rsa ? std::optional{told->rsa->count()} : std::nullopt, end);
  range_.push(told ? std::optional{told->range.value()} : std::nullopt, end);
  return told;
}

std::optional<BreathSwing> RespiratorySinusArrhythmia::swing_within(const Breath& breath) const {
  const HostTime start = breath.start;
  const HostTime end = start + to_microseconds(breath.period);
  const HostTime turn = start + to_microseconds(breath.in_breath);
  Harmonic harmonic{start, breath.period};
  HostTime covered = end;
  std::size_t count = 0;
  double longest_out = 0.0;
  double shortest_in = 0.0;
  double longest = 0.0;
  double shortest = 0.0;
  for (std::size_t i = intervals_.size(); i > 0 && covered > start; --i) {
    const Interval& one = intervals_[i - 1];
    if (one.begin >= end) {
      continue;
    }
    if (!one.normal || one.end + kSeam < covered) {
      return {};
    }
    covered = one.begin;
    harmonic.add(one.begin, one.end, 60'000.0 / one.ms);
    if (one.begin < start) {
      continue;
    }
    longest = std::max(longest, one.ms);
    shortest = count == 0 ? one.ms : std::min(shortest, one.ms);
    ++count;
    if (one.begin >= turn) {
      longest_out = std::max(longest_out, one.ms);
    } else {
      shortest_in = shortest_in == 0.0 ? one.ms : std::min(shortest_in, one.ms);
    }
  }
  if (covered > start || count < kFewestIntervals) {
    return {};
  }
  BreathSwing told;
  told.start = start;
  told.period = breath.period;
  if (breath.in_breath.count() > 0.0 && longest_out > 0.0 && shortest_in > 0.0) {
    told.rsa = Milliseconds{std::max(0.0, longest_out - shortest_in)};
  }
  told.range = BeatsPerMinute{60'000.0 / shortest - 60'000.0 / longest};
  // A beat's interval is a mean over itself, and standing for all of itself it is a mean again.
  const double beats = static_cast<double>(count);
  const double kept = sinc(1.0 / beats);
  told.swing = BeatsPerMinute{harmonic.trough_to_peak() / (kept * kept)};
  told.lag = harmonic.slowest();
  return told;
}

void RespiratorySinusArrhythmia::Mean::push(std::optional<double> value, HostTime at) {
  values.push(value);
  time = at;
}

template <class Unit>
std::optional<Estimate<Unit>> RespiratorySinusArrhythmia::Mean::estimate() const {
  double sum = 0.0;
  double squares = 0.0;
  std::size_t told = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) {
      sum += *values[i];
      squares += *values[i] * *values[i];
      ++told;
    }
  }
  if (told < kFewestBreaths) {
    return {};
  }
  const auto n = static_cast<double>(told);
  const double mean = sum / n;
  const double variance = std::max(0.0, squares / n - mean * mean) * n / (n - 1.0);
  const double reach = 1.28 * std::sqrt(variance / n);
  return Estimate<Unit>{Unit{mean}, Unit{std::max(0.0, mean - reach)}, Unit{mean + reach},
                        n / static_cast<double>(values.size()), time};
}

std::optional<Estimate<Milliseconds>> RespiratorySinusArrhythmia::rsa() const {
  return rsa_.estimate<Milliseconds>();
}

std::optional<Estimate<BeatsPerMinute>> RespiratorySinusArrhythmia::range() const {
  return range_.estimate<BeatsPerMinute>();
}

void RespiratorySinusArrhythmia::reset() { *this = RespiratorySinusArrhythmia{}; }

}  // namespace ebb
