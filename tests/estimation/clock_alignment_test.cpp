#include "estimation/clocks/clock_alignment.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "core/unwrapped_clock.hpp"

namespace ebb {
namespace {

using State = ClockAlignment::State;

/// A device whose clock runs at `rate` host seconds a second and whose packets are delayed by
/// 3 ms and up to `jitter` more.
struct Link {
  double rate = 1.0;
  double jitter = 0.03;
  double begun = 100.0;
  std::mt19937 random{1};

  DeviceTime device(double t) const { return at_seconds<DeviceTime>(7.0 + t / rate); }
  HostTime arrival(double t) {
    const double u = std::uniform_real_distribution<>{0.0, 1.0}(random);
    return at_seconds<HostTime>(begun + t + 0.003 + jitter * u);
  }
  double error(const ClockAlignment& a, double t) const {
    return to_seconds(a.to_host(device(t))) - (begun + t);
  }
};

TEST(ClockAlignment, FindsTheLeastDelayUnderJitter) {
  Link link;
  ClockAlignment a;
  for (double t = 0.0; t < 60.0; t += 0.04) {
    a.push(link.device(t), link.arrival(t));
  }
  EXPECT_EQ(a.state(), State::aligned);
  EXPECT_NEAR(link.error(a, 60.0), 0.003, 0.003);
  EXPECT_NEAR(a.rate(), 1.0, 2e-4);
}

class Drift : public testing::TestWithParam<double> {};

TEST_P(Drift, IsFollowed) {
  Link link;
  link.rate = GetParam();
  ClockAlignment a;
  for (double t = 0.0; t < 600.0; t += 0.04) {
    a.push(link.device(t), link.arrival(t));
    if (t > 20.0) {
      ASSERT_NEAR(link.error(a, t), 0.003, 0.02) << "at " << t;
    }
  }
  EXPECT_EQ(a.state(), State::aligned);
  EXPECT_NEAR(a.rate(), GetParam(), 3e-4);
}

INSTANTIATE_TEST_SUITE_P(OfCrystalsAndResonators, Drift,
                         testing::Values(0.995, 0.99995, 1.00005, 1.005, 1.015));

TEST(ClockAlignment, ABurstOfDelayChangesNothing) {
  Link link;
  ClockAlignment a;
  for (double t = 0.0; t < 90.0; t += 0.04) {
    // Everything sent in these two seconds is held back and comes at once.
    const bool held = t > 60.0 && t < 62.0;
    a.push(link.device(t), held ? link.arrival(62.0) : link.arrival(t));
    if (t > 20.0) {
      ASSERT_NEAR(link.error(a, t), 0.003, 0.01) << "at " << t;
    }
  }
}

TEST(ClockAlignment, ALateFirstPacketIsForgotten) {
  Link link;
  ClockAlignment a;
  a.push(link.device(0.0), link.arrival(4.0));
  for (double t = 4.0; t < 40.0; t += 0.04) {
    a.push(link.device(t), link.arrival(t));
  }
  EXPECT_EQ(a.state(), State::aligned);
  EXPECT_NEAR(link.error(a, 40.0), 0.003, 0.01);
}

TEST(ClockAlignment, AWrongFirstTimeIsForgotten) {
  for (const double wrong : {-4000.0, 4000.0}) {
    Link link;
    ClockAlignment a;
    a.push(link.device(wrong), link.arrival(0.0));
    for (double t = 0.04; t < 30.0; t += 0.04) {
      a.push(link.device(t), link.arrival(t));
    }
    EXPECT_EQ(a.state(), State::aligned);
    EXPECT_NEAR(link.error(a, 30.0), 0.003, 0.01);
  }
}

TEST(ClockAlignment, TimeNeverRunsBackwards) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    Link link;
    link.random.seed(seed);
    link.rate = 1.0 + 0.0005 * static_cast<double>(seed) - 0.005;
    link.jitter = 0.3;
    ClockAlignment a;
    HostTime last{Microseconds{-1}};
    for (double t = 0.0; t < 200.0; t += 0.1) {
      a.push(link.device(t), link.arrival(t));
      for (double s = t; s < t + 0.099; s += 0.02) {
        const HostTime now = a.to_host(link.device(s));
        ASSERT_GT(now, last) << "seed " << seed << " at " << s;
        last = now;
      }
    }
  }
}

