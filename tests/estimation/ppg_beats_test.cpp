#include "estimation/beats/ppg_beats.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "estimation/finger.hpp"
#include "support/beat_score.hpp"

namespace ebb {
namespace {

using test::Finger;

std::vector<double> find(const std::vector<double>& samples, double rate) {
  PpgBeats beats{Hertz{rate}};
  std::vector<double> found;
  for (const double x : samples) {
    if (const auto beat = beats.push(x)) {
      found.push_back(beat->at);
    }
  }
  while (const auto beat = beats.flush()) {
    found.push_back(beat->at);
  }
  return found;
}

class PulseRates : public testing::TestWithParam<double> {};

TEST_P(PulseRates, FindEveryUpstrokeAndPlaceItWithinMilliseconds) {
  Finger finger;
  finger.rate = GetParam();
  const auto found = find(finger.samples(), finger.rate);
  const auto score = test::score_beats(finger.upstrokes(), found, 0.02 * finger.rate);
  EXPECT_EQ(score.missed, 0U);
  EXPECT_EQ(score.extra, 0U);
}

INSTANTIATE_TEST_SUITE_P(OfManySensors, PulseRates,
                         testing::Values(25.0, 30.0, 50.0, 55.0, 75.0, 100.0, 125.0, 250.0, 500.0,
                                         1000.0));

TEST(PpgBeats, FindByThemselvesWhichWayThePulsePoints) {
  Finger finger;
  const auto plain = find(finger.samples(), finger.rate);
  for (const double gain : {-1.0, 1e-4, 1e4, -300.0}) {
    finger.gain = gain;
    finger.offset = 1e3 * std::abs(gain);
    const auto found = find(finger.samples(), finger.rate);
    ASSERT_EQ(found.size(), plain.size()) << gain;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      EXPECT_NEAR(found[i], plain[i], 1e-3) << gain;
    }
  }
}

TEST(PpgBeats, DoNotCountTheDicroticWave) {
  for (const double heart : {48.0, 60.0, 90.0}) {
    Finger finger;
    finger.heart = heart;
    finger.dicrotic = 0.5;
    const auto score =
        test::score_beats(finger.upstrokes(), find(finger.samples(), finger.rate), 5.0);
    EXPECT_EQ(score.extra + score.missed, 0U) << heart;
  }
}

TEST(PpgBeats, FollowSlowAndFastHearts) {
  for (const double heart : {36.0, 60.0, 110.0}) {
    for (const double rate : {25.0, 30.0, 100.0}) {
      Finger finger;
      finger.heart = heart;
      finger.rate = rate;
      finger.dicrotic = 0.0;
      const auto score =
          test::score_beats(finger.upstrokes(), find(finger.samples(), rate), 0.05 * rate);
      EXPECT_EQ(score.extra + score.missed, 0U) << heart << ' ' << rate;
    }
  }
}

TEST(PpgBeats, MakeNothingOfNoNumbersAndSilence) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(find(std::vector<double>(5000, nan), 50.0).empty());
  EXPECT_TRUE(find(std::vector<double>(5000, 17.0), 50.0).empty());
  EXPECT_TRUE(find({}, 50.0).empty());
}

TEST(PpgBeats, ComeBackAfterAnImpulseOfAnySize) {
  for (const double height : {1e3, 1e30}) {
    Finger finger;
    auto samples = finger.samples();
    samples[2000] = height;
    samples[2001] = -height;
    const double from = 2000.0 + 12.0 * finger.rate;
    std::vector<double> truth;
    for (const double t : finger.upstrokes()) {
      if (t > from) {
        truth.push_back(t);
      }
    }
    std::vector<double> found;
    for (const double t : find(samples, finger.rate)) {
      if (t > from - 2.0) {
        found.push_back(t);
      }
    }
    const auto score = test::score_beats(truth, found, 3.0);
    EXPECT_LE(score.missed + score.extra, 2U) << height;
  }
}

TEST(PpgBeats, TellHowFarAndHowFastThePulseRises) {
  for (const double gain : {1.0, -20.0}) {
    Finger finger;
    finger.gain = gain;
    finger.offset = 300.0;
    finger.noise = 0.001;
    PpgBeats beats{Hertz{finger.rate}};
    int told = 0;
    for (const double x : finger.samples()) {
      if (const auto beat = beats.push(x)) {
        ++told;
        EXPECT_NEAR(beat->amplitude / std::abs(gain), 1.05, 0.3);
        EXPECT_NEAR((beat->baseline - finger.offset) / gain, 0.5, 0.65);
        EXPECT_NEAR(beat->rise, 0.19, 0.08);
      }
    }
    EXPECT_GT(told, 100) << gain;
  }
}

