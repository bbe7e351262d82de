#include "estimation/ppg_beats.hpp"

#include <cmath>
#include <limits>
#include <numbers>
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

}  // namespace
}  // namespace ebb
