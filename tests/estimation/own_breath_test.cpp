#include "estimation/breath/own_breath.hpp"

#include <gtest/gtest.h>

namespace ebb {
namespace {

BreathCandidate candidate(double rate, double quality) {
  const BreathsPerMinute r{rate};
  return {Estimate<BreathsPerMinute>{r, r, r, quality, HostTime{}}, {}};
}

HostTime at(double s) { return at_seconds<HostTime>(s); }

TEST(OwnBreathTracker, SaysNothingWhenNobodyDoes) {
  OwnBreathTracker breath;
  breath.push(at(1), {}, {});
  EXPECT_EQ(breath.origin(), BreathOrigin::none);
  EXPECT_FALSE(breath.choose({}, {}).estimate.rate);
}

TEST(OwnBreathTracker, TakesTheBeltFirstAndTheHeartWhenThereIsNoBelt) {
  OwnBreathTracker breath;
  breath.push(at(1), {}, candidate(12, 0.9));
  EXPECT_EQ(breath.origin(), BreathOrigin::heart);
  for (int s = 2; s < 8; ++s) {
    breath.push(at(s), candidate(6, 0.8), candidate(12, 0.9));
  }
  const Breathing now = breath.choose(candidate(6, 0.8), candidate(12, 0.9));
  EXPECT_EQ(now.origin, BreathOrigin::respiration);
  EXPECT_DOUBLE_EQ(now.estimate.rate->value.value(), 6);
}

TEST(OwnBreathTracker, DoesNotFlickerWhenTheBeltIsPoorForAMoment) {
  OwnBreathTracker breath;
  breath.push(at(0), candidate(6, 0.8), candidate(12, 0.9));
  for (int s = 1; s < 60; ++s) {
    breath.push(at(s), candidate(6, s % 3 == 0 ? 0.6 : 0.1), candidate(12, 0.9));
    ASSERT_EQ(breath.origin(), BreathOrigin::respiration) << s;
  }
}

TEST(OwnBreathTracker, HandsOverToTheHeartWhenTheBeltIsGone) {
  OwnBreathTracker breath;
  breath.push(at(0), candidate(6, 0.8), candidate(12, 0.9));
  for (int s = 1; s < 8; ++s) {
    breath.push(at(s), {}, candidate(12, 0.9));
  }
  EXPECT_EQ(breath.origin(), BreathOrigin::heart);
}

TEST(OwnBreathTracker, KeepsAPoorBeltWhenThereIsNothingElse) {
  OwnBreathTracker breath;
  breath.push(at(0), candidate(6, 0.2), {});
  EXPECT_EQ(breath.origin(), BreathOrigin::respiration);
}

}  // namespace
}  // namespace ebb
