#include "guidance/key_breath.hpp"

#include <random>

#include <gtest/gtest.h>

#include "breather.hpp"
#include "walk.hpp"

namespace ebb {
namespace {

using test::at;

TEST(KeyBreath, F16_TenBreathsAMinuteByKeyAreTenToWithinAHalf) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    std::mt19937 dice{seed};
    std::normal_distribution<double> hand{0.0, 0.15};  // seconds
    KeyBreath key;
    for (int i = 0; i < 8; ++i) {
      key.press(at(1.0 + 6.0 * i + hand(dice)));
      key.release(at(3.5 + 6.0 * i));
    }
    const auto own = key.at(at(48.0));
    ASSERT_TRUE(own);
    EXPECT_NEAR(own->rate.value(), 10.0, 0.5);
  }
}

TEST(KeyBreath, AKeyThatRepeatsWhileItIsHeldIsOnePress) {
  KeyBreath key;
  for (int breath = 0; breath < 3; ++breath) {
    for (int i = 0; i < 50; ++i) {
      key.press(at(6.0 * breath + 0.03 * i));
    }
    key.release(at(6.0 * breath + 2.0));
  }
  ASSERT_TRUE(key.at(at(13.0)));
  EXPECT_NEAR(key.at(at(13.0))->rate.value(), 10.0, 1e-6);
  EXPECT_NEAR(key.at(at(13.5))->phase.value(), 0.25, 1e-6);
}

TEST(KeyBreath, SaysNothingBeforeTheSecondPressNorWhenTheHandHasLeftOff) {
  KeyBreath key;
  EXPECT_FALSE(key.at(at(0)));
  key.press(at(1));
  EXPECT_FALSE(key.at(at(2)));
  key.release(at(2));
  key.press(at(7));
  EXPECT_TRUE(key.at(at(8)));
  EXPECT_FALSE(key.at(at(30)));
}

TEST(KeyBreath, F16_TheGuideGoesAlongWithTheHand) {
  test::Walk walk{test::of({test::timed("a", FollowBreath{}, 300)})};
  RunView view;
  for (double t = 0.0; t < 60.0; t += 0.05) {
    const double in_breath = std::fmod(t, 5.0);
    walk.run().lead_by_key(in_breath < 2.0, at(t));
    view = walk.to(t);
  }
  EXPECT_NEAR(view.cue.rate.value(), 12.0, 0.3);
  EXPECT_NEAR(turns_between(view.cue.phase, Turns{std::fmod(59.95, 5.0) / 5.0}), 0.0, 0.05);
}

TEST(KeyBreath, NoConditionIsWokenByTheHand) {
  Step step = test::ready("a");
  step.breath = FollowBreath{};
  step.move_on = MoveOn{.for_breaths = 1, .or_after = Seconds{30}, .without_sensor_ready = true};
  test::Walk walk{test::of({step, test::ready("b")})};
  for (double t = 0.0; t < 120.0; t += 0.1) {
    walk.run().lead_by_key(std::fmod(t, 6.0) < 2.0, at(t));
    EXPECT_EQ(walk.to(t).step, "a");
  }
}

}  // namespace
}  // namespace ebb
