#include "estimation/clocks/sample_clock.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

/// Samples taken at `rate`, sent in bursts of `burst`, each up to 8 ms late.
std::vector<HostTime> arrivals(double rate, int burst, double seconds, double from = 50.0) {
  std::mt19937 random{3};
  std::uniform_real_distribution<> late{0.002, 0.010};
  std::vector<HostTime> all;
  const int n = static_cast<int>(rate * seconds) / burst;
  for (int b = 0; b < n; ++b) {
    const double taken = from + static_cast<double>((b + 1) * burst - 1) / rate;
    all.insert(all.end(), static_cast<std::size_t>(burst),
               at_seconds<HostTime>(taken + late(random)));
  }
  std::sort(all.begin(), all.end());
  return all;
}

class Bursts : public testing::TestWithParam<std::pair<double, int>> {};

TEST_P(Bursts, ComeOutEvenly) {
  const auto [rate, burst] = GetParam();
  SampleClock clock;
  HostTime last{};
  int i = 0;
  for (const HostTime arrival : arrivals(rate, burst, 120.0)) {
    const HostTime t = clock.push(arrival);
    ASSERT_GT(t, last);
    if (i > 20.0 * rate) {
      const double step = Seconds{t - last}.count();
      ASSERT_NEAR(step * rate, 1.0, 0.02) << "sample " << i;
      ASSERT_NEAR(to_seconds(t), 50.002 + i / rate, 0.004) << "sample " << i;
    }
    last = t;
    ++i;
  }
  ASSERT_TRUE(clock.rate());
  EXPECT_NEAR(clock.rate()->value() / rate, 1.0, 1e-3);
}

INSTANTIATE_TEST_SUITE_P(OfManySizes, Bursts,
                         testing::Values(std::pair{10.0, 1}, std::pair{50.0, 1}, std::pair{50.0, 5},
                                         std::pair{250.0, 1}, std::pair{250.0, 25},
                                         std::pair{1000.0, 100}));

TEST(SampleClock, TellsNoRateBeforeItIsEarned) {
  SampleClock clock;
  for (const HostTime arrival : arrivals(50.0, 5, 1.5)) {
    clock.push(arrival);
  }
  EXPECT_FALSE(clock.rate());
}

TEST(SampleClock, StartsAnewAfterAGap) {
  SampleClock clock;
  for (const HostTime arrival : arrivals(50.0, 5, 30.0)) {
    clock.push(arrival);
  }
  const HostTime later = at_seconds<HostTime>(200.0);
  EXPECT_EQ(clock.push(later), later);
  EXPECT_TRUE(clock.rate()) << "the device is still the same";
}

TEST(SampleClock, AShortStallBendsTimeOnlyALittle) {
  auto all = arrivals(100.0, 1, 60.0);
  for (HostTime& t : all) {
    if (t > at_seconds<HostTime>(80.0) && t < at_seconds<HostTime>(80.8)) {
      t = at_seconds<HostTime>(80.8);
    }
  }
  SampleClock clock;
  HostTime last{};
  int i = 0;
  for (const HostTime arrival : all) {
    const HostTime t = clock.push(arrival);
    ASSERT_GT(t, last);
    if (i > 2000) {
      ASSERT_NEAR(to_seconds(t), 50.002 + i / 100.0, 0.05);
    }
    last = t;
    ++i;
  }
}

TEST(SampleClock, TimeGoesOnOverSamplesThatAreKnownToBeLost) {
  for (const int burst : {1, 10}) {
    const auto all = arrivals(100.0, burst, 60.0);
    SampleClock clock;
    HostTime last{};
    for (std::size_t i = 0; i < all.size(); ++i) {
      // Thirty samples every five seconds.
      if (const std::size_t in_five = i % 500; in_five >= 300 && in_five < 330) {
        clock.skip(1);
        continue;
      }
      const HostTime t = clock.push(all[i]);
      ASSERT_GT(t, last);
      if (i > 1000) {
        ASSERT_NEAR(to_seconds(t), 50.002 + static_cast<double>(i) / 100.0, 0.005)
            << "sample " << i << " in bursts of " << burst;
      }
      last = t;
    }
    EXPECT_NEAR(clock.rate()->value(), 100.0, 0.1);
  }
}

TEST(SampleClock, LostSamplesThatDoNotFitInTheTimeGoneByAreNotBelieved) {
  const auto all = arrivals(100.0, 5, 60.0);
  SampleClock clock;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % 100 == 0) {
      clock.skip(i % 200 == 0 ? 4'000'000'000U : 20U);
    }
    const HostTime t = clock.push(all[i]);
    if (i > 1000) {
      ASSERT_NEAR(to_seconds(t), 50.002 + static_cast<double>(i) / 100.0, 0.08) << "sample " << i;
    }
  }
}

TEST(SampleClock, ArrivalsOutOfOrderStayMonotone) {
  std::mt19937 random{5};
  SampleClock clock;
  HostTime last{};
  for (int i = 0; i < 5000; ++i) {
    const HostTime t = clock.push(
        at_seconds<HostTime>(10.0 + std::uniform_real_distribution<>{0.0, 100.0}(random)));
    ASSERT_GT(t, last);
    last = t;
  }
}

TEST(SampleClock, ResetForgets) {
  SampleClock clock;
  for (const HostTime arrival : arrivals(50.0, 5, 30.0)) {
    clock.push(arrival);
  }
  clock.reset();
  EXPECT_FALSE(clock.rate());
  EXPECT_EQ(clock.push(at_seconds<HostTime>(1.0)), at_seconds<HostTime>(1.0));
}

}  // namespace
}  // namespace ebb
