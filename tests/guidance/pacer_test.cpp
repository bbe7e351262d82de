#include "guidance/pacer.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "breather.hpp"
#include "cued.hpp"

namespace ebb {
namespace {

using test::at;
using test::Breather;
using test::cued;
using test::CuedBreath;
using test::nobody;

TEST(Pacer, StartsAtThePersonsOwnRate) {
  for (const double rate : {6.0, 9.0, 12.0, 15.0, 18.0, 23.0}) {
    Pacer pacer;
    const Breather person{rate};
    pacer.advance(at(0), person.at(0));
    pacer.set_mode(RampBreath{}, at(1));
    const auto breaths = cued(pacer, 1, 30, [&](double t) { return person.at(t); });
    ASSERT_FALSE(breaths.empty());
    EXPECT_NEAR(breaths.front().rate, rate, 0.1 * rate);
    EXPECT_NEAR(breaths.front().start, 1.0, 0.001);
  }
}

TEST(Pacer, F01_NeverLeadsFurtherThanAQuarterBelowAPersonWhoStays) {
  Pacer pacer;
  const Breather person{15.0};
  pacer.set_mode(RampBreath{.to = BreathsPerMinute{4.5}, .slow_by_percent = 5.0}, at(0));
  const auto breaths = cued(pacer, 0, 1200, [&](double t) { return person.at(t); });
  EXPECT_NEAR(60.0 / breaths.front().rate, 4.0, 0.4);
  double slowest = 99.0;
  for (std::size_t i = 1; i < breaths.size(); ++i) {
    EXPECT_LE(breaths[i - 1].rate, breaths[i].rate * 1.05 + 1e-9);
    EXPECT_GE(breaths[i].rate, 11.25);
    slowest = std::min(slowest, breaths[i].rate);
  }
  EXPECT_LT(slowest, 11.3) << "it should have led at all";
}

TEST(Pacer, A6_TheGuideMeetsAPersonWhoStaysAtSixteen) {
  Pacer pacer;
  const Breather person{16.0};
  pacer.set_mode(RampBreath{.to = BreathsPerMinute{6.0}, .slow_by_percent = 4.0}, at(0));
  const auto breaths = cued(pacer, 0, 180, [&](double t) { return person.at(t); });
  EXPECT_NEAR(breaths.front().rate, 16.0, 1.6);
  std::size_t slowest = 0;
  for (std::size_t i = 1; i < breaths.size(); ++i) {
    EXPECT_LE(breaths[i - 1].rate / breaths[i].rate, 1.04 + 1e-9) << i;
    EXPECT_GE(breaths[i].rate / breaths[i - 1].rate, 1.0 / 1.0401) << i;
    EXPECT_GE(breaths[i].rate, 12.0);
    slowest = breaths[i].rate < breaths[slowest].rate ? i : slowest;
  }
  EXPECT_NEAR(breaths[slowest].rate, 12.0, 0.01);
  double nearest = 0.0;
  for (std::size_t i = slowest; i < breaths.size(); ++i) {
    nearest = std::max(nearest, breaths[i].rate);
  }
  EXPECT_GT(nearest, 15.0) << "it comes back to a person who does not follow";
}

TEST(Pacer, LeadsLessFarAfterItWasNotFollowed) {
  Pacer pacer;
  const Breather person{16.0};
  pacer.set_mode(RampBreath{}, at(0));
  const auto breaths = cued(pacer, 0, 900, [&](double t) { return person.at(t); });
  for (const auto& breath : breaths) {
    if (breath.start > 150.0) {
      EXPECT_GE(breath.rate, 13.9);
    }
  }
}

TEST(Pacer, LeadsAFollowerDownToThreeQuartersOfTheirOwnRate) {
  Pacer pacer;
  Breather person{12.0};
  pacer.set_mode(RampBreath{.to = BreathsPerMinute{6.0}}, at(0));
  double rate = 12.0;
  for (int i = 0; i <= 24000; ++i) {
    const double t = i / 100.0;
    rate = pacer.advance(at(t), person.at(t)).rate.value();
    person.change(t, rate);
  }
  EXPECT_NEAR(rate, 9.0, 0.01);
}

TEST(Pacer, ComesUpByTheSameSmallStepsWhenThePersonQuickens) {
  Pacer pacer;
  Breather person{9.0};
  pacer.set_mode(RampBreath{.slow_by_percent = 3.0}, at(0));
  cued(pacer, 0, 60, [&](double t) { return person.at(t); });
  person.change(60, 18.0);
  const auto breaths = cued(pacer, 60.02, 240, [&](double t) { return person.at(t); });
  for (std::size_t i = 1; i < breaths.size(); ++i) {
    EXPECT_LE(breaths[i].rate / breaths[i - 1].rate, 1.03 + 1e-6);
  }
  double quickest = 0.0;
  for (const auto& breath : breaths) {
    quickest = std::max(quickest, breath.rate);
  }
  EXPECT_GE(quickest, 13.5);
}

TEST(Pacer, DoesNotHurrySomeoneWhoIsSlowerThanTheFloor) {
  Pacer pacer;
  const Breather person{5.0};
  pacer.set_mode(RampBreath{.to = BreathsPerMinute{6.0}}, at(0));
  for (const auto& breath : cued(pacer, 0, 200, [&](double t) { return person.at(t); })) {
    EXPECT_NEAR(breath.rate, 5.0, 0.01);
  }
}

TEST(Pacer, F01_ARampNeverHurriesSomeoneWhoHasSettledSinceTheyCame) {
  for (const bool seen_first : {true, false}) {
    Pacer pacer;
    Breather person{22.0};
    const auto own = [&](double t) { return person.at(t); };
    pacer.set_mode(seen_first ? BreathMode{FollowBreath{}} : BreathMode{NoBreath{}}, at(0));
    cued(pacer, 0, 30, own);
    person.change(30, 12.0);
    cued(pacer, 30.02, 70, own);
    pacer.set_mode(RampBreath{.to = BreathsPerMinute{6.0}}, at(70));
    const auto breaths = cued(pacer, 70.02, 400, own);
    double slowest = 99.0;
    for (std::size_t i = 1; i < breaths.size(); ++i) {
      EXPECT_LE(breaths[i].rate, 1.1 * 12.0) << breaths[i].start;
      slowest = std::min(slowest, breaths[i].rate);
    }
    EXPECT_NEAR(slowest, 9.0, 0.05) << "it leads from where they are now";
  }
}

TEST(Pacer, F01_ALaterRampTakesTheOwnRateAnew) {
  Pacer pacer;
  Breather person{20.0};
  const auto own = [&](double t) { return person.at(t); };
  pacer.set_mode(RampBreath{}, at(0));
  cued(pacer, 0, 60, own);
  person.change(60, 10.0);
  pacer.set_mode(NoBreath{}, at(60));
  cued(pacer, 60.02, 120, own);
  pacer.set_mode(RampBreath{}, at(120));
  double slowest = 99.0;
  for (const auto& breath : cued(pacer, 120, 400, own)) {
    EXPECT_LE(breath.rate, 1.1 * 10.0);
    slowest = std::min(slowest, breath.rate);
  }
  EXPECT_NEAR(slowest, 8.75, 0.05) << "half as far, as nobody followed the first one";
}

TEST(Pacer, F01_SomeoneWhoSettlesBelowWhatIsLedToIsKeptCompany) {
  for (const bool ramp : {true, false}) {
    Pacer pacer;
    Breather person{16.0};
    const auto own = [&](double t) { return person.at(t); };
    pacer.set_mode(ramp ? BreathMode{RampBreath{}} : BreathMode{PaceBreath{BreathsPerMinute{9.0}}},
                   at(0));
    cued(pacer, 0, 60, own);
    person.change(60, 7.0);
    const auto breaths = cued(pacer, 60.02, 400, own);
    for (std::size_t i = 1; i < breaths.size(); ++i) {
      EXPECT_LE(breaths[i - 1].rate, breaths[i].rate * 1.05 + 1e-9);
      EXPECT_LE(breaths[i].rate, breaths[i - 1].rate + 1e-6) << "never quicker than it was";
    }
    EXPECT_LE(breaths.back().rate, 1.1 * 7.0);
  }
}

TEST(Pacer, WithoutASensorARampGoesFromTenToSevenAndAHalf) {
  Pacer pacer;
  pacer.set_mode(RampBreath{.to = BreathsPerMinute{6.0}}, at(0));
  const auto breaths = cued(pacer, 0, 300, nobody);
  EXPECT_NEAR(breaths.front().rate, 10.0, 1e-6);
  EXPECT_NEAR(breaths.back().rate, 7.5, 1e-3);
}

TEST(Pacer, TheHardFloorAndTheQuickestHoldForAnyRequest) {
  Pacer slow{Pacer::Config{.floor = BreathsPerMinute{1.0}}};
  const Breather sleeper{3.0};
  slow.set_mode(RampBreath{.to = BreathsPerMinute{1.0}, .slow_by_percent = 50.0}, at(0));
  for (const auto& breath : cued(slow, 0, 600, [&](double t) { return sleeper.at(t); })) {
    EXPECT_GE(breath.rate, 4.5);
  }
  Pacer quick;
  const Breather panting{40.0};
  quick.set_mode(FollowBreath{}, at(0));
  for (const auto& breath : cued(quick, 0, 60, [&](double t) { return panting.at(t); })) {
    EXPECT_LE(breath.rate, 24.0 + 1e-3);
  }
}

TEST(Pacer, ThePhaseNeverJumpsWhateverIsAskedOfIt) {
  std::mt19937 dice{7};
  Pacer pacer;
  Breather person{13.0};
  pacer.set_mode(FollowBreath{}, at(0));
  double last_phase = 0.0;
  double last_size = 0.0;
  for (int i = 0; i < 200'000; ++i) {
    const double t = i * 0.01;
    switch (dice() % 900) {
      case 0:
        pacer.set_mode(RampBreath{}, at(t));
        break;
      case 1:
        pacer.set_mode(PaceBreath{}, at(t));
        break;
      case 2:
        pacer.set_mode(FollowBreath{}, at(t));
        break;
      case 3:
        pacer.slower(at(t));
        break;
      case 4:
        pacer.quicker(at(t));
        break;
      case 5:
        pacer.follow(at(t));
        break;
      case 6:
        person.change(t, 5.0 + static_cast<double>(dice() % 20));
        break;
      case 7:
        person.fade(static_cast<double>(dice() % 10) * 0.1);
        break;
      default:
        break;
    }
    const Cue cue = pacer.advance(at(t), person.at(t));
    if (i > 0) {
      EXPECT_LT(std::abs(turns_between(Turns{last_phase}, cue.phase)), 0.006) << t;
      EXPECT_LT(std::abs(cue.size - last_size), 0.02) << t;
    }
    last_phase = cue.phase.value();
    last_size = cue.size;
  }
}

TEST(Pacer, SizeIsARaisedCosineWithNoSpeedAtTheTurns) {
  Pacer pacer{Pacer::Config{.without_sensor = BreathsPerMinute{6.0}}};
  pacer.set_mode(PaceBreath{.rate = BreathsPerMinute{6.0}, .in = 4.0, .out = 6.0}, at(0));
  const auto size = [&](double t) { return pacer.advance(at(t), std::nullopt).size; };
  EXPECT_NEAR(size(0.0), 0.0, 1e-9);
  EXPECT_NEAR(size(0.02), 0.0, 1e-3);
  EXPECT_NEAR(size(1.0), 0.5 - 0.5 * std::cos(M_PI / 4), 1e-6);
  EXPECT_NEAR(size(2.0), 0.5, 1e-6);
  EXPECT_NEAR(size(3.98), 1.0, 1e-3);
  EXPECT_NEAR(size(4.0), 1.0, 1e-9);
  EXPECT_NEAR(size(7.0), 0.5, 1e-6);
  EXPECT_NEAR(size(9.98), 0.0, 1e-3);
}

TEST(Pacer, QuickBreathsKeepAnInBreathOfASecondAndAHalfAndAnOutBreathAsLong) {
  for (double rate = 4.5; rate <= 24.0; rate += 0.5) {
    Pacer pacer;
    const Breather person{rate};
    pacer.set_mode(FollowBreath{}, at(0));
    pacer.advance(at(0), person.at(0));
    const double period = std::chrono::duration<double>(pacer.period()).count();
    const double in = to_seconds(pacer.next_out());
    EXPECT_GE(in, std::min(1.5, period / 2) - 1e-5) << rate;
    EXPECT_LE(in, period / 2 + 1e-5) << rate;
  }
}

TEST(Pacer, TurnsComeAtTheSameTimesHoweverOftenItIsAsked) {
  std::vector<std::vector<CuedBreath>> all;
  for (const double hertz : {10.0, 60.0, 1000.0}) {
    Pacer pacer;
    Breather person{14.0};
    pacer.set_mode(FollowBreath{}, at(0));
    auto breaths = cued(
        pacer, 0, 30, [&](double t) { return person.at(t); }, hertz);
    pacer.set_mode(RampBreath{}, at(30));
    for (const auto& b : cued(
             pacer, 30, 240, [&](double t) { return person.at(t); }, hertz)) {
      breaths.push_back(b);
    }
    all.push_back(breaths);
  }
  for (const auto& breaths : all) {
    ASSERT_EQ(breaths.size(), all[0].size());
    for (std::size_t i = 0; i < breaths.size(); ++i) {
      EXPECT_NEAR(breaths[i].start, all[0][i].start, 0.001);
    }
  }
}

TEST(Pacer, HoursDoNotDrift) {
  Pacer pacer;
  pacer.set_mode(PaceBreath{.rate = BreathsPerMinute{6.0}}, at(0));
  pacer.advance(at(600), std::nullopt);
  const double then = to_seconds(pacer.next_turn());
  pacer.advance(at(600 + 6 * 3600), std::nullopt);
  const double breaths = (to_seconds(pacer.next_turn()) - then) / 10.0;
  EXPECT_NEAR(breaths, std::round(breaths), 1e-4);
}

TEST(Pacer, FollowLocksToTheMeasuredBreathWithinFourBreaths) {
  for (double rate = 6.0; rate <= 20.0; rate += 1.0) {
    for (const double phase : {0.0, 0.2, 0.5, 0.8}) {
      Pacer pacer{Pacer::Config{.without_sensor = BreathsPerMinute{rate}}};
      pacer.set_mode(FollowBreath{}, at(0));
      pacer.advance(at(0), std::nullopt);  // the guide is under way before anything is sensed
      const Breather person{rate, phase};
      const double four = 4.5 * 60.0 / rate;
      cued(pacer, 0.01, four, [&](double t) { return person.at(t); });
      double worst = 0.0;
      for (double t = four; t < four + 30.0; t += 0.05) {
        const Cue cue = pacer.advance(at(t), person.at(t));
        worst = std::max(worst, std::abs(turns_between(cue.phase, person.at(t).phase)));
      }
      EXPECT_LT(worst, 0.05) << rate << "/min from " << phase;
    }
  }
}

TEST(Pacer, FollowWithASensorBeginsWhereTheBreathIs) {
  Pacer pacer;
  const Breather person{13.0, 0.6};
  pacer.advance(at(0), person.at(0));
  pacer.set_mode(FollowBreath{}, at(3));
  const Cue cue = pacer.advance(at(3), person.at(3));
  EXPECT_NEAR(turns_between(cue.phase, person.at(3).phase), 0.0, 0.01);
}

TEST(Pacer, NothingIsShownWithoutABreathMode) {
  Pacer pacer;
  const Breather person{15.0};
  EXPECT_FALSE(pacer.advance(at(0), person.at(0)).shown);
  pacer.set_mode(FollowBreath{}, at(10));
  EXPECT_TRUE(pacer.advance(at(10), person.at(10)).shown);
  pacer.set_mode(NoBreath{}, at(20));
  EXPECT_FALSE(pacer.advance(at(20), person.at(20)).shown);
}

}  // namespace
}  // namespace ebb
