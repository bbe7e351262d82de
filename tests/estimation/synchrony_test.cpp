#include "estimation/synchrony.hpp"

#include <random>

#include <gtest/gtest.h>

namespace ebb {
namespace {

/// Breaths of one length beside a guide of another, the first `late` turns of the guide in.
Synchrony beside(double breath_seconds, double guide_seconds, int breaths, double late = 0.0,
                 double uneven = 0.0) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> noise;
  Synchrony synchrony;
  double start = late * guide_seconds;
  for (int i = 0; i < breaths; ++i) {
    const double place = start + uneven * noise(random) * guide_seconds;
    synchrony.push({.start = at_seconds<HostTime>(place), .period = Seconds{breath_seconds}},
                   wrapped(Turns{place / guide_seconds}), Seconds{guide_seconds});
    start += breath_seconds;
  }
  return synchrony;
}

TEST(Synchrony, SaysNothingBeforeFourBreaths) {
  EXPECT_FALSE(beside(10, 10, 3).agreement());
  EXPECT_TRUE(beside(10, 10, 4).agreement());
}

TEST(Synchrony, IsWholeWhenTheBreathKeepsItsPlace) {
  const auto agreement = beside(10, 10, 12, 0.2).agreement();
  ASSERT_TRUE(agreement);
  EXPECT_NEAR(agreement->locking, 1.0, 1e-9);
  EXPECT_NEAR(agreement->lag.value(), 0.2, 1e-6);
  EXPECT_EQ(agreement->breaths, 12U);
}

TEST(Synchrony, StaysHighWhenAPersonIsALittleUneven) {
  const auto agreement = beside(10, 10, 12, 0.1, 0.06).agreement();
  EXPECT_GT(agreement->locking, 0.85);
  EXPECT_GT(agreement->locking, agreement->by_chance);
}

TEST(Synchrony, IsLowWhenTheBreathSlidesPastTheGuide) {
  EXPECT_LT(beside(9.2, 10, 12).agreement()->locking, 0.3);
}

TEST(Synchrony, DoesNotTakeTwiceOrHalfTheRateForAgreement) {
  EXPECT_LT(beside(5, 10, 12).agreement()->locking, 0.01);
  EXPECT_LT(beside(20, 10, 12).agreement()->locking, 0.01);
}

TEST(Synchrony, RarelyExceedsItsChanceLevelByChance) {
  std::mt19937_64 random(9);
  std::uniform_real_distribution<double> any;
  int above = 0;
  for (int person = 0; person < 2000; ++person) {
    Synchrony synchrony;
    for (int i = 0; i < 12; ++i) {
      synchrony.push({.start = {}, .period = Seconds{6}}, Turns{any(random)}, Seconds{6});
    }
    const auto agreement = synchrony.agreement();
    above += agreement->locking > agreement->by_chance ? 1 : 0;
  }
  EXPECT_NEAR(above, 100, 35);
}

TEST(Synchrony, ForgetsBreathsOfLongAgo) {
  Synchrony synchrony = beside(5, 10, 30);
  for (int i = 0; i < 12; ++i) {
    synchrony.push({.start = {}, .period = Seconds{10}}, Turns{0.05}, Seconds{10});
  }
  EXPECT_GT(synchrony.agreement()->locking, 0.99);
}

}  // namespace
}  // namespace ebb
