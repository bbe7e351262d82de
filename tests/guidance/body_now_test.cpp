#include "guidance/body_now.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include <gtest/gtest.h>

#include "breather.hpp"

namespace ebb {
namespace {

using test::at;

Snapshot seen(double time) {
  Snapshot snapshot;
  snapshot.heart_rate = Estimate<BeatsPerMinute>{BeatsPerMinute{66.0}, BeatsPerMinute{66.0},
                                                 BeatsPerMinute{66.0}, 0.8, at(time)};
  snapshot.breath_rate = Estimate<BreathsPerMinute>{BreathsPerMinute{12.0}, BreathsPerMinute{12.0},
                                                    BreathsPerMinute{12.0}, 0.9, at(time)};
  snapshot.breath_phase = Estimate<Turns>{Turns{0.25}, Turns{0.25}, Turns{0.25}, 0.7, at(time)};
  return snapshot;
}

TEST(BodyNow, CarriesThePhaseOnAtTheRate) {
  const BodyNow body = body_now(seen(10), at(12));
  ASSERT_TRUE(body.breath);
  EXPECT_NEAR(body.breath->phase.value(), 0.65, 1e-9);
  EXPECT_EQ(body.breath->rate, BreathsPerMinute{12.0});
  EXPECT_EQ(body.breath->quality, 0.7) << "as good as the weaker of the two";
  EXPECT_EQ(body.heart_rate, BeatsPerMinute{66.0});
}

TEST(BodyNow, LeavesOutWhatIsTooOld) {
  EXPECT_TRUE(body_now(seen(10), at(19)).heart_rate);
  EXPECT_FALSE(body_now(seen(10), at(21)).heart_rate);
  EXPECT_TRUE(body_now(seen(10), at(22)).breath);
  EXPECT_FALSE(body_now(seen(10), at(23)).breath);
  EXPECT_FALSE(body_now(Snapshot{}, at(0)).breath);
}

TEST(BodyNow, NeedsRateAndPhase) {
  Snapshot snapshot = seen(10);
  snapshot.breath_phase.reset();
  EXPECT_FALSE(body_now(snapshot, at(10)).breath);
  snapshot = seen(10);
  snapshot.breath_rate->value = BreathsPerMinute{0.0};
  EXPECT_FALSE(body_now(snapshot, at(10)).breath);
}

TEST(OwnSize, IsSmallestAtTheInBreathsStartAndWidestAtItsEnd) {
  for (const auto& [origin, in] :
       {std::pair{BreathOrigin::respiration, 0.4}, std::pair{BreathOrigin::heart, 0.5}}) {
    EXPECT_NEAR(own_size(Turns{0.0}, origin), 0.0, 1e-12);
    EXPECT_NEAR(own_size(Turns{in}, origin), 1.0, 1e-12);
    EXPECT_NEAR(own_size(Turns{in / 2}, origin), 0.5, 1e-12) << "half way in";
    EXPECT_NEAR(own_size(Turns{(1 + in) / 2}, origin), 0.5, 1e-12) << "half way out";
    EXPECT_NEAR(own_size(Turns{1.0}, origin), 0.0, 1e-12);
    EXPECT_NEAR(own_size(Turns{1.0 + in}, origin), 1.0, 1e-12) << "turns wrap";
  }
}

TEST(OwnSize, OnlyGrowsWhileBreathingInAndOnlyShrinksAfterwards) {
  for (const auto& [origin, in] :
       {std::pair{BreathOrigin::respiration, 0.4}, std::pair{BreathOrigin::heart, 0.5}}) {
    double before = own_size(Turns{0.0}, origin);
    for (int i = 1; i < 1000; ++i) {
      const double phase = i / 1000.0;
      const double size = own_size(Turns{phase}, origin);
      EXPECT_TRUE(phase <= in ? size >= before : size <= before) << phase;
      before = size;
    }
  }
}

TEST(OwnSize, RestsAtBothTurns) {
  constexpr double kLittle = 1e-4;
  for (const auto& [origin, in] :
       {std::pair{BreathOrigin::respiration, 0.4}, std::pair{BreathOrigin::heart, 0.5}}) {
    for (const double turn : {0.0, in}) {
      const double here = own_size(Turns{turn}, origin);
      for (const double to : {turn - kLittle, turn + kLittle}) {
        EXPECT_LT(std::abs(own_size(Turns{to}, origin) - here) / kLittle, 0.01) << turn;
      }
    }
  }
}

TEST(OwnSize, IsSmallestWhereThereIsNoPhase) {
  EXPECT_EQ(own_size(Turns{std::numeric_limits<double>::quiet_NaN()}, BreathOrigin::heart), 0.0);
  EXPECT_EQ(own_size(Turns{std::numeric_limits<double>::infinity()}, BreathOrigin::respiration),
            0.0);
}

}  // namespace
}  // namespace ebb
