#include "estimation/ppg_beats.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "support/beat_score.hpp"

namespace ebb {
namespace {

/// A finger's pulse: a steep rise, a slow fall, a dicrotic wave; on a wandering light.
struct Finger {
  double rate = 50.0;
  double gain = 1.0;
  double offset = 0.0;
  double noise = 0.01;
  double seconds = 120.0;
  double heart = 70.0;
  double dicrotic = 0.35;

  std::vector<double> feet() const {
    std::vector<double> all;
    for (double t = 0.4; t < seconds - 1.2;) {
      all.push_back(t);
      t += 60.0 / (heart + 5.0 * std::sin(0.6 * t));
    }
    return all;
  }
  /// The steepest point of the rise lies one width before the top of a bell.
  std::vector<double> upstrokes() const {
    std::vector<double> all = feet();
    for (double& t : all) {
      t = (t + 0.20 - 0.085) * rate;
    }
    return all;
  }
  std::vector<double> samples() const {
    std::mt19937 random{3};
    std::normal_distribution<> white;
    std::vector<double> all(static_cast<std::size_t>(seconds * rate));
    const auto beats = feet();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const double t = static_cast<double>(i) / rate;
      double x = 0.5 * std::sin(2.0 * std::numbers::pi * 0.22 * t) + noise * white(random);
      for (const double foot : beats) {
        const double s = t - foot;
        if (s > -0.3 && s < 1.5) {
          const double width = s < 0.20 ? 0.085 : 0.15;
          x += std::exp(-0.5 * (s - 0.20) * (s - 0.20) / (width * width));
          x += dicrotic * std::exp(-0.5 * (s - 0.47) * (s - 0.47) / (0.07 * 0.07));
        }
      }
      all[i] = gain * x + offset;
    }
    return all;
  }
};

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