TEST(ClockAlignment, AFrameThatTellsItsEndRunsForwardsToo) {
  Link link;
  link.jitter = 0.8;
  ClockAlignment a;
  HostTime last{Microseconds{-1}};
  for (double t = 0.1; t < 200.0; t += 0.1) {
    a.push(link.device(t), link.arrival(t));
    for (double s = t - 0.08; s < t + 0.001; s += 0.02) {
      const HostTime now = a.to_host(link.device(s));
      ASSERT_GT(now, last) << "at " << s;
      last = now;
    }
  }
}

TEST(ClockAlignment, SurvivesTheWrapOfAThirtyTwoBitCounter) {
  Link link;
  ClockAlignment a;
  UnwrappedClock unwrapped;
  HostTime last{Microseconds{-1}};
  for (double t = 0.0; t < 2.5 * 4294.967296; t += 0.5) {
    const auto micros = static_cast<std::uint32_t>(static_cast<std::uint64_t>(t * 1e6));
    const DeviceTime device = unwrapped.push(micros);
    a.push(device, link.arrival(t));
    ASSERT_GT(a.to_host(device), last) << "at " << t;
    last = a.to_host(device);
  }
  EXPECT_EQ(a.state(), State::aligned);
  EXPECT_NEAR(to_seconds(last), link.begun + 2.5 * 4294.967296 - 0.5, 0.6);
}

TEST(ClockAlignment, AnUnusableCrystalIsSaidToBeOne) {
  for (const double rate : {0.9, 1.05, 1.1}) {
    Link link;
    link.rate = rate;
    ClockAlignment a;
    for (double t = 0.0; t < 60.0; t += 0.04) {
      a.push(link.device(t), link.arrival(t));
    }
    EXPECT_EQ(a.state(), State::arrival_only) << rate;
    EXPECT_NEAR(link.error(a, 60.0), 0.0, 0.1);
  }
}

TEST(ClockAlignment, ARecordingPlayedFastKeepsItsOwnTime) {
  for (const double rate : {0.001, 0.05, 0.5, 2.0}) {
    Link link;
    link.rate = rate;
    ClockAlignment a;
    for (double device = 0.0; device < 100.0; device += 0.1) {
      a.push(link.device(device * rate), link.arrival(device * rate));
    }
    ASSERT_EQ(a.state(), State::played_fast) << rate;
    const double ten = to_seconds(a.to_host(link.device(90.0 * rate))) -
                       to_seconds(a.to_host(link.device(80.0 * rate)));
    EXPECT_NEAR(ten, 10.0, 1e-5) << rate;
  }
}

TEST(ClockAlignment, ABacklogReadAtOnceIsNotARecording) {
  Link link;
  ClockAlignment a;
  for (double t = 0.0; t < 60.0; t += 0.04) {
    a.push(link.device(t), link.arrival(std::max(t, 8.0)));
  }
  EXPECT_EQ(a.state(), State::aligned);
  EXPECT_NEAR(link.error(a, 60.0), 0.003, 0.01);
}

/// The question took `there` to the device, which thought for 2 ms; the answer took `back`.
void ask(ClockAlignment& a, const Link& link, double t, double there, double back) {
  const auto host = [&](double s) { return at_seconds<HostTime>(link.begun + s); };
  const double answered = t + there + 0.002;
  a.push(link.device(answered), host(answered + back));
  a.push_answer(host(t), link.device(t + there), link.device(answered), host(answered + back));
}

TEST(ClockAlignment, AnswersTellTheLeastDelay) {
  for (const double rate : {0.995, 1.0, 1.005}) {
    Link link;
    link.rate = rate;
    link.jitter = 0.02;
    ClockAlignment a;
    std::mt19937 random{2};
    std::exponential_distribution<> late{200.0};
    double next = 3.0;
    for (double t = 0.0; t < 300.0; t += 0.04) {
      a.push(link.device(t), link.arrival(t));
      if (t >= next) {
        next += 7.0;
        ask(a, link, t, 0.003 + late(random), 0.003 + late(random));
      }
      if (t > 60.0) {
        ASSERT_NEAR(link.error(a, t), 0.0, 0.002) << "rate " << rate << " at " << t;
      }
    }
  }
}

