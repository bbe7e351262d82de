#include "estimation/breath/heart_breath_tracker.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "evaluation/recordings.hpp"

namespace ebb {
namespace {

HostTime at(double s) { return at_seconds<HostTime>(s); }

/// Beats by integral pulse frequency modulation of a heart rate in beats per minute.
std::vector<Beat> beats_of(const std::function<double(double)>& bpm, double seconds,
                           double jitter_ms = 3.0) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> noise(0.0, jitter_ms * 1e-3);
  std::vector<Beat> beats;
  double integral = 0.0;
  double last = 0.0;
  const auto steps = static_cast<int>(seconds / 0.005);
  for (int i = 0; i < steps; ++i) {
    const double t = i * 0.005;
    integral += bpm(t) / 60.0 * 0.005;
    if (integral >= 1.0) {
      integral -= 1.0;
      const double beat = t + noise(random);
      beats.push_back({at(beat), Milliseconds{last > 0 ? (beat - last) * 1e3 : 0.0}});
      last = beat;
    }
  }
  return beats;
}

double turn(double turns) { return 2.0 * std::numbers::pi * turns; }

struct Told {
  int asked = 0;
  int answered = 0;
  double worst = 0.0;
};

Told listen(HeartBreathTracker& tracker, const std::vector<Beat>& beats, double from,
            const std::function<double(double)>& truth) {
  Told told;
  for (const Beat& beat : beats) {
    tracker.push(beat);
    const double t = to_seconds(beat.time);
    if (t < from) {
      continue;
    }
    ++told.asked;
    if (const auto rate = tracker.rate(beat.time)) {
      ++told.answered;
      told.worst = std::max(told.worst, std::abs(rate->value.value() - truth(t)));
    }
  }
  return told;
}

class HeartRateSwings : public testing::TestWithParam<double> {};

TEST_P(HeartRateSwings, TellTheBreath) {
  const double per_minute = GetParam();
  HeartBreathTracker tracker;
  const auto beats =
      beats_of([&](double t) { return 66.0 - 5.0 * std::cos(turn(t * per_minute / 60.0)); }, 180);
  const Told told = listen(tracker, beats, 70, [&](double) { return per_minute; });
  EXPECT_GT(told.answered, told.asked * 85 / 100);
  EXPECT_LT(told.worst, 0.6);
}

INSTANTIATE_TEST_SUITE_P(HeartBreathTracker, HeartRateSwings,
                         testing::Values(3.6, 4.5, 5.0, 6.0, 6.5, 8.0, 10.0, 12.0, 15.0, 18.0,
                                         24.0));

TEST(HeartBreathTracker, DoesNotTakeTheBloodPressureWaveForTheBreath) {
  HeartBreathTracker tracker;
  const auto beats = beats_of(
      [](double t) {
        return 64.0 + 3.0 * std::sin(turn(0.1 * t + 0.3 * std::sin(turn(t / 70.0)))) -
               2.5 * std::cos(turn(0.25 * t));
      },
      300);
  const Told told = listen(tracker, beats, 70, [](double) { return 15.0; });
  EXPECT_GT(told.answered, told.asked * 85 / 100);
  EXPECT_LT(told.worst, 1.0);
}

TEST(HeartBreathTracker, SaysNothingOfAHeartWithoutBreath) {
  std::mt19937_64 random(4);
  std::normal_distribution<double> noise;
  HeartBreathTracker tracker;
  int answered = 0;
  double time = 0.0;
  double slow = 0.0;
  for (int i = 0; i < 900; ++i) {
    slow += -0.1 * slow + 8.0 * noise(random);
    const double interval = 900.0 + slow + 4.0 * noise(random);
    time += interval * 1e-3;
    tracker.push({at(time), Milliseconds{interval}});
    answered += tracker.rate(at(time)) ? 1 : 0;
  }
  EXPECT_LT(answered, 90);
}

TEST(HeartBreathTracker, FollowsABreathThatSlowsDown) {
  const auto rate = [](double t) {
    return t < 60 ? 15.0 : (t < 300 ? 15.0 - 9.0 * (t - 60) / 240 : 6.0);
  };
  double phase = 0.0;
  double last = 0.0;
  const auto beats = beats_of(
      [&](double t) {
        phase += rate(t) / 60.0 * (t - last);
        last = t;
        return 66.0 - 5.0 * std::cos(turn(phase));
      },
      420);
  HeartBreathTracker tracker;
  const Told told = listen(tracker, beats, 60, rate);
  EXPECT_GT(told.answered, told.asked * 75 / 100);
  EXPECT_LT(told.worst, 2.0);
  EXPECT_NEAR(tracker.rate(beats.back().time)->value.value(), 6.0, 0.5);
}

TEST(HeartBreathTracker, KnowsWhereInTheBreathTheHeartIs) {
  for (const double per_minute : {5.0, 15.0}) {
    HeartBreathTracker tracker;
    const auto beats =
        beats_of([&](double t) { return 66.0 - 5.0 * std::cos(turn(t * per_minute / 60.0)); }, 180);
    int breaths = 0;
    for (const Beat& beat : beats) {
      const auto breath = tracker.push(beat);
      breaths += breath ? 1 : 0;
      const double t = to_seconds(beat.time);
      if (t < 90) {
        continue;
      }
      const auto phase = tracker.phase(beat.time);
      ASSERT_TRUE(phase) << per_minute << " at " << t;
      EXPECT_LT(std::abs(turns_between(wrapped(Turns{t * per_minute / 60.0}), phase->value)), 0.12)
          << per_minute << " at " << t;
      if (breath) {
        EXPECT_NEAR(breath->period.count(), 60.0 / per_minute, 0.15 * 60.0 / per_minute);
      }
    }
    EXPECT_GT(breaths, 0.5 * 3 * per_minute);
  }
}

TEST(HeartBreathTracker, IsTheSameAtAnyTimeOfDay) {
  const auto beats = beats_of([](double t) { return 66.0 - 4.0 * std::cos(turn(t * 0.2)); }, 120);
  HeartBreathTracker early;
  HeartBreathTracker late;
  for (Beat beat : beats) {
    early.push(beat);
    beat.time += std::chrono::hours{30};
    late.push(beat);
    const auto a = early.rate(beat.time - std::chrono::hours{30});
    const auto b = late.rate(beat.time);
    ASSERT_EQ(a.has_value(), b.has_value());
    if (a) {
      ASSERT_DOUBLE_EQ(a->value.value(), b->value.value());
    }
  }
}

TEST(HeartBreathTracker, BridgesAnIntervalThatWasSetAside) {
  auto beats = beats_of([](double t) { return 66.0 - 4.0 * std::cos(turn(t * 0.2)); }, 180);
  for (std::size_t i = 15; i < beats.size(); i += 15) {
    beats[i].verdict = IntervalVerdict::ectopic;
    beats[i].interval *= 0.6;
  }
  HeartBreathTracker tracker;
  const Told told = listen(tracker, beats, 70, [](double) { return 12.0; });
  EXPECT_GT(told.answered, told.asked * 85 / 100);
  EXPECT_LT(told.worst, 0.6);
}

TEST(HeartBreathTracker, BeginsAnewAfterALongGapAndFallsSilentWithAge) {
  HeartBreathTracker tracker;
  auto beats = beats_of([](double t) { return 66.0 - 4.0 * std::cos(turn(t * 0.2)); }, 120);
  for (const Beat& beat : beats) {
    tracker.push(beat);
  }
  const HostTime end = beats.back().time;
  EXPECT_TRUE(tracker.rate(end));
  EXPECT_FALSE(tracker.rate(end + std::chrono::seconds{20}));
  tracker.push({end + std::chrono::seconds{60}, Milliseconds{0}, IntervalVerdict::gap});
  EXPECT_FALSE(tracker.rate(end + std::chrono::seconds{60}));
}

TEST(HeartBreathTracker, IsNotTalkedIntoTheGuidesRate) {
  std::mt19937_64 random(8);
  std::normal_distribution<double> noise;
  HeartBreathTracker tracker;
  tracker.expect(BreathsPerMinute{6.0});
  int agreed = 0;
  double time = 0.0;
  for (int i = 0; i < 2000; ++i) {
    const double interval = 900.0 + 15.0 * noise(random);
    time += interval * 1e-3;
    tracker.push({at(time), Milliseconds{interval}});
    const auto rate = tracker.rate(at(time));
    agreed += rate && std::abs(rate->value.value() - 6.0) < 1.0 ? 1 : 0;
  }
  EXPECT_EQ(agreed, 0);
}

TEST(HeartBreathTracker, TellsWhatTheHeartShowsWhenTheGuideSaysOtherwise) {
  HeartBreathTracker tracker;
  tracker.expect(BreathsPerMinute{6.0});
  const auto beats = beats_of([](double t) { return 66.0 - 4.0 * std::cos(turn(t * 0.2)); }, 180);
  const Told told = listen(tracker, beats, 70, [](double) { return 12.0; });
  EXPECT_GT(told.answered, told.asked * 85 / 100);
  EXPECT_LT(told.worst, 0.6);
}

/// A heart with the breath's swing, a blood-pressure wave that comes and goes near 0.1 Hz, and what
/// wanders besides; swing peak to trough and wave in beats per minute.
std::vector<Beat> lively_heart(double per_minute, double swing, double wave, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  constexpr double kStep = 0.02;
  double breath = 0.0;
  double uneven = 0.0;
  double wander = 0.0;
  double re = 0.0;
  double im = 0.0;
  double integral = 0.0;
  double last = 0.0;
  std::vector<Beat> beats;
  const auto drift = [&](double& x, double seconds, double spread) {
    x += -x * kStep / seconds + spread * std::sqrt(2.0 * kStep / seconds) * normal(random);
  };
  for (int i = 0; i < static_cast<int>(300 / kStep); ++i) {
    drift(uneven, 4.0, 0.05);
    drift(wander, 3.0, 0.8);
    const double old = re;
    re = old * std::cos(turn(0.098 * kStep)) - im * std::sin(turn(0.098 * kStep));
    im = old * std::sin(turn(0.098 * kStep)) + im * std::cos(turn(0.098 * kStep));
    drift(re, 15.0, wave);
    drift(im, 15.0, wave);
    breath += per_minute / 60.0 * (1.0 + uneven) * kStep;
    integral += (68.0 - 0.5 * swing * std::cos(turn(breath)) + re + wander) / 60.0 * kStep;
    if (integral >= 1.0) {
      integral -= 1.0;
      const double beat = i * kStep + 0.003 * normal(random);
      beats.push_back({at(beat), Milliseconds{last > 0 ? (beat - last) * 1e3 : 0.0}});
      last = beat;
    }
  }
  return beats;
}

struct Believed {
  int asked = 0;
  int answered = 0;
  int sure = 0;    // quality 0.8 and more
  int wrong = 0;   // of those, by more than 2 a minute
  int agreed = 0;  // with the guide, within 1 a minute
};

void believe(Believed& all, HeartBreathTracker tracker, const std::vector<Beat>& beats,
             double truth, double guide = 0.0) {
  double next = 60.0;
  for (const Beat& beat : beats) {
    tracker.push(beat);
    if (to_seconds(beat.time) < next) {
      continue;
    }
    next += 5.0;
    ++all.asked;
    const auto rate = tracker.rate(beat.time);
    if (!rate) {
      continue;
    }
    const double told = rate->value.value();
    ++all.answered;
    all.agreed += std::abs(told - guide) < 1.0 ? 1 : 0;
    if (rate->quality >= 0.8) {
      ++all.sure;
      all.wrong += std::abs(told - truth) > 2.0 ? 1 : 0;
    }
  }
}

TEST(HeartBreathTracker, IsSureOnlyWhereItIsRight) {
  Believed all;
  for (unsigned i = 0; i < 12; ++i) {
    const double rate = 4.0 * std::pow(5.0, i / 11.0);
    believe(all, HeartBreathTracker{}, lively_heart(rate, rate < 7 ? 12.0 : 4.0, 0.5 + 0.1 * i, i),
            rate);
  }
  EXPECT_GT(all.sure, all.asked / 2);
  EXPECT_LE(all.wrong, all.sure / 20);
}

TEST(HeartBreathTracker, IsHardlyEverSureOfABloodPressureWaveAlone) {
  Believed all;
  for (unsigned i = 0; i < 10; ++i) {
    believe(all, HeartBreathTracker{}, lively_heart(14.0, 0.0, 1.0 + 0.2 * i, 50 + i), 14.0);
  }
  EXPECT_LT(all.answered, all.asked / 4);
  EXPECT_LT(all.sure, all.asked / 10);
}

TEST(HeartBreathTracker, FabricatesNoAgreementWithAGuideThatIsNotFollowed) {
  // Twelve breaths a minute in a heart that shows them weakly, led at six, where its own
  // blood-pressure wave lies.
  Believed alone;
  Believed led;
  for (unsigned i = 0; i < 10; ++i) {
    const auto beats = lively_heart(12.0, 1.0, 1.5, 80 + i);
    HeartBreathTracker tracker;
    believe(alone, tracker, beats, 12.0, 6.0);
    tracker.expect(BreathsPerMinute{6.0});
    believe(led, tracker, beats, 12.0, 6.0);
  }
  EXPECT_LE(led.agreed, alone.agreed + led.asked / 50);
  EXPECT_LT(led.wrong, led.asked / 20);
}

TEST(HeartBreathTracker, SaysWhyThereIsNoRate) {
  HeartBreathTracker tracker;
  EXPECT_EQ(tracker.fault(), SignalFault::too_few_beats);
  const auto beats = beats_of([](double t) { return 66.0 - 4.0 * std::cos(turn(t * 0.2)); }, 120);
  for (const Beat& beat : beats) {
    tracker.push(beat);
  }
  EXPECT_EQ(tracker.fault(), SignalFault::none);

  HeartBreathTracker pacemaker;
  for (int i = 0; i < 200; ++i) {
    pacemaker.push({at(i), Milliseconds{1000}});
  }
  EXPECT_EQ(pacemaker.fault(), SignalFault::flat);

  HeartBreathTracker irregular;
  std::mt19937_64 random(4);
  std::normal_distribution<double> noise;
  double time = 0.0;
  int told = 0;
  int unsure = 0;
  for (int i = 0; i < 600; ++i) {
    const double interval = 900.0 + 60.0 * noise(random);
    time += interval * 1e-3;
    irregular.push({at(time), Milliseconds{interval}});
    told += irregular.rate(at(time)) ? 1 : 0;
    unsure += irregular.fault() == SignalFault::two_rates ? 1 : 0;
  }
  EXPECT_LT(told, 120);
  EXPECT_GT(unsure, 400);
}

TEST(HeartBreathTracker, SaysNothingWhenHalfOfTheBeatsAreSetAside) {
  auto beats = beats_of([](double t) { return 66.0 - 4.0 * std::cos(turn(t * 0.2)); }, 180);
  for (std::size_t i = 0; i < beats.size(); i += 2) {
    beats[i].verdict = IntervalVerdict::ectopic;
  }
  HeartBreathTracker tracker;
  for (const Beat& beat : beats) {
    tracker.push(beat);
  }
  EXPECT_FALSE(tracker.rate(beats.back().time));
  EXPECT_EQ(tracker.fault(), SignalFault::too_few_beats);
}

TEST(HeartBreathTracker, SurvivesIntervalsThatAreNone) {
  HeartBreathTracker tracker;
  double time = 0.0;
  for (int i = 0; i < 400; ++i) {
    time += 0.8;
    const double interval = i % 7 == 0   ? std::numeric_limits<double>::quiet_NaN()
                            : i % 7 == 3 ? 1e30
                            : i % 7 == 5 ? -5.0
                                         : 800.0;
    tracker.push({at(time), Milliseconds{interval}});
    const auto rate = tracker.rate(at(time));
    EXPECT_FALSE(rate && !std::isfinite(rate->value.value()));
  }
  tracker.push({at(1.0), Milliseconds{800}});
  tracker.push({HostTime::max(), Milliseconds{800}});
  EXPECT_FALSE(tracker.rate(HostTime{}));
}

TEST(HeartBreathTracker, SaysNothingOfAHeartThatNeverSwings) {
  for (const double interval_ms : {500.0, 1000.0, 1600.0, 2500.0, 3250.0, 4000.0}) {
    HeartBreathTracker tracker;
    for (int i = 1; i < 600; ++i) {
      const HostTime now = at(i * interval_ms * 1e-3);
      tracker.push({now, Milliseconds{interval_ms}});
      ASSERT_FALSE(tracker.rate(now)) << interval_ms << " at " << i;
    }
  }
}

/// Seven people who breathe to a metronome set to 15 a minute; what they do is 14.3-14.8.
TEST(HeartBreathTracker, ReadsPacedPeopleFromTheirHeartsAlone) {
  const std::string folder = recordings::folder() + "/rr/meditation/";
  int read = 0;
  for (int person = 1; person <= 7; ++person) {
    const auto times = recordings::wfdb_beats(folder + "M" + std::to_string(person) + ".qrs", 128);
    if (times.empty()) {
      GTEST_SKIP() << "No recordings in " << folder << "; set EBB_RECORDINGS.";
    }
    HeartBreathTracker tracker;
    double time = 0.0;
    int asked = 0;
    std::vector<double> rates;
    for (std::size_t i = 1; i < times.size(); ++i) {
      const double interval = times[i] - times[i - 1];
      if (interval > 3.0) {
        continue;
      }
      time += interval;
      tracker.push({at(time), Milliseconds{interval * 1e3}});
      if (time > 60) {
        ++asked;
        if (const auto rate = tracker.rate(at(time))) {
          rates.push_back(rate->value.value());
        }
      }
    }
    if (rates.size() > static_cast<std::size_t>(asked) * 8 / 10) {
      std::nth_element(rates.begin(), rates.begin() + static_cast<long>(rates.size() / 2),
                       rates.end());
      read += std::abs(rates[rates.size() / 2] - 15.0) <= 0.5 ? 1 : 0;
    }
  }
  EXPECT_GE(read, 5);
}

}  // namespace
}  // namespace ebb
