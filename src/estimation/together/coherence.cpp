#include "estimation/together/coherence.hpp"

#include <cmath>
#include <numbers>

#include "estimation/beats/beat_instant.hpp"

namespace ebb {

namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr Microseconds kLongestBridge{3'000'000};
constexpr std::uint64_t kEvery = 2;

}  // namespace

struct CoherenceWindow::Turns {
  Row re{};  ///< one step's turn
  Row im{};
  Row out_re{};  ///< the turn over the whole window, for the value that leaves
  Row out_im{};
  Row ones_re{};  ///< sum over a window of ones, to take the mean away
  Row ones_im{};
  std::array<double, kLength> hann{};

  Turns() {
    for (std::size_t i = 0; i < kBins; ++i) {
      const double angle =
          kTwoPi * static_cast<double>(kFirst + i) / static_cast<double>(kLength * kPadding);
      re[i] = std::cos(angle);
      im[i] = std::sin(angle);
      out_re[i] = std::cos(angle * static_cast<double>(kLength));
      out_im[i] = std::sin(angle * static_cast<double>(kLength));
      for (std::size_t age = 0; age < kLength; ++age) {
        ones_re[i] += std::cos(angle * static_cast<double>(age));
        ones_im[i] += std::sin(angle * static_cast<double>(age));
      }
    }
    for (std::size_t age = 0; age < kLength; ++age) {
      hann[age] =
          0.5 - 0.5 * std::cos(kTwoPi * static_cast<double>(age) / static_cast<double>(kLength));
    }
  }
};

const CoherenceWindow::Turns& CoherenceWindow::turns() {
  static const Turns table;
  return table;
}

void CoherenceWindow::push(double value) {
  const double leaving = values_.full() ? values_.front() : 0.0;
  values_.push(value);
  const Turns& turn = turns();
  Row re;  // of their own, so that the compiler sees four bins at once
  Row im;
  for (std::size_t i = 0; i < kBins; ++i) {
    re[i] = re_[i] * turn.re[i] - im_[i] * turn.im[i] + (value - leaving * turn.out_re[i]);
    im[i] = re_[i] * turn.im[i] + im_[i] * turn.re[i] - leaving * turn.out_im[i];
  }
  re_ = re;
  im_ = im;
  if (++pushed_ % kEvery == 0 && values_.full()) {
    measure();
  }
}

double CoherenceWindow::total_power(double mean) const {
  // Parseval: the sum over the whole padded spectrum, of which half is positive frequencies.
  const Turns& turn = turns();
  double energy = 0.0;
  for (std::size_t i = 0; i < kLength; ++i) {
    const double windowed = (values_[i] - mean) * turn.hann[kLength - 1 - i];
    energy += windowed * windowed;
  }
  return energy * 0.5 * static_cast<double>(kLength * kPadding);
}

void CoherenceWindow::measure() {
  double mean = 0.0;
  for (std::size_t i = 0; i < kLength; ++i) {
    mean += values_[i];
  }
  mean /= static_cast<double>(kLength);
  const Turns& turn = turns();
  Row re;
  Row im;
  for (std::size_t i = 0; i < kBins; ++i) {
    re[i] = re_[i] - mean * turn.ones_re[i];
    im[i] = im_[i] - mean * turn.ones_im[i];
  }
  Row power{};
  for (std::size_t i = kPadding; i + kPadding < kBins; ++i) {
    const double a = 0.5 * re[i] - 0.25 * (re[i - kPadding] + re[i + kPadding]);
    const double b = 0.5 * im[i] - 0.25 * (im[i - kPadding] + im[i + kPadding]);
    power[i] = a * a + b * b;
  }
  std::size_t peak = kPeakFrom - kFirst;
  for (std::size_t i = peak; i <= kPeakTo - kFirst; ++i) {
    peak = power[i] > power[peak] ? i : peak;
  }
  double within = 0.0;
  for (std::size_t i = peak - kReach; i <= peak + kReach; ++i) {
    within += power[i];
  }
  const double total = total_power(mean);
  const double rounding = 1e-18 * mean * mean * static_cast<double>(kLength * kLength * kPadding);
  ratio_ =
      total > rounding && total > within ? std::optional{within / (total - within)} : std::nullopt;
}

void Coherence::push(const Beat& judged) {
  const double ms = judged.interval.count();
  const HostTime end = instant_of(judged);
  const bool backwards = last_ && end <= *last_;
  const bool lost =
      judged.verdict == IntervalVerdict::gap || (last_ && end - *last_ > kLongestBridge);
  if (backwards || lost) {
    reset();
  }
  last_ = end;
  if (judged.verdict != IntervalVerdict::normal || !(ms >= 200.0 && ms <= 4000.0)) {
    return;
  }
  const HostTime middle = end - to_microseconds(Seconds{judged.interval}) / 2;
  if (!grid_.empty() && middle - grid_.last_time() > 2 * kLongestBridge) {
    reset();
    last_ = end;
  }
  grid_.push(middle, ms, [this](std::int64_t, double mean) { window_.push(mean); });
}

}  // namespace ebb
