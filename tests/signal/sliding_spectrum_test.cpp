#include "signal/sliding_spectrum.hpp"

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

using Spectrum = SlidingSpectrum<256, 4, 72>;

TEST(SlidingSpectrum, IsTheHannSpectrumOfTheLastSamples) {
  std::mt19937_64 random(5);
  std::normal_distribution<double> noise;
  std::vector<double> x;
  Spectrum spectrum;
  for (int i = 0; i < 5000; ++i) {
    x.push_back(noise(random));
    spectrum.push(x.back(), x.size() > 256 ? x[x.size() - 257] : 0.0);
  }
  for (std::size_t half = 4; half <= 72; half += 7) {
    double re = 0.0;
    double im = 0.0;
    for (std::size_t n = 0; n < 256; ++n) {
      const double place = static_cast<double>(n);
      const double window = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * place / 256);
      const double angle = std::numbers::pi * static_cast<double>(half) * place / 256;
      re += window * x[x.size() - 256 + n] * std::cos(angle);
      im += window * x[x.size() - 256 + n] * std::sin(angle);
    }
    const double amplitude_squared = (re * re + im * im) * 4 * 4 / (256.0 * 256.0);
    EXPECT_NEAR(spectrum.power(half), amplitude_squared / 2, 0.02 * amplitude_squared + 1e-4)
        << half;
  }
}

TEST(SlidingSpectrum, GivesASineItsMeanSquare) {
  Spectrum spectrum;
  std::vector<double> x;
  for (int i = 0; i < 1000; ++i) {
    x.push_back(3.0 * std::sin(std::numbers::pi * 31 * i / 256.0));
    spectrum.push(x.back(), x.size() > 256 ? x[x.size() - 257] : 0.0);
  }
  EXPECT_NEAR(spectrum.power(31), 4.5, 0.05);
  EXPECT_LT(spectrum.power(50), 0.01);
}

}  // namespace
}  // namespace ebb
