#include "signal/fading_autocorrelation.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace ebb {
namespace {

/// One narrow bump every `period` samples.
double bump(int i, int period) {
  const double off = i % period - period / 2;
  return std::exp(-0.5 * off * off / 9.0) - 0.3;
}

TEST(FadingAutocorrelation, FindsTheRhythmAndNotItsMultiples) {
  for (const int period : {12, 25, 33}) {
    FadingAutocorrelation<8, 70> alike{240.0};
    for (int i = 0; i < 600; ++i) {
      alike.push(bump(i, period));
    }
    const auto peak = alike.first_peak(0.7);
    EXPECT_EQ(peak.lag, period);
    EXPECT_NEAR(peak.share, 1.0, 0.1);
  }
}

TEST(FadingAutocorrelation, FindsLittleInNoise) {
  std::mt19937 random{7};
  std::normal_distribution<> white;
  FadingAutocorrelation<8, 70> alike{240.0};
  for (int i = 0; i < 2000; ++i) {
    alike.push(white(random));
  }
  EXPECT_LT(alike.first_peak(0.7).share, 0.3);
}

TEST(FadingAutocorrelation, ForgetsAnImpulseOfAnySize) {
  FadingAutocorrelation<8, 70> alike{240.0};
  for (int i = 0; i < 1500; ++i) {
    alike.push(i == 700 ? 1e30 : bump(i, 25));
  }
  EXPECT_EQ(alike.first_peak(0.7).lag, 25.0);
}

TEST(FadingAutocorrelation, HasNoRhythmWithoutASignal) {
  FadingAutocorrelation<8, 70> alike{240.0};
  EXPECT_EQ(alike.first_peak(0.7).lag, 0.0);
  for (int i = 0; i < 500; ++i) {
    alike.push(0.0);
  }
  EXPECT_EQ(alike.first_peak(0.7).lag, 0.0);
}

}  // namespace
}  // namespace ebb
