// How near to the truth instants come to lie on the host's clock, over bad links. Each case prints
// its row of the table in docs/sensors/ebb-link.md.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "session/session.hpp"
#include "session/source_timing.hpp"
#include "simulation/synthetic_body.hpp"

namespace ebb {
namespace {

constexpr double kBegun = 500.0;  // the host's clock when all this starts

HostTime host(double seconds) { return at_seconds<HostTime>(kBegun + seconds); }

/// A way on which frames are late by up to `jitter`, never overtake each other, and every ten
/// seconds are all held back for `hold` and come at once.
class Way {
 public:
  Way(double shortest, double jitter, double hold)
      : shortest_(shortest), late_(0.0, jitter), hold_(hold) {}
  double arrival(double sent) {
    const double held = std::fmod(sent, 10.0) < hold_ ? hold_ - std::fmod(sent, 10.0) : 0.0;
    last_ = std::max(last_, sent + held + shortest_ + late_(random_));
    return last_;
  }

 private:
  std::mt19937 random_{7};
  double shortest_;
  std::uniform_real_distribution<> late_;
  double hold_;
  double last_ = 0.0;
};

struct Wave {
  double drift = 0.0;
  double shortest = 0.002;  ///< what the way takes at the least
  double jitter = 0.04;
  double hold = 0.4;
  bool answers = false;
  bool clock = true;  ///< the device tells its own time
  double rate = 250.0;
  int frame = 10;  ///< samples at a time
};

std::string words_of(const Wave& wave) {
  char text[120];
  std::snprintf(text, sizeof text, "%s | %+.3f %% | %.0f to %.0f ms | %.1f s | %s",
                wave.clock ? "yes" : "no", 100.0 * wave.drift, 1e3 * wave.shortest,
                1e3 * (wave.shortest + wave.jitter), wave.hold, wave.answers ? "yes" : "no");
  return text;
}

/// How far the beats that a session finds in an ECG lie from those of the body, in seconds, sorted.
std::vector<double> beat_errors(const Wave& wave) {
  const double rate = wave.rate * (1.0 + (wave.clock ? 0.0 : wave.drift));
  constexpr double kLength = 100.0;
  constexpr double kSettled = 30.0;
  BodyPlan plan;
  plan.wander = 0.05;
  SyntheticBody body{plan};
  Way way{wave.shortest, wave.jitter, wave.hold};
  const auto device = [&](double t) {
    return at_seconds<DeviceTime>(7.0 + t * (1.0 + wave.drift));
  };

  std::vector<double> beats;
  const EventSink events = [&](const Event& event) {
    if (const auto* beat = std::get_if<Beat>(&event)) {
      beats.push_back(to_seconds(beat->time) - kBegun);
    }
  };
  Session session;
  const SourceId id = session.add_source("ecg", "ebb-link");
  session.push(id, LinkState::streaming, "", host(0.0), events);
  double next_question = 2.0;
  const int frames = static_cast<int>(kLength * rate) / wave.frame;
  for (int f = 0; f < frames; ++f) {
    const double first = f * wave.frame / rate;
    const double last = first + (wave.frame - 1) / rate;
    const double arrival = way.arrival(last);
    if (wave.clock) {
      session.push(id, ClockReading{device(last), host(arrival)}, events);
    }
    if (wave.answers && last > next_question) {
      next_question += 7.0;
      // As quick there as the way is at its best; the answer comes back behind this frame.
      const double asked = last - wave.shortest;
      session.push(id,
                   ClockReading{device(last), host(arrival),
                                ClockReading::Question{host(asked), device(last)}},
                   events);
    }
    for (int i = 0; i < wave.frame; ++i) {
      const double t = first + i / rate;
      WaveSample sample{StreamKind::ecg, 1, body.ecg(Seconds{t}), device(t), host(arrival)};
      if (!wave.clock) {
        sample.time.reset();
      }
      session.push(id, sample, events);
    }
  }
  session.finish(events);

  std::vector<double> errors;
  for (const TrueBeat& beat : truth_of(plan, Seconds{kLength - 2.0}).beats) {
    const double t = beat.time.count();
    const auto near = std::min_element(beats.begin(), beats.end(), [&](double a, double b) {
      return std::abs(a - t) < std::abs(b - t);
    });
    if (t > kSettled && near != beats.end()) {
      errors.push_back(std::abs(*near - t));
    }
  }
  std::sort(errors.begin(), errors.end());
  return errors;
}

class Waveform : public testing::TestWithParam<Wave> {};

TEST_P(Waveform, PutsItsBeatsWithinFiveMilliseconds) {
  const std::vector<double> errors = beat_errors(GetParam());
  ASSERT_GT(errors.size(), 60U);
  std::printf("| %s | %.1f ms | %.1f ms |\n", words_of(GetParam()).c_str(),
              1e3 * errors[errors.size() / 2], 1e3 * errors.back());
  EXPECT_LE(errors.back(), 0.005);
}

INSTANTIATE_TEST_SUITE_P(
    Alignment, Waveform,
    testing::Values(Wave{.drift = 0.0, .jitter = 0.0, .hold = 0.0}, Wave{.drift = 50e-6},
                    Wave{.drift = -50e-6}, Wave{.drift = 0.0005}, Wave{.drift = 0.005},
                    Wave{.drift = -0.005}, Wave{.drift = 0.005, .shortest = 0.016, .answers = true},
                    Wave{.drift = -0.005, .shortest = 0.016, .answers = true},
                    Wave{.shortest = 0.0, .clock = false},
                    Wave{.drift = 0.005, .shortest = 0.0, .clock = false, .frame = 5},
                    Wave{.drift = -0.005, .shortest = 0.0, .clock = false, .rate = 500.0},
                    Wave{.shortest = 0.0, .clock = false, .rate = 125.0, .frame = 1}));

struct Strap {
  double every = 1.0;  ///< s between notifications, so the latency of its oldest beats
  double drift = 0.0;  ///< of the bridge's clock; the strap's own is out by a hundredth of it
  double jitter = 0.04;
  bool bridged = true;
};

class Intervals : public testing::TestWithParam<Strap> {};

TEST_P(Intervals, StateTheirLagToATenthOfASecond) {
  constexpr double kSeen =
      0.25;  // s that a strap needs to see a beat: what Beat::lag takes it to be
  constexpr double kSettled = 120.0;
  const Strap strap = GetParam();
  Way way{0.0, strap.jitter, 0.0};
  Session session;
  const SourceId id = session.add_source("strap", "ble-bridge");
  std::vector<Beat> told;
  const EventSink events = [&](const Event& event) {
    if (const auto* beat = std::get_if<Beat>(&event)) {
      told.push_back(*beat);
    }
  };
  session.push(id, LinkState::streaming, "", host(0.0), events);
  const std::vector<TrueBeat> beats = truth_of(BodyPlan{}, Seconds{300.0}).beats;
  const auto device = [&](double t) {
    return at_seconds<DeviceTime>(7.0 + t * (1.0 + strap.drift));
  };
  std::size_t next = 1;
  double slowest = 0.0;
  const auto heartbeat = [&](double sent) {
    session.push(id, ClockReading{device(sent), host(way.arrival(sent) + 0.002)}, events);
  };
  for (double sent = strap.every; sent < 299.0; sent += strap.every) {
    for (double t = sent - strap.every + 0.5; strap.bridged && t < sent; t += 1.0) {
      heartbeat(t);
    }
    const double received = way.arrival(sent);
    const HostTime arrival = host(received + 0.002);
    const std::size_t first = next;
    while (next < beats.size() && beats[next].time.count() + kSeen <= sent) {
      ++next;
    }
    if (strap.bridged) {
      session.push(id, ClockReading{device(received), arrival}, events);
    }
    for (std::size_t i = first; i < next; ++i) {
      slowest = std::max(slowest, received - beats[i].time.count());
      IntervalReading reading;
      const double ms = beats[i].interval.count() * (1.0 + strap.drift / 100.0);
      reading.interval = Milliseconds{std::round(ms * 1.024) / 1.024};
      reading.later_in_packet = static_cast<std::uint8_t>(next - 1 - i);
      reading.arrival = arrival;
      if (strap.bridged) {
        reading.reception = device(received);
      }
      session.push(id, reading, events);
    }
  }
  session.finish(events);
  ASSERT_GE(told.size() + 2, next - 1);

  std::vector<double> errors;
  for (const Beat& beat : told) {
    const double t = to_seconds(beat.time) - Seconds{beat.lag}.count() - kBegun;
    const auto near =
        std::min_element(beats.begin(), beats.end(), [&](const auto& a, const auto& b) {
          return std::abs(a.time.count() - t) < std::abs(b.time.count() - t);
        });
    if (t > kSettled) {
      errors.push_back(std::abs(near->time.count() - t));
    }
  }
  std::sort(errors.begin(), errors.end());
  ASSERT_GT(errors.size(), 150U);
  std::printf("| %.0f s, up to %.1f s | %+.3f %% | 0 to %.0f ms | %s | %.0f ms | %.0f ms |\n",
              strap.every, slowest, 100.0 * strap.drift, 1e3 * strap.jitter,
              strap.bridged ? "bridge" : "arrival", 1e3 * errors[errors.size() / 2],
              1e3 * errors.back());
  EXPECT_LE(errors.back(), 0.1);
}

INSTANTIATE_TEST_SUITE_P(Alignment, Intervals,
                         testing::Values(Strap{}, Strap{.every = 2.0}, Strap{.every = 4.0},
                                         Strap{.drift = 0.005}, Strap{.drift = -0.005},
                                         Strap{.every = 4.0, .drift = 0.005},
                                         Strap{.every = 4.0, .drift = -0.005},
                                         Strap{.drift = 50e-6, .bridged = false},
                                         Strap{.every = 4.0, .bridged = false}));

TEST(SourceTiming, TimeGoesOnOverLostSamplesOfADeviceWithoutAClock) {
  constexpr double kRate = 100.0;
  SourceTiming timing;
  for (int i = 0; i < 6000; ++i) {
    const double t = i / kRate;
    if (i % 1000 >= 500 && i % 1000 < 540) {
      continue;
    }
    if (i % 1000 == 540) {
      timing.lose(40);
    }
    WaveSample sample;
    sample.stream = 3;
    sample.arrival = host(t + 0.003);
    const HostTime told = timing.sample_time(sample);
    if (t > 10.0) {
      ASSERT_NEAR(to_seconds(told) - kBegun, t, 0.01) << "sample " << i;
    }
  }
}

}  // namespace
}  // namespace ebb