TEST(PpgBeats, NameWhatIsWrong) {
  Finger finger;
  const auto fault_of = [&](const std::vector<double>& samples) {
    PpgBeats beats{Hertz{finger.rate}};
    for (const double x : samples) {
      beats.push(x);
    }
    return beats.fault();
  };
  auto samples = finger.samples();
  EXPECT_EQ(fault_of(samples), WaveFault::none);
  EXPECT_EQ(fault_of(std::vector<double>(500, 3.0)), WaveFault::flat);
  EXPECT_EQ(fault_of(std::vector<double>(500, std::nan(""))), WaveFault::damaged);
  for (std::size_t i = samples.size() - 100; i < samples.size(); ++i) {
    samples[i] += i % 40 < 20 ? 20.0 : -20.0;
  }
  EXPECT_EQ(fault_of(samples), WaveFault::motion);
}

TEST(PpgBeats, FollowAShiftInTimeAndAnOffset) {
  Finger finger;
  finger.noise = 0.05;
  const auto samples = finger.samples();
  const auto plain = find(samples, finger.rate);
  auto raised = samples;
  for (double& x : raised) {
    x += 4096.0;
  }
  const auto above = find(raised, finger.rate);
  ASSERT_EQ(above.size(), plain.size());
  const std::vector<double> later(samples.begin() + 500, samples.end());
  const auto shifted = find(later, finger.rate);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    EXPECT_NEAR(above[i], plain[i], 1e-6);
  }
  // After the first seconds, in which either learns from other beats.
  const auto score = [&](double from) {
    std::vector<double> a;
    std::vector<double> b;
    for (const double at : plain) {
      if (at > from) {
        a.push_back(at);
      }
    }
    for (const double at : shifted) {
      if (at + 500.0 > from) {
        b.push_back(at + 500.0);
      }
    }
    return test::score_beats(a, b, 1e-6);
  }(1000.0);
  EXPECT_GT(score.both, 100U);
  EXPECT_EQ(score.missed + score.extra, 0U);
}

TEST(PpgBeats, ToldAndForgottenAreAsNew) {
  Finger finger;
  const auto samples = finger.samples();
  const auto plain = find(samples, finger.rate);
  PpgBeats beats{Hertz{finger.rate}};
  for (const double x : {1e30, -5.0, 3.0, 99.0}) {
    for (int i = 0; i < 300; ++i) {
      beats.push(x * (i % 17));
    }
  }
  beats.reset();
  std::size_t count = 0;
  for (const double x : samples) {
    if (const auto beat = beats.push(x)) {
      ASSERT_LT(count, plain.size());
      EXPECT_EQ(beat->at, plain[count++]);
    }
  }
}

TEST(PpgBeats, AreToldWithinSixTenthsOfASecond) {
  for (const double rate : {25.0, 30.0, 100.0, 250.0}) {
    for (const double heart : {45.0, 70.0, 120.0}) {
      Finger finger;
      finger.rate = rate;
      finger.heart = heart;
      PpgBeats beats{Hertz{rate}};
      const auto samples = finger.samples();
      for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto beat = beats.push(samples[i]);
        if (beat && static_cast<double>(i) > 5.0 * rate) {
          EXPECT_LT((static_cast<double>(i) - beat->at) / rate, 0.6) << rate << ' ' << heart;
        }
      }
    }
  }
}

TEST(PpgBeats, LeaveOutWhatMoves) {
  Finger finger;
  auto samples = finger.samples();
  const auto at = static_cast<std::size_t>(60.0 * finger.rate);
  const auto long_for = static_cast<std::size_t>(2.0 * finger.rate);
  std::mt19937 random{5};
  std::normal_distribution<> shake{0.0, 15.0};
  for (std::size_t i = at; i < at + long_for; ++i) {
    samples[i] += shake(random);
  }
  PpgBeats beats{Hertz{finger.rate}};
  bool named = false;
  std::size_t gaps = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto beat = beats.push(samples[i]);
    named = named || beats.fault() == WaveFault::motion;
    if (beat) {
      const bool inside =
          beat->at > static_cast<double>(at) && beat->at < static_cast<double>(at + long_for);
      EXPECT_FALSE(inside) << beat->at;
      gaps += beat->after_gap ? 1U : 0U;
    }
  }
  EXPECT_TRUE(named);
  EXPECT_EQ(gaps, 2U);  // the first beat, and the first after the shaking
  EXPECT_GT(beats.quality(), 0.8);
}

