#include "estimation/breath/own_breath.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

HostTime at(double s) { return at_seconds<HostTime>(s); }

BreathCandidate candidate(double rate, double quality, std::optional<double> phase = {},
                          double reach = 0.3) {
  BreathCandidate says;
  says.rate = Estimate<BreathsPerMinute>{BreathsPerMinute{rate}, BreathsPerMinute{rate - reach},
                                         BreathsPerMinute{rate + reach}, quality, HostTime{}};
  if (phase) {
    says.phase = Estimate<Turns>{wrapped(Turns{*phase}), Turns{}, Turns{}, quality, HostTime{}};
  }
  return says;
}

std::vector<BreathSpeaker> belt_and_heart(const BreathCandidate& belt,
                                          const BreathCandidate& heart) {
  return {{BreathSight::lungs, belt}, {BreathSight::heart, heart}};
}

double rate_of(const Breathing& breathing) { return breathing.estimate.rate->value.value(); }

TEST(OwnBreathTracker, SaysNothingWhenNobodyDoes) {
  OwnBreathTracker breath;
  breath.push(at(1), belt_and_heart({}, {}));
  EXPECT_EQ(breath.origin(), BreathOrigin::none);
  EXPECT_FALSE(breath.choose(belt_and_heart({}, {})).estimate.rate);
  EXPECT_FALSE(breath.choose({}).estimate.rate);
}

TEST(OwnBreathTracker, TakesTheBeltFirstAndTheHeartWhenThereIsNoBelt) {
  OwnBreathTracker breath;
  breath.push(at(1), belt_and_heart({}, candidate(12, 0.9)));
  EXPECT_EQ(breath.origin(), BreathOrigin::heart);
  const auto both = belt_and_heart(candidate(6, 0.8), candidate(12, 0.9));
  for (int s = 2; s < 8; ++s) {
    breath.push(at(s), both);
  }
  EXPECT_EQ(breath.choose(both).origin, BreathOrigin::respiration);
  EXPECT_DOUBLE_EQ(rate_of(breath.choose(both)), 6);
}

TEST(OwnBreathTracker, DoesNotFlickerWhenTheBeltIsPoorForAMoment) {
  OwnBreathTracker breath;
  breath.push(at(0), belt_and_heart(candidate(6, 0.8), candidate(12, 0.9)));
  for (int s = 1; s < 60; ++s) {
    breath.push(at(s), belt_and_heart(candidate(6, s % 3 == 0 ? 0.6 : 0.1), candidate(12, 0.9)));
    ASSERT_EQ(breath.origin(), BreathOrigin::respiration) << s;
  }
}

TEST(OwnBreathTracker, TheHeartCarriesOnAtOnceWhenTheBeltIsGone) {
  OwnBreathTracker breath;
  breath.push(at(0), belt_and_heart(candidate(6, 0.8), candidate(6.5, 0.9)));
  breath.push(at(1), belt_and_heart({}, candidate(6.5, 0.9)));
  EXPECT_EQ(breath.origin(), BreathOrigin::heart);
  // And the belt has to be good for a while before it leads again.
  breath.push(at(2), belt_and_heart(candidate(6, 0.8), candidate(6.5, 0.9)));
  EXPECT_EQ(breath.origin(), BreathOrigin::heart);
}

TEST(OwnBreathTracker, KeepsAPoorBeltWhenThereIsNothingElse) {
  OwnBreathTracker breath;
  breath.push(at(0), belt_and_heart(candidate(6, 0.2), {}));
  EXPECT_EQ(breath.origin(), BreathOrigin::respiration);
}

TEST(OwnBreathTracker, AGoodBeltsRateIsHardlyMovedByTheHeart) {
  OwnBreathTracker breath;
  const auto both = belt_and_heart(candidate(6, 0.9), candidate(6.6, 0.9, {}, 1.0));
  for (int s = 0; s < 30; ++s) {
    breath.push(at(s), both);
  }
  EXPECT_NEAR(rate_of(breath.choose(both)), 6.0, 0.02);
}

TEST(OwnBreathTracker, NothingJumpsWhenOneThatAgreesLeavesOrComes) {
  OwnBreathTracker breath;
  double before = 6.0;
  for (int s = 0; s < 120; ++s) {
    const bool belt = s < 40 || s >= 80;
    const double turns = 0.1 * s;
    const auto all = belt_and_heart(belt ? candidate(6, 0.9, turns) : BreathCandidate{},
                                    candidate(6.8, 0.8, turns - 0.2, 1.0));
    breath.push(at(s), all);
    const Breathing told = breath.choose(all);
    ASSERT_TRUE(told.estimate.rate) << s;
    EXPECT_NEAR(rate_of(told), before, 0.3) << s;
    before = rate_of(told);
    ASSERT_TRUE(told.estimate.phase) << s;
    if (s >= 30) {
      EXPECT_NEAR(turns_between(Turns{turns}, told.estimate.phase->value), 0.0, 0.05) << s;
    }
    if (s == 79) {
      EXPECT_NEAR(before, 6.8, 0.01) << "the heart's own, after a while";
    }
  }
}

TEST(OwnBreathTracker, WhoSaysQuiteAnotherRateHasNoPartInIt) {
  OwnBreathTracker breath;
  const std::vector<BreathSpeaker> all{{BreathSight::lungs, candidate(6, 0.9)},
                                       {BreathSight::lungs, candidate(6.2, 0.7)},
                                       {BreathSight::motion, candidate(15, 0.9)}};
  for (int s = 0; s < 10; ++s) {
    breath.push(at(s), all);
  }
  EXPECT_GT(rate_of(breath.choose(all)), 6.0);
  EXPECT_LT(rate_of(breath.choose(all)), 6.2);
}

TEST(OwnBreathTracker, AgreementTakesDoubtAwayAndDisagreementAdds) {
  const auto quality = [](const BreathCandidate& heart) {
    OwnBreathTracker breath;
    const auto all = belt_and_heart(candidate(6, 0.7), heart);
    breath.push(at(0), all);
    return breath.choose(all).estimate.rate->quality;
  };
  EXPECT_DOUBLE_EQ(quality({}), 0.7);
  EXPECT_GT(quality(candidate(6.1, 0.8)), 0.78);
  EXPECT_LT(quality(candidate(6.1, 0.8)), 0.9);
  EXPECT_LT(quality(candidate(15, 0.8)), 0.65);
  EXPECT_GT(quality(candidate(15, 0.8)), 0.5) << "the belt sees the breath itself";
}

TEST(OwnBreathTracker, AMotionThatTheHeartSpeaksAgainstMustBeVerySure) {
  const auto origin = [](double quality, double heart) {
    OwnBreathTracker breath;
    breath.push(at(0), std::array<BreathSpeaker, 2>{
                           BreathSpeaker{BreathSight::motion, candidate(15, quality)},
                           BreathSpeaker{BreathSight::heart, candidate(heart, 0.8)}});
    return breath.origin();
  };
  EXPECT_EQ(origin(0.7, 15.2), BreathOrigin::respiration);
  EXPECT_EQ(origin(0.7, 6.0), BreathOrigin::heart);
  EXPECT_EQ(origin(0.9, 6.0), BreathOrigin::respiration);
}

}  // namespace
}  // namespace ebb
