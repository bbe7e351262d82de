#include "visualizer/scene/own_breath.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "guidance/body_now.hpp"

namespace ebb::scene {
namespace {

constexpr Microseconds kFrame{16'667};

/// A ring and the breath that it is shown, frame by frame.
struct Watching {
  OwnBreathRing ring;
  HostTime now{};
  double phase = 0.0;
  BreathOrigin origin = BreathOrigin::respiration;

  void watch(double seconds, double quality, bool wanted = true) {
    for (const HostTime end = now + to_microseconds(Seconds{seconds}); now < end; now += kFrame) {
      phase = std::fmod(phase + 0.1 * Seconds{kFrame}.count(), 1.0);
      ring.advance(now, OwnBreath{BreathsPerMinute{6.0}, Turns{phase}, quality}, origin, wanted);
    }
  }
  void nothing(double seconds) {
    for (const HostTime end = now + to_microseconds(Seconds{seconds}); now < end; now += kFrame) {
      ring.advance(now, std::nullopt, origin, true);
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
    EXPECT_LT(std::abs(w.ring.size() - before), 0.08);
    before = w.ring.size();
  }
  EXPECT_NEAR(before, own_size(Turns{w.phase}, w.origin), 0.02);
}

TEST(OwnBreathRing, F15_ShowsNoBreathLaterThanThreeHundredMilliseconds) {
  // The rate that is told lags far behind a breath that has become much quicker.
  constexpr double kTold = 4.0 / 60.0;
  constexpr double kTrue = 20.0 / 60.0;
  OwnBreathRing ring;
  HostTime now{};
  double nearest = 1.0;
  for (int i = 0; i < 3000; ++i, now += kFrame) {
    const Turns phase = wrapped(Turns{to_seconds(now) * kTrue});
    ring.advance(now, OwnBreath{to_breaths_per_minute(Hertz{kTold}), phase, 1.0},
                 BreathOrigin::respiration, true);
    if (i < 1000) {
      continue;
    }
    nearest = 1.0;
    for (double late = 0.0; late <= 0.3; late += 0.005) {
      const Turns then = wrapped(Turns{(to_seconds(now) - late) * kTrue});
      nearest =
          std::min(nearest, std::abs(ring.size() - own_size(then, BreathOrigin::respiration)));
    }
    ASSERT_LT(nearest, 0.02) << "at " << to_seconds(now) << " s";
  }
}

TEST(OwnBreathRing, TurnsWhereTheBreathDoes) {
  Watching w;
  w.watch(20.0, 1.0);
  double widest_at = 0.0;
  double widest = 0.0;
  for (int i = 0; i < 600; ++i) {
    w.watch(0.016, 1.0);
    if (w.ring.size() > widest) {
      widest = w.ring.size();
      widest_at = w.phase;
    }
  }
  EXPECT_NEAR(widest_at, 0.4, 0.01);
}

TEST(OwnBreathRing, AnotherSensorsShareIsTakenOverWithoutAJump) {
  Watching w;
  w.watch(23.0, 1.0);
  w.origin = BreathOrigin::heart;
  double before = w.ring.size();
  for (int i = 0; i < 900; ++i) {
    w.watch(0.016, 1.0);
    EXPECT_LT(std::abs(w.ring.size() - before), 0.03);
    before = w.ring.size();
  }
  EXPECT_NEAR(before, own_size(Turns{w.phase}, BreathOrigin::heart), 0.01);
}

}  // namespace
}  // namespace ebb::scene
