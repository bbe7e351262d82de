#include "estimation/together/synchrony.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace ebb {
namespace {

/// Breaths beside a guide of ten seconds, told with the guide's phase at their start.
class Beside {
 public:
  explicit Beside(unsigned seed) : random_(seed) {}

  /// Somebody who breathes at a pace of their own: what one breath strays, the next does not mend.
  Synchrony own_pace(double seconds, double uneven, int breaths) {
    Synchrony synchrony;
    double start = 0.0;
    for (int i = 0; i < breaths; ++i) {
      const double length = seconds * (1.0 + uneven * noise_(random_));
      push(synchrony, start, length);
      start += length;
    }
    return synchrony;
  }
  /// Somebody who goes with the guide, `late` turns behind, uneven by so many turns.
  Synchrony with_guide(double late, double uneven, int breaths, double shift = 0.0) {
    Synchrony synchrony;
    double start = kGuide * (late + uneven * noise_(random_));
    for (int i = 1; i <= breaths; ++i) {
      const double next = kGuide * (i + late + uneven * noise_(random_));
      push(synchrony, start + shift, next - start, shift);
      start = next;
    }
    return synchrony;
  }
  static void push(Synchrony& synchrony, double start, double length, double origin = 0.0) {
    synchrony.push({.start = at_seconds<HostTime>(start), .period = Seconds{length}},
                   wrapped(Turns{(start - origin) / kGuide}), Seconds{kGuide});
  }
  static constexpr double kGuide = 10.0;

 private:
  std::mt19937_64 random_;
  std::normal_distribution<double> noise_;
};

bool agrees(const Synchrony& synchrony) {
  const auto told = synchrony.agreement();
  return told && told->locking > told->chance_high;
}

TEST(Synchrony, SaysNothingBeforeFourBreaths) {
  EXPECT_FALSE(Beside{1}.with_guide(0.1, 0.0, 3).agreement());
  EXPECT_TRUE(Beside{1}.with_guide(0.1, 0.0, 4).agreement());
}

TEST(Synchrony, IsWholeWhenTheBreathKeepsItsPlace) {
  const auto agreement = Beside{1}.with_guide(0.2, 0.0, 12).agreement();
  ASSERT_TRUE(agreement);
  EXPECT_NEAR(agreement->locking, 1.0, 1e-9);
  EXPECT_NEAR(agreement->lag.value(), 0.2, 1e-6);
  EXPECT_EQ(agreement->breaths, 12U);
  EXPECT_LT(agreement->chance_high, 0.999);
  EXPECT_EQ(agreement->time, at_seconds<HostTime>(112.0));
}

TEST(Synchrony, StaysHighWhenAPersonIsALittleUneven) {
  const auto agreement = Beside{2}.with_guide(0.1, 0.06, 12).agreement();
  EXPECT_GT(agreement->locking, 0.85);
  EXPECT_NEAR(agreement->lag.value(), 0.1, 0.05);
}

TEST(Synchrony, IsLowWhenTheBreathSlidesPastTheGuide) {
  EXPECT_LT(Beside{1}.own_pace(9.2, 0.0, 12).agreement()->locking, 0.3);
}

TEST(Synchrony, DoesNotTakeTwiceOrHalfTheRateForAgreement) {
  EXPECT_LT(Beside{1}.own_pace(5.0, 0.0, 12).agreement()->locking, 0.01);
  EXPECT_LT(Beside{1}.own_pace(20.0, 0.0, 12).agreement()->locking, 0.01);
}

TEST(Synchrony, AnOwnPaceIsRarelyTakenForGoingWithTheGuide) {
  for (const double pace : {8.5, 9.5, 10.0, 10.5, 12.0}) {
    int above = 0;
    for (unsigned person = 0; person < 400; ++person) {
      above += agrees(Beside{person}.own_pace(pace, 0.08, 12)) ? 1 : 0;
    }
    EXPECT_LT(above, 40) << pace;
  }
}

TEST(Synchrony, GoingWithTheGuideIsMostlySeen) {
  int above = 0;
  for (unsigned person = 0; person < 400; ++person) {
    above += agrees(Beside{person}.with_guide(0.15, 0.03, 12)) ? 1 : 0;
  }
  EXPECT_GT(above, 280);
}

TEST(Synchrony, ChanceIsARangeAroundWhatOnesOwnPaceReaches) {
  int within = 0;
  for (unsigned person = 0; person < 400; ++person) {
    const auto told = Beside{person}.own_pace(10.0, 0.08, 12).agreement();
    EXPECT_LE(told->chance_low, told->chance_high);
    within += told->locking >= told->chance_low && told->locking <= told->chance_high ? 1 : 0;
  }
  EXPECT_GT(within, 330);
}

TEST(Synchrony, DoesNotChangeWithTheTimeOfDay) {
  const auto early = Beside{3}.with_guide(0.15, 0.05, 12).agreement();
  const auto late = Beside{3}.with_guide(0.15, 0.05, 12, 8e4).agreement();
  EXPECT_NEAR(late->locking, early->locking, 1e-6);
  EXPECT_NEAR(late->chance_high, early->chance_high, 1e-5);
  EXPECT_NEAR(late->lag.value(), early->lag.value(), 1e-6);
}

TEST(Synchrony, ForgetsBreathsOfLongAgo) {
  Synchrony synchrony = Beside{1}.own_pace(5.0, 0.0, 30);
  for (int i = 0; i < 12; ++i) {
    Beside::push(synchrony, 10.0 * i + 0.5, 10.0);
  }
  EXPECT_GT(synchrony.agreement()->locking, 0.99);
}

TEST(Synchrony, BreathsThatAreNoneAreOutOfPlace) {
  Synchrony synchrony;
  for (const double length : {std::nan(""), 1e300, -1e300, 0.0, -0.0, 1e-300}) {
    synchrony.push({.start = {}, .period = Seconds{length}}, Turns{0.5}, Seconds{10});
  }
  ASSERT_TRUE(synchrony.agreement());
  EXPECT_EQ(synchrony.agreement()->locking, 0.0);
  EXPECT_EQ(synchrony.agreement()->chance_high, 0.0);
}

}  // namespace
}  // namespace ebb
