#include "visualizer/scene/own_breath.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace ebb::scene {
namespace {

constexpr Microseconds kFrame{16'667};

/// A ring and the breath that it is shown, frame by frame.
struct Watching {
  OwnBreathRing ring;
  HostTime now{};
  double phase = 0.0;

  void watch(double seconds, double quality, bool wanted = true) {
    for (const HostTime end = now + to_microseconds(Seconds{seconds}); now < end; now += kFrame) {
      phase = std::fmod(phase + 0.1 * Seconds{kFrame}.count(), 1.0);
      ring.advance(now, OwnBreath{BreathsPerMinute{6.0}, Turns{phase}, quality}, wanted);
    }
  }
  void nothing(double seconds) {
    for (const HostTime end = now + to_microseconds(Seconds{seconds}); now < end; now += kFrame) {
      ring.advance(now, std::nullopt, true);
    }
  }
};

TEST(OwnBreathRing, ComesOnlyAfterFiveGoodSeconds) {
  Watching w;
  w.watch(4.9, 0.9);
  EXPECT_EQ(w.ring.opacity(), 0.0);
  w.watch(3.0, 0.9);
  EXPECT_GT(w.ring.opacity(), 0.3);
}

TEST(OwnBreathRing, IsNeverMoreThanSixtyPerCent) {
  Watching w;
  w.watch(30.0, 1.0);
  EXPECT_LE(w.ring.opacity(), 0.6);
  EXPECT_NEAR(w.ring.opacity(), 0.6, 1e-9);
}

TEST(OwnBreathRing, A8_FadesOverTwoSecondsWhenTheSignalIsLost) {
  Watching w;
  w.watch(20.0, 1.0);
  w.nothing(1.0);
  EXPECT_GT(w.ring.opacity(), 0.1);
  EXPECT_LT(w.ring.opacity(), 0.5);
  w.nothing(1.1);
  EXPECT_EQ(w.ring.opacity(), 0.0);
}

TEST(OwnBreathRing, IsGoneBelowHalfQualityAndWaitsForFiveSecondsAgain) {
  Watching w;
  w.watch(20.0, 1.0);
  w.watch(2.1, 0.45);
  EXPECT_EQ(w.ring.opacity(), 0.0);
  w.watch(4.9, 0.8);
  EXPECT_EQ(w.ring.opacity(), 0.0);
  w.watch(2.5, 0.8);
  EXPECT_GT(w.ring.opacity(), 0.1);
}

TEST(OwnBreathRing, DoesNotFlickerWhenQualityDoes) {
  Watching w;
  w.watch(20.0, 1.0);
  double before = w.ring.opacity();
  for (int i = 0; i < 200; ++i) {
    w.watch(0.1, i % 2 == 0 ? 0.3 : 0.9);
    EXPECT_LT(std::abs(w.ring.opacity() - before), 0.06);
    before = w.ring.opacity();
  }
}

TEST(OwnBreathRing, CatchesUpInsteadOfJumping) {
  Watching w;
  w.watch(20.0, 1.0);
  w.phase = std::fmod(w.phase + 0.3, 1.0);
  double before = w.ring.size();
  for (int i = 0; i < 240; ++i) {
    w.watch(0.016, 1.0);
    EXPECT_LT(std::abs(w.ring.size() - before), 0.05);
    before = w.ring.size();
  }
  EXPECT_NEAR(before, raised_cosine(1.0 - std::abs(2.0 * w.phase - 1.0)), 0.02);
}

TEST(CarriedOn, MovesThePhaseAtTheRateAndForgetsWhatIsOld) {
  Snapshot s;
  s.time = at_seconds<HostTime>(10.0);
  s.breath_rate = Estimate<BreathsPerMinute>{BreathsPerMinute{6.0}, {}, {}, 0.9, s.time};
  s.breath_phase = Estimate<Turns>{Turns{0.9}, {}, {}, 0.7, at_seconds<HostTime>(9.5)};
  const auto own = carried_on(s, at_seconds<HostTime>(11.5));
  ASSERT_TRUE(own);
  EXPECT_NEAR(own->phase.value(), 0.1, 1e-9);
  EXPECT_EQ(own->quality, 0.7);
  EXPECT_FALSE(carried_on(s, at_seconds<HostTime>(12.1)));
  EXPECT_FALSE(carried_on(std::nullopt, s.time));
  s.breath_rate->value = BreathsPerMinute{0.0};
  EXPECT_FALSE(carried_on(s, s.time));
}

}  // namespace
}  // namespace ebb::scene
