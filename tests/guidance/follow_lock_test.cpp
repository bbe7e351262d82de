// Following locks to the measured breath, over rates, uneven breaths and late or unsure news.
#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "breather.hpp"
#include "guidance/body_now.hpp"
#include "guidance/pacer.hpp"

namespace ebb {
namespace {

using test::at;

/// Someone whose breaths vary, as a tracker sees them: phase and rate in snapshots that come late.
class UnevenBreather {
 public:
  UnevenBreather(double rate, double phase, double jitter, unsigned seed)
      : dice_(seed), mean_(60.0 / rate), jitter_(jitter) {
    double start = -phase * mean_;
    for (int i = 0; i < 40; ++i) {
      starts_.push_back(start);
      start += i == 0 ? mean_ : mean_ * (1.0 + jitter_ * normal_(dice_));
    }
  }
  [[nodiscard]] double phase(double t) const {
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), t);
    const double from = *(next - 1);
    return (t - from) / (*next - from);
  }
  /// What a viewer knows at `t` from the snapshot that was made `delay` ago at the latest.
  [[nodiscard]] BodyNow seen(double t, double delay, double noise) {
    const double made = std::floor((t - delay) / 0.25) * 0.25;
    if (made != made_) {
      made_ = made;
      phase_noise_ = noise * normal_(dice_);
    }
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), made);
    // The rate is that of the last breaths that are over.
    const auto newest = std::max(next - 1, starts_.begin() + 1);
    const auto oldest = std::max(newest - 3, starts_.begin());
    const double period = (*newest - *oldest) / static_cast<double>(newest - oldest);
    Snapshot snapshot;
    snapshot.time = at(made + 100);
    snapshot.breath_rate = Estimate<BreathsPerMinute>{
        .value = BreathsPerMinute{60.0 / period}, .quality = 0.9, .time = at(made + 100)};
    snapshot.breath_phase = Estimate<Turns>{.value = wrapped(Turns{phase(made) + phase_noise_}),
                                            .quality = 0.9,
                                            .time = at(made + 100)};
    return body_now(snapshot, at(t + 100));
  }

 private:
  std::mt19937 dice_;
  std::normal_distribution<double> normal_;
  double mean_;
  double jitter_;
  std::vector<double> starts_;
  double made_ = -1e9;
  double phase_noise_ = 0.0;
};

struct Lock {
  double mean = 0.0;  ///< of the phase error, in turns, from four breaths after the guide's turn
  double worst = 0.0;
};

Lock locked(double rate, double phase, double jitter, double delay, double noise, unsigned seed) {
  UnevenBreather person{rate, phase, jitter, seed};
  Pacer pacer;
  pacer.set_mode(FollowBreath{}, at(100));
  pacer.advance(at(100), std::nullopt);  // under way at its own rate before anything is sensed
  const double four = to_seconds(pacer.next_turn()) - 101.0 + 4.0 * 60.0 / rate;
  double sum = 0.0;
  Lock lock;
  int n = 0;
  for (double t = 1.0; t < 1.0 + four + 30.0; t += 0.05) {
    const Cue cue = pacer.advance(at(100 + t), person.seen(t, delay, noise).breath);
    if (t > 1.0 + four) {
      const double off = std::abs(turns_between(cue.phase, Turns{person.phase(t)}));
      lock.worst = std::max(lock.worst, off);
      sum += off;
      ++n;
    }
  }
  lock.mean = sum / n;
  return lock;
}

TEST(FollowLock, AnEvenBreathIsLockedToWithinFivePercentOfACycleInFourBreaths) {
  for (double rate = 6.0; rate <= 20.0; rate += 2.0) {
    for (double phase = 0.0; phase < 1.0; phase += 0.125) {
      for (const double delay : {0.0, 0.4}) {
        const Lock lock = locked(rate, phase, 0.0, delay, 0.0, 1);
        EXPECT_LT(lock.worst, 0.05) << rate << "/min from " << phase << ", " << delay << " s late";
      }
    }
  }
}

TEST(FollowLock, AnUnevenBreathIsKeptCompanyWithinFivePercentOnAverage) {
  for (const double rate : {6.0, 10.0, 15.0, 20.0}) {
    for (const double jitter : {0.03, 0.06}) {
      for (const double delay : {0.0, 0.3}) {
        double sum = 0.0;
        for (unsigned seed = 0; seed < 8; ++seed) {
          sum += locked(rate, 0.1 * seed, jitter, delay, 0.01, seed).mean;
        }
        EXPECT_LT(sum / 8, 0.05) << rate << "/min, " << jitter << ", " << delay << " s late";
      }
    }
  }
}

}  // namespace
}  // namespace ebb