TEST(PpgBeats, MakeLittleOfNoise) {
  std::size_t told = 0;
  std::size_t named = 0;
  for (unsigned seed = 1; seed <= 10; ++seed) {
    std::mt19937 random{seed};
    std::normal_distribution<> white;
    PpgBeats beats{Hertz{30.0}};
    double wander = 0.0;
    for (int i = 0; i < 1800; ++i) {
      wander += white(random);
      told += beats.push(seed % 2 == 0 ? wander : white(random)) ? 1U : 0U;
      named += beats.fault() == WaveFault::too_few_beats ? 1U : 0U;
    }
  }
  EXPECT_LT(told, 10U * 15U);  // a minute
  EXPECT_GT(named, 10U * 1800U * 6U / 10U);
}

TEST(PpgBeats, BridgeAMissingSampleAndNoLongHole) {
  Finger finger;
  auto samples = finger.samples();
  for (std::size_t i = 0; i < samples.size(); i += 9) {
    samples[i] = std::numeric_limits<double>::quiet_NaN();
  }
  const double from = 60.0 * finger.rate;
  const double to = 64.0 * finger.rate;
  for (auto i = static_cast<std::size_t>(from); i < static_cast<std::size_t>(to); ++i) {
    samples[i] = std::numeric_limits<double>::quiet_NaN();
  }
  PpgBeats beats{Hertz{finger.rate}};
  std::vector<double> found;
  std::vector<double> gaps;
  for (const double x : samples) {
    if (const auto beat = beats.push(x)) {
      found.push_back(beat->at);
      if (beat->after_gap) {
        gaps.push_back(beat->at);
      }
    }
  }
  while (const auto beat = beats.flush()) {
    found.push_back(beat->at);
  }
  ASSERT_EQ(gaps.size(), 2U);
  EXPECT_GT(gaps[1], to);
  EXPECT_LT(gaps[1], to + 1.5 * finger.rate);
  std::vector<double> truth;
  for (const double at : finger.upstrokes()) {
    if (at < from - 0.3 * finger.rate || at > to + 0.3 * finger.rate) {
      truth.push_back(at);
    }
  }
  const auto score = test::score_beats(truth, found, 0.03 * finger.rate);
  EXPECT_EQ(score.missed, 0U);
  EXPECT_LE(score.extra, 1U);  // one at the hole's edge
}

TEST(PpgBeats, StandWildValuesAndRates) {
  std::mt19937 random{9};
  std::uniform_real_distribution<> any{-1.0, 1.0};
  for (const double rate : {1.0, 20.0, 25.0, 64.9, 65.0, 130.0, 130.1, 1e6}) {
    PpgBeats beats{Hertz{rate}};
    for (int i = 0; i < 3000; ++i) {
      const double x = any(random);
      const double wild = i % 7 == 0 ? x * std::pow(10.0, 300.0 * x) : x;
      const auto beat = beats.push(i % 11 == 0 ? 1e308 * x : wild);
      if (beat) {
        EXPECT_TRUE(std::isfinite(beat->at) && std::isfinite(beat->amplitude) &&
                    std::isfinite(beat->rise) && std::isfinite(beat->baseline));
        EXPECT_TRUE(beat->quality >= 0.0 && beat->quality <= 1.0);
      }
      EXPECT_TRUE(beats.quality() >= 0.0 && beats.quality() <= 1.0);
    }
  }
}

TEST(PpgBeats, TakeUpAgainAfterAnInterruption) {
  Finger finger;
  const auto samples = finger.samples();
  PpgBeats beats{Hertz{finger.rate}};
  for (const double x : samples) {
    beats.push(x);
  }
  beats.interrupt();
  std::optional<PpgBeat> first;
  std::size_t steps = 0;
  for (; steps < samples.size() && !first; ++steps) {
    first = beats.push(samples[steps]);
  }
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->after_gap);
  EXPECT_LT(static_cast<double>(steps), 1.6 * finger.rate);  // nothing has to be learnt again
}

}  // namespace
}  // namespace ebb
