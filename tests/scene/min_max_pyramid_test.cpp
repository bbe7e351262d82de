#include "visualizer/scene/looking_back/min_max_pyramid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace ebb::scene {
namespace {

std::optional<MinMaxPyramid::Range> looked_through(const std::vector<float>& samples,
                                                   std::size_t from, std::size_t to) {
  std::optional<MinMaxPyramid::Range> range;
  for (std::size_t i = from; i < std::min(to, samples.size()); ++i) {
    if (std::isfinite(samples[i])) {
      range = range ? MinMaxPyramid::Range{std::min(range->low, samples[i]),
                                           std::max(range->high, samples[i])}
                    : MinMaxPyramid::Range{samples[i], samples[i]};
    }
  }
  return range;
}

TEST(MinMaxPyramid, TellsTheSameAsLookingAtEverySample) {
  std::mt19937 random{7};
  std::uniform_real_distribution<float> value{-5.0F, 5.0F};
  for (const std::size_t count : {0U, 1U, 3U, 4U, 5U, 16U, 17U, 63U, 64U, 1000U, 4097U}) {
    std::vector<float> samples(count);
    for (float& sample : samples) {
      sample = random() % 9 == 0 ? std::numeric_limits<float>::quiet_NaN() : value(random);
    }
    const MinMaxPyramid pyramid{samples};
    for (int i = 0; i < 300; ++i) {
      const std::size_t from = random() % (count + 2);
      const std::size_t to = from + random() % (count + 2);
      ASSERT_EQ(pyramid.range(from, to), looked_through(samples, from, to))
          << count << ": " << from << " to " << to;
    }
  }
}

TEST(MinMaxPyramid, TellsNothingWhereNothingIsKnown) {
  const float nothing = std::numeric_limits<float>::quiet_NaN();
  const MinMaxPyramid pyramid{{1.0F, nothing, nothing, nothing, nothing, nothing, 2.0F}};
  EXPECT_EQ(pyramid.range(1, 6), std::nullopt);
  EXPECT_EQ(pyramid.range(3, 3), std::nullopt);
  EXPECT_EQ(pyramid.range(5, 100), (MinMaxPyramid::Range{2.0F, 2.0F}));
}

}  // namespace
}  // namespace ebb::scene
