// Two people breathing together: the guide keeps the second one's breath company.
#include <cmath>

#include <gtest/gtest.h>

#include "breather.hpp"
#include "walk.hpp"

namespace ebb {
namespace {

using test::at;
using test::Breather;
using test::of;
using test::timed;
using test::Walk;

/// Mina and Ros from the moment that "together" was offered and taken up.
struct Pair {
  explicit Pair(double ros_rate, double mina_rate = 13.0)
      : walk{of({timed("a", FollowBreath{}, 900)})}, mina{mina_rate}, ros{ros_rate, 0.3} {
    to(20.0);
    walk.run().offer({.kind = ConsoleOffer::Kind::together}, at(20.0));
    walk.press(Wish::take_up, 21.0);
  }
  RunView to(double until) {
    RunView view;
    for (; t <= until; t += 0.05) {
      BodyNow body{mina.at(t), std::nullopt, 0.0};
      body.second = ros_there ? std::optional(ros.at(t)) : std::nullopt;
      view = walk.to(t, body);
    }
    return view;
  }
  Walk walk;
  Breather mina;
  Breather ros;
  bool ros_there = true;
  double t = 0.0;
};

TEST(Together, A15_TheGuideKeepsTheTherapistsBreathCompany) {
  Pair pair{8.0};
  RunView view = pair.to(60.0);
  EXPECT_TRUE(view.together);
  for (double t = 60.5; t < 120.0; t += 0.5) {
    view = pair.to(t);
    EXPECT_NEAR(turns_between(view.cue.phase, pair.ros.at(pair.t - 0.05).phase), 0.0, 0.05);
  }
  EXPECT_NEAR(view.cue.rate.value(), 8.0, 0.2);
}

TEST(Together, A15_NoQuickerThanTwelveAndNoSlowerThanThePersonsFloor) {
  EXPECT_LE(Pair{16.0}.to(120.0).cue.rate.value(), 12.0 + 1e-3);
  EXPECT_GE(Pair{5.0}.to(120.0).cue.rate.value(), 6.0 - 1e-3);
}

TEST(Together, A15_WhenTheTherapistsSensorDropsTheGuideKeepsItsPace) {
  Pair pair{8.0};
  const double before = pair.to(80.0).cue.rate.value();
  pair.ros_there = false;
  const RunView view = pair.to(140.0);
  EXPECT_TRUE(view.together);
  EXPECT_NEAR(view.cue.rate.value(), before, 0.02 * before);
}

TEST(Together, F45_OneKeyUncouplesWithinOneBreath) {
  for (const Wish key : {Wish::own_pace, Wish::quicker, Wish::slower}) {
    Pair pair{7.0};
    pair.to(80.0);
    pair.walk.press(key, 80.0);
    EXPECT_FALSE(pair.to(80.2).together);
    const double one_breath = 80.0 + 60.0 / 7.0;
    const double rate = pair.to(one_breath + 0.2).cue.rate.value();
    if (key == Wish::own_pace) {
      EXPECT_GT(rate, 8.5) << "on the way to her own";
      EXPECT_NEAR(pair.to(130.0).cue.rate.value(), 13.0, 0.5);
    } else {
      EXPECT_NEAR(rate, key == Wish::quicker ? 7.0 * 1.05 : 7.0 / 1.05, 0.3);
    }
  }
}

}  // namespace
}  // namespace ebb
