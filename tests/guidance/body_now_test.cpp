#include "guidance/body_now.hpp"

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

}  // namespace
}  // namespace ebb
