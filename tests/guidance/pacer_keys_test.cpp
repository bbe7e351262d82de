// The person's keys: slower, quicker, "my own pace", pause.
#include <algorithm>

#include <gtest/gtest.h>

#include "breather.hpp"
#include "cued.hpp"
#include "guidance/pacer.hpp"

namespace ebb {
namespace {

using test::at;
using test::Breather;
using test::cued;
using test::CuedBreath;
using test::nobody;

TEST(Pacer, ThePersonsKeysHoldAgainstEveryMode) {
  Pacer pacer;
  const Breather person{15.0};
  pacer.set_mode(RampBreath{}, at(0));
  cued(pacer, 0, 30, [&](double t) { return person.at(t); });
  pacer.quicker(at(30));
  pacer.quicker(at(30.5));
  const auto breaths = cued(pacer, 30.6, 60, [&](double t) { return person.at(t); });
  EXPECT_NEAR(breaths[1].rate, breaths[0].rate * 1.05 * 1.05, 0.01);
  EXPECT_NEAR(breaths.back().rate, breaths[1].rate, 1e-6);
  pacer.set_mode(PaceBreath{}, at(60));
  const auto later = cued(pacer, 60, 120, [&](double t) { return person.at(t); });
  EXPECT_NEAR(later.back().rate, breaths[1].rate, 1e-6);
}

TEST(Pacer, KeysStayWithinTheLimitsAndSlowByFivePercentABreathAtMost) {
  Pacer pacer;
  pacer.set_mode(FollowBreath{}, at(0));
  pacer.advance(at(0), std::nullopt);
  for (int i = 0; i < 100; ++i) {
    pacer.slower(at(1));
  }
  const auto slow = cued(pacer, 1, 400, nobody);
  for (std::size_t i = 1; i < slow.size(); ++i) {
    EXPECT_LE(slow[i - 1].rate / slow[i].rate, 1.05 + 1e-9);
  }
  EXPECT_NEAR(slow.back().rate, 4.5, 0.001);
  for (int i = 0; i < 100; ++i) {
    pacer.quicker(at(400));
  }
  const auto quick = cued(pacer, 400, 460, nobody);
  EXPECT_NEAR(quick.back().rate, 12.0, 0.001) << "nobody is paced above twelve by a key";
}

TEST(Pacer, QuickerGoesUpToTheOwnRateOfSomeoneWhoIsQuickerAndNoFurther) {
  Pacer pacer;
  const Breather person{18.0};
  const auto own = [&](double t) { return person.at(t); };
  pacer.set_mode(RampBreath{}, at(0));
  cued(pacer, 0, 40, own);
  for (int i = 0; i < 100; ++i) {
    pacer.quicker(at(40));
  }
  EXPECT_NEAR(cued(pacer, 40.02, 80, own).back().rate, 18.0, 0.01);

  Pacer lost;
  lost.set_mode(FollowBreath{}, at(0));
  cued(lost, 0, 40, own);
  for (int i = 0; i < 100; ++i) {
    lost.quicker(at(40));
  }
  EXPECT_NEAR(cued(lost, 40.02, 80, nobody).back().rate, 18.0, 1.0) << "the pace there was stays";
}

TEST(Pacer, KeysWhileNothingIsShownHoldNothing) {
  Pacer pacer;
  pacer.set_mode(NoBreath{}, at(0));
  pacer.advance(at(0), std::nullopt);
  for (int i = 0; i < 20; ++i) {
    EXPECT_FALSE(pacer.slower(at(1 + i)));
  }
  EXPECT_FALSE(pacer.quicker(at(30)));
  const Breather person{15.0};
  pacer.set_mode(RampBreath{}, at(60));
  const auto breaths = cued(pacer, 60, 120, [&](double t) { return person.at(t); });
  EXPECT_NEAR(breaths.front().rate, 15.0, 0.1);
  const auto slowest =
      std::min_element(breaths.begin(), breaths.end(),
                       [](const CuedBreath& a, const CuedBreath& b) { return a.rate < b.rate; });
  EXPECT_NEAR(slowest->rate, 11.25, 0.01) << "the ramp leads as if no key had been pressed";
  EXPECT_TRUE(pacer.slower(at(120)));
}

TEST(Pacer, A10_OwnPaceIsThePersonsAgain) {
  Pacer pacer;
  const Breather person{15.0};
  pacer.set_mode(RampBreath{}, at(0));
  cued(pacer, 0, 40, [&](double t) { return person.at(t); });
  pacer.follow(at(40));
  const auto breaths = cued(pacer, 40, 70, [&](double t) { return person.at(t); });
  EXPECT_NEAR(breaths.back().rate, 15.0, 0.2);
  pacer.set_mode(RampBreath{}, at(70));
  const auto later = cued(pacer, 70, 130, [&](double t) { return person.at(t); });
  EXPECT_NEAR(later.back().rate, 15.0, 0.2) << "a later step does not lead again unasked";
}

TEST(Pacer, PauseEasesToMidSizeAndResumeStartsWithAnOutBreath) {
  for (const double when : {0.3, 2.0, 3.9, 6.0, 9.0}) {
    Pacer pacer;
    pacer.set_mode(PaceBreath{.rate = BreathsPerMinute{6.0}}, at(0));
    const double before = pacer.advance(at(when), std::nullopt).size;
    pacer.pause(at(when));
    EXPECT_NEAR(pacer.advance(at(when), std::nullopt).size, before, 1e-9);
    EXPECT_NEAR(pacer.advance(at(when + 1.0), std::nullopt).size, 0.5, 1e-9);
    EXPECT_NEAR(pacer.advance(at(when + 60.0), std::nullopt).size, 0.5, 1e-9);
    pacer.resume(at(when + 60.0));
    const Cue out = pacer.advance(at(when + 60.0), std::nullopt);
    EXPECT_FALSE(out.inhaling);
    EXPECT_NEAR(out.size, 0.5, 1e-6);
    EXPECT_LT(pacer.advance(at(when + 61.0), std::nullopt).size, 0.5);
  }
}

}  // namespace
}  // namespace ebb
