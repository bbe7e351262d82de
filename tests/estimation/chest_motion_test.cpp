#include "estimation/breath/chest_motion.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

HostTime at(double s) { return at_seconds<HostTime>(s); }

/// A chest that rises for 40 % of the breath and falls for 60 %, lowest at phase 0.
double chest(double turns) {
  const double p = turns - std::floor(turns);
  const double half = p < 0.4 ? p / 0.4 : 1.0 + (p - 0.4) / 0.6;
  return -std::cos(std::numbers::pi * half);
}

/// What a sensor on the chest feels, in g: gravity, tilted by the breath, with the heart's knock
/// and the sensor's own noise.
class Wearer {
 public:
  Wearer(Eigen::Vector3d gravity, Eigen::Vector3d swing, double noise = 0.004)
      : gravity_(std::move(gravity)), swing_(std::move(swing)), noise_(0.0, noise) {}
  void turn_to(const Eigen::Vector3d& gravity) { gravity_ = gravity; }
  Eigen::Vector3d at(double t, double turns) {
    const double knock = 0.01 * std::pow(std::sin(std::numbers::pi * 1.1 * t), 16);
    return gravity_ + chest(turns) * swing_ + Eigen::Vector3d{0.0, 0.0, knock} +
           Eigen::Vector3d{noise_(random_), noise_(random_), noise_(random_)};
  }

 private:
  Eigen::Vector3d gravity_;
  Eigen::Vector3d swing_;
  std::mt19937_64 random_{5};
  std::normal_distribution<double> noise_;
};

std::optional<Breath> push(ChestMotion& chest_motion, double t, const Eigen::Vector3d& v) {
  return chest_motion.push(at(t), v.x(), v.y(), v.z());
}

class ChestMotionAtEveryRate : public testing::TestWithParam<std::tuple<double, double>> {};

TEST_P(ChestMotionAtEveryRate, FindsTheBreathWhicheverWayTheSensorHangs) {
  const auto [per_minute, hertz] = GetParam();
  for (const Eigen::Vector3d& swing :
       {Eigen::Vector3d{0.02, -0.01, 0.005}, {0.0, 0.0, 0.03}, {-0.015, -0.015, 0.0}}) {
    Wearer wearer{{0.1, -0.6, 0.78}, swing};
    ChestMotion tracker;
    const double seconds = 30.0 + 10 * 60.0 / per_minute;
    int late = 0;
    for (int i = 0; i < static_cast<int>(seconds * hertz); ++i) {
      const double t = i / hertz;
      const auto breath = push(tracker, t, wearer.at(t, t * per_minute / 60.0));
      if (breath && t > 40.0) {
        ++late;
        const double place = to_seconds(breath->start) * per_minute / 60.0;
        EXPECT_NEAR(place - std::round(place), 0.0, 0.12) << per_minute << " at " << t;
      }
    }
    const auto rate = tracker.rate(at(seconds));
    ASSERT_TRUE(rate) << per_minute;
    EXPECT_NEAR(rate->value.value(), per_minute, 0.3);
    EXPECT_GT(late, 0);
    EXPECT_GT(std::abs(tracker.direction().dot(swing.normalized())), 0.9);
    EXPECT_EQ(tracker.fault(), SignalFault::none);
  }
}

INSTANTIATE_TEST_SUITE_P(ChestMotion, ChestMotionAtEveryRate,
                         testing::Combine(testing::Values(4.5, 6.0, 12.0, 20.0, 28.0),
                                          testing::Values(25.0, 100.0)));

TEST(ChestMotion, NamesAMovementAndGoesOnInTheNewPosture) {
  Wearer wearer{{0.0, 0.0, 1.0}, {0.02, 0.01, 0.0}};
  ChestMotion tracker;
  bool named = false;
  int wrong = 0;
  for (int i = 0; i < 50 * 180; ++i) {
    const double t = i / 50.0;
    if (i == 50 * 90) {
      wearer.turn_to({0.8, 0.0, 0.6});
    }
    Eigen::Vector3d felt = wearer.at(t, t * 0.2);
    if (t >= 88.0 && t < 90.0) {
      felt += 0.5 * Eigen::Vector3d{std::sin(7.0 * t), std::cos(9.0 * t), 0.0};
    }
    if (const auto breath = push(tracker, t, felt)) {
      wrong += std::abs(breath->period.count() - 5.0) > 0.6 ? 1 : 0;
    }
    named = named || (t > 88.0 && t < 90.5 && tracker.fault() == SignalFault::motion);
    if (t > 96.0) {
      EXPECT_NE(tracker.fault(), SignalFault::motion) << t;
    }
  }
  EXPECT_TRUE(named);
  EXPECT_LE(wrong, 1);
  ASSERT_TRUE(tracker.rate(at(180)));
  EXPECT_NEAR(tracker.rate(at(180))->value.value(), 12.0, 0.3);
}

TEST(ChestMotion, IsTheSameInAnyUnitAndAtAnyTime) {
  const auto play = [](double gain, double shift) {
    Wearer wearer{{0.1, -0.6, 0.78}, {0.02, -0.01, 0.005}};
    ChestMotion tracker;
    std::vector<double> starts;
    for (int i = 0; i < 50 * 90; ++i) {
      const double t = i / 50.0;
      if (const auto breath = push(tracker, t + shift, gain * wearer.at(t, t * 0.25))) {
        starts.push_back(to_seconds(breath->start) - shift);
      }
    }
    return starts;
  };
  const auto plain = play(1.0, 0.0);
  ASSERT_GT(plain.size(), 15U);
  for (const auto& [gain, shift] : {std::pair{9.81, 0.0}, {1000.0, 86400.0}}) {
    const auto other = play(gain, shift);
    ASSERT_EQ(other.size(), plain.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
      EXPECT_NEAR(other[i], plain[i], 1e-3);
    }
  }
}

TEST(ChestMotion, SaysNothingOfASensorOnATable) {
  ChestMotion still;
  Wearer table{{0.0, 0.0, 1.0}, {0.0, 0.0, 0.0}};
  ChestMotion noisy;
  int claimed = 0;
  for (int i = 0; i < 50 * 120; ++i) {
    const double t = i / 50.0;
    still.push(at(t), 0.0, 0.0, 1.0);
    std::ignore = push(noisy, t, table.at(0.0, 0.0));
    const auto rate = noisy.rate(at(t));
    claimed += rate && rate->quality > 0.5 ? 1 : 0;
  }
  EXPECT_FALSE(still.rate(at(120)));
  EXPECT_EQ(still.fault(), SignalFault::flat);
  EXPECT_LT(claimed, 50 * 120 / 12);
}

TEST(ChestMotion, SurvivesValuesThatAreNone) {
  Wearer wearer{{0.1, -0.6, 0.78}, {0.02, -0.01, 0.005}};
  ChestMotion tracker;
  for (int i = 0; i < 50 * 90; ++i) {
    const double t = i / 50.0;
    Eigen::Vector3d felt = wearer.at(t, t * 0.25);
    felt.x() = i % 40 == 3 ? std::numeric_limits<double>::quiet_NaN() : felt.x();
    felt.y() = i % 90 == 4 ? 1e30 : felt.y();
    push(tracker, t, felt);
  }
  ASSERT_TRUE(tracker.rate(at(90)));
  EXPECT_NEAR(tracker.rate(at(90))->value.value(), 15.0, 0.4);
  tracker.push(HostTime::max(), 1e14, -1e14, 1.0);
  tracker.push(HostTime::min(), 1.0, 1.0, 1.0);
}

}  // namespace
}  // namespace ebb
