#include "estimation/intervals/change_spread.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

/// The price of a fault is told in this much of the median change.
constexpr double kPart = 0.6;
/// Changes over more beats than one are larger by chance, and believed with caution.
constexpr double kCaution = 1.5;
/// A pattern that comes again within this time, ms, is no breath.
constexpr double kQuickestBreath = 3000.0;
constexpr std::size_t kEnough = 9;

/// What a swing of 30 bpm can change, in shares of the interval: where breathing at 15/min leaves
/// three beats and a third to a breath (1200 ms), and how that falls with more of them. From
/// simulated swings at 45 to 100 bpm.
constexpr double kSwing = 0.105;
constexpr double kFewBeats = 1200.0;
constexpr double kFall = 2.5;
/// An even rhythm with many faults still has so many small changes.
constexpr double kSmallShare = 0.25;
constexpr double kSmall = 1.2;

}  // namespace

void ChangeSpread::reset() { *this = ChangeSpread{}; }

void ChangeSpread::push(double interval, bool sound) {
  for (std::size_t lag = 1; lag <= last_.size(); ++lag) {
    const Told& before = last_[last_.size() - lag];
    if (lag > 1 || (sound && before.sound)) {
      changes_[lag - 1].push(std::abs(interval - before.interval));
    }
  }
  last_.push({interval, sound});
  levels_.push(interval);
}

double ChangeSpread::value() const {
  const double level = levels_.median();
  double usual = changes_[0].median();
  double small = changes_[0].at(kSmallShare);
  for (std::size_t lag = 2; lag <= kLags; ++lag) {
    const auto& changes = changes_[lag - 1];
    if (changes.size() < kEnough) {
      continue;
    }
    if (static_cast<double>(lag) * level < kQuickestBreath) {
      usual = std::min(usual, kCaution * changes.median());
    }
    small = std::min(small, kCaution * changes.at(kSmallShare));
  }
  const double swing = kSwing * level * std::pow(level / kFewBeats, kFall);
  return std::min(kPart * usual, std::max(swing, kSmall * small));
}

}  // namespace ebb
