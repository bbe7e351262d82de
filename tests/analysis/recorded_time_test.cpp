#include "analysis/recorded_time.hpp"

#include <cmath>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

/// What becomes of stamps that are a hundredth of a second apart, but for what is changed.
template <class Change>
std::vector<double> timed(int rows, Change change) {
  std::vector<double> stamps;
  for (int i = 0; i < rows; ++i) {
    stamps.push_back(change(i, 1000.0 + i / 100.0));
  }
  RecordedTime time{{stamps.data(), 300}, TimeUnit::seconds};
  for (double& stamp : stamps) {
    stamp = time.seconds(stamp);
  }
  return stamps;
}

TEST(RecordedTime, ASingleWildStampMovesNothing) {
  for (const double wild : {3600.0, 5.0, -3600.0}) {
    const auto times = timed(1000, [&](int i, double t) { return i == 500 ? t + wild : t; });
    EXPECT_NEAR(times[500], 5.0, 0.011) << wild;
    EXPECT_NEAR(times[501], 5.01, 0.02) << wild;
    EXPECT_NEAR(times.back(), 9.99, 0.03) << wild;
  }
}

TEST(RecordedTime, StampsBeyondAllReckoningStayNumbersThatRise) {
  const std::vector<double> stamps{0.0, 1e308, -1e308, 1e308, 1e308, 0.0, 0.01, 0.02};
  RecordedTime time(stamps, std::nullopt);
  EXPECT_FALSE(time.rate());
  double last = -1.0;
  for (const double stamp : stamps) {
    const double seconds = time.seconds(stamp);
    EXPECT_TRUE(std::isfinite(seconds));
    EXPECT_GT(seconds, last);
    last = seconds;
  }
}

TEST(RecordedTime, AHoleIsKept) {
  const auto times = timed(1000, [](int i, double t) { return i >= 500 ? t + 60.0 : t; });
  EXPECT_NEAR(times[499], 4.99, 1e-9);
  EXPECT_NEAR(times[501], 65.01, 1e-9);
  EXPECT_NEAR(times.back(), 69.99, 1e-9);
}

TEST(RecordedTime, RowsThatAreAllFarApartKeepTheirTimes) {
  const auto times = timed(600, [](int i, double t) { return i >= 500 ? t + 5.0 * (i - 500) : t; });
  EXPECT_NEAR(times.back(), 5.99 + 495.0, 6.0);
}

TEST(RecordedTime, AClockThatIsSetBackGoesOn) {
  const auto times = timed(1000, [](int i, double t) { return i >= 500 ? t - 500.0 : t; });
  EXPECT_NEAR(times.back(), 9.99, 0.01);
}

}  // namespace
}  // namespace ebb
