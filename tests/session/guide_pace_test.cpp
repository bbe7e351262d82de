#include "session/guide_pace.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace ebb {
namespace {

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

PracticeEvent told(double seconds, std::string what, double rate = 0.0) {
  return {at(seconds), "own-rhythm", std::move(what), "ease", rate};
}

TEST(GuidePace, IsWhereTheLastCueBeforeSays) {
  GuidePace guide;
  guide.push(told(10, "cue", 6.0));
  guide.push(told(20, "cue in", 5.0));
  ASSERT_TRUE(guide.at(at(14)));
  EXPECT_NEAR(guide.at(at(14))->phase.value(), 0.4, 1e-9);
  EXPECT_NEAR(guide.at(at(14))->period.count(), 10.0, 1e-9);
  EXPECT_NEAR(guide.at(at(23))->phase.value(), 0.25, 1e-9);
  EXPECT_FALSE(guide.at(at(9)));
}

TEST(GuidePace, IsNowhereWhenNothingIsCuedAnyMore) {
  GuidePace guide;
  guide.push(told(10, "cue", 6.0));
  EXPECT_TRUE(guide.at(at(20.5)));
  EXPECT_FALSE(guide.at(at(22)));
}

TEST(GuidePace, StandsStillWhilePausedAndUntilTheNextCue) {
  GuidePace guide;
  guide.push(told(10, "cue", 6.0));
  guide.push(told(13, "paused"));
  guide.push(told(15, "resumed"));
  EXPECT_TRUE(guide.at(at(12)));
  EXPECT_FALSE(guide.at(at(14)));
  EXPECT_FALSE(guide.at(at(16)));
  guide.push(told(18, "cue", 6.0));
  EXPECT_NEAR(guide.at(at(19))->phase.value(), 0.1, 1e-9);
}

TEST(GuidePace, OtherNewsOfThePracticeChangesNothing) {
  GuidePace guide;
  guide.push(told(10, "cue", 6.0));
  guide.push(told(11, "step"));
  guide.push(told(12, "slower"));
  EXPECT_TRUE(guide.at(at(14)));
}

TEST(GuidePace, ARateThatNobodyBreathesIsNoCue) {
  GuidePace guide;
  for (const double rate : {0.0, -6.0, 1e9, 1e-9, std::nan("")}) {
    guide.push(told(10, "cue", rate));
    EXPECT_FALSE(guide.at(at(10.1)));
  }
}

}  // namespace
}  // namespace ebb
