#include "estimation/together/resonance.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace ebb {
namespace {

/// Somebody who breathes at the rates asked for, a little unevenly, and whose heart swings most at
/// `best` a minute.
class Explorer {
 public:
  Explorer(unsigned seed, double best, double noise) : random_(seed), best_(best), level_(noise) {}

  void breathe(double rate, int breaths) {
    for (int i = 0; i < breaths; ++i) {
      const double really = rate * (1.0 + 0.03 * noise_(random_));
      const double away = (really - best_) / 1.0;
      BreathSwing one;
      one.start = at_seconds<HostTime>(time_);
      one.period = Seconds{60.0 / really};
      one.swing = BeatsPerMinute{6.0 + 10.0 / (1.0 + away * away) + level_ * noise_(random_)};
      exploration.push(one);
      time_ += 60.0 / really;
    }
  }
  void steps() {
    for (double rate = 6.5; rate > 3.4; rate -= 0.5) {
      breathe(rate, 15);
    }
  }
  void slide() {
    for (double rate = 7.0; rate > 3.3; rate -= 0.04) {
      breathe(rate, 1);
    }
  }
  ResonanceExploration exploration;

 private:
  std::mt19937_64 random_;
  std::normal_distribution<double> noise_;
  double best_;
  double level_;
  double time_ = 0.0;
};

TEST(Resonance, IsFoundInSteps) {
  for (const double best : {4.0, 4.5, 5.0, 5.5, 6.0}) {
    Explorer explorer{7, best, 1.0};
    explorer.steps();
    const auto told = explorer.exploration.best();
    ASSERT_TRUE(told);
    EXPECT_NEAR(told->rate.value(), best, 0.3);
    EXPECT_LE(told->low.value(), best);
    EXPECT_GE(told->high.value(), best);
    EXPECT_TRUE(told->clear) << best;
    EXPECT_NEAR(told->swing.value(), 16.0, 1.5);
  }
}

TEST(Resonance, IsFoundInASlowSlide) {
  Explorer explorer{8, 5.2, 0.5};
  explorer.slide();
  const auto told = explorer.exploration.best();
  ASSERT_TRUE(told);
  EXPECT_NEAR(told->rate.value(), 5.2, 0.5);
}

TEST(Resonance, IsNotClearWhereAllRatesAreAlike) {
  int clear = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    Explorer explorer{seed, 1000.0, 2.0};
    explorer.steps();
    clear += explorer.exploration.best()->clear ? 1 : 0;
  }
  EXPECT_LE(clear, 10);
}

TEST(Resonance, IsNotClearAtTheEndOfWhatWasTried) {
  Explorer explorer{9, 4.5, 0.5};
  for (double rate = 6.5; rate > 4.9; rate -= 0.5) {
    explorer.breathe(rate, 15);
  }
  EXPECT_FALSE(explorer.exploration.best()->clear);
}

TEST(Resonance, ABreathCountsForTheRateAtWhichItWasBreathed) {
  // The guide asked for 6.5 to 4.5; the person breathed at 12 all along.
  Explorer explorer{3, 5.0, 0.5};
  explorer.breathe(12.0, 200);
  EXPECT_FALSE(explorer.exploration.best());
}

TEST(Resonance, ALoneSlowBreathDoesNotCount) {
  Explorer explorer{3, 5.0, 0.5};
  for (int i = 0; i < 60; ++i) {
    explorer.breathe(12.0, 1);
    explorer.breathe(i % 2 == 0 ? 5.0 : 6.0, 1);
  }
  EXPECT_FALSE(explorer.exploration.best());
}

TEST(Resonance, WildBreathsChangeNothing) {
  ResonanceExploration exploration;
  for (int i = 0; i < 1000; ++i) {
    const double wild[] = {std::nan(""), 1e300, -1.0, 0.0, 10.0};
    BreathSwing one;
    one.period = Seconds{wild[i % 5]};
    one.swing = BeatsPerMinute{wild[i % 3]};
    exploration.push(one);
  }
  EXPECT_FALSE(exploration.best());
}

}  // namespace
}  // namespace ebb