TEST(ClockAlignment, ALateAnswerChangesNothing) {
  Link link;
  ClockAlignment a;
  for (double t = 0.0; t < 60.0; t += 0.04) {
    a.push(link.device(t), link.arrival(t));
  }
  ask(a, link, 60.0, 0.003, 0.003);
  ask(a, link, 60.1, 0.9, 0.003);
  for (double t = 61.04; t < 70.0; t += 0.04) {
    a.push(link.device(t), link.arrival(t));
  }
  EXPECT_NEAR(link.error(a, 70.0), 0.0, 0.002);
}

TEST(ClockAlignment, AnAnswerThatCannotBeIsLeftOut) {
  Link link;
  ClockAlignment a;
  a.push_answer(at_seconds<HostTime>(1.0), link.device(0.0), link.device(0.0),
                at_seconds<HostTime>(1.0));
  for (double t = 0.0; t < 30.0; t += 0.04) {
    a.push(link.device(t), link.arrival(t));
  }
  const double before = link.error(a, 30.0);
  // Heard before it was asked, answered before it was heard, thought about for longer than away.
  a.push_answer(at_seconds<HostTime>(131.0), link.device(40.0), link.device(39.0),
                at_seconds<HostTime>(131.1));
  a.push_answer(at_seconds<HostTime>(131.0), link.device(30.0), link.device(39.0),
                at_seconds<HostTime>(131.1));
  EXPECT_EQ(link.error(a, 30.0), before);
  // An answer from far away moves time by its round trip at the most.
  a.push_answer(at_seconds<HostTime>(131.0), link.device(900.0), link.device(900.0),
                at_seconds<HostTime>(131.01));
  for (double t = 30.04; t < 40.0; t += 0.04) {
    a.push(link.device(t), link.arrival(t));
  }
  EXPECT_NEAR(link.error(a, 40.0), before, 0.006);
}

TEST(ClockAlignment, TimeNeverRunsBackwardsWithAnswers) {
  Link link;
  link.jitter = 0.3;
  ClockAlignment a;
  std::mt19937 random{9};
  std::uniform_real_distribution<> late{0.0, 0.4};
  HostTime last{Microseconds{-1}};
  for (double t = 0.0; t < 200.0; t += 0.1) {
    a.push(link.device(t), link.arrival(t));
    ask(a, link, t + 0.001, 0.01 * late(random), 0.01 * late(random));
    for (double s = t; s < t + 0.099; s += 0.02) {
      const HostTime now = a.to_host(link.device(s));
      ASSERT_GT(now, last) << "at " << s;
      last = now;
    }
  }
}

TEST(ClockAlignment, ResetForgetsTheDevice) {
  Link link;
  link.rate = 1.1;
  ClockAlignment a;
  for (double t = 0.0; t < 60.0; t += 0.04) {
    a.push(link.device(t), link.arrival(t));
  }
  a.reset();
  EXPECT_EQ(a.state(), State::learning);
  EXPECT_EQ(a.rate(), 1.0);
  a.push(at_seconds<DeviceTime>(0.0), at_seconds<HostTime>(500.0));
  EXPECT_EQ(a.to_host(at_seconds<DeviceTime>(0.5)), at_seconds<HostTime>(500.5));
}

TEST(ClockAlignment, ADeviceThatStartsAnewIsTakenAnew) {
  Link link;
  ClockAlignment a;
  for (double t = 0.0; t < 60.0; t += 0.04) {
    a.push(link.device(t), link.arrival(t));
  }
  a.push(at_seconds<DeviceTime>(0.0), at_seconds<HostTime>(300.0));
  EXPECT_EQ(a.to_host(at_seconds<DeviceTime>(0.0)), at_seconds<HostTime>(300.0));
}

}  // namespace
}  // namespace ebb
