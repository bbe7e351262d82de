#include "visualizer/sound/soundscape.hpp"

#include <cmath>
#include <functional>
#include <memory>
#include <ostream>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "sound/heard.hpp"

namespace ebb::sound {
namespace {

struct Kind {
  const char* name;
  std::unique_ptr<Voice> (*make)(double);
};

void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }

class EveryVoice : public testing::TestWithParam<Kind> {
 protected:
  [[nodiscard]] Soundscape scape() const { return Soundscape{{kRate}, GetParam().make(kRate)}; }
};

INSTANTIATE_TEST_SUITE_P(Voices, EveryVoice,
                         testing::Values(Kind{"waves", make_waves}, Kind{"tones", make_tones}),
                         [](const auto& of) { return std::string{of.param.name}; });

/// One breath of 4 s in and 6 s out, already sounding when it begins.
std::vector<double> one_breath(Soundscape& scape) {
  scape.push({breath(-10.0, 4.0, 6.0), 1.0, kComes});
  listen(scape, -10.0, 10.0);
  scape.push({breath(0.0, 4.0, 6.0), 1.0, kComes});
  return listen(scape, 0.0, 10.0);
}

/// From one sample to the next.
double highest_step(const std::vector<double>& heard) {
  double step = 0.0;
  for (std::size_t i = 1; i < heard.size(); ++i) {
    step = std::max(step, std::abs(heard[i] - heard[i - 1]));
  }
  return step;
}

TEST_P(EveryVoice, IsNeverLouderThanTwentyDecibelsBelowFullScale) {
  Soundscape heard_by = scape();
  const double most = loudest(one_breath(heard_by));
  EXPECT_LE(20.0 * std::log10(most), -20.0 + 0.01);
  EXPECT_GE(20.0 * std::log10(most), -26.0) << "so quiet that nobody follows it";
}

TEST_P(EveryVoice, LevelFollowsTheShapeWithinFiftyMilliseconds) {
  // Several breaths, so that the chance of the noise averages out.
  constexpr double kStep = 0.02;
  constexpr int kBreaths = 8;
  const PlannedBreath guide = breath(0.0, 2.0, 3.0);
  Soundscape heard_by = scape();
  std::vector<double> level(250, 0.0);
  heard_by.push({breath(-5.0, 2.0, 3.0), 1.0, kComes});
  listen(heard_by, -5.0, 5.0);
  for (int i = 0; i < kBreaths; ++i) {
    heard_by.push({breath(5.0 * i, 2.0, 3.0), 1.0, kComes});
    const std::vector<double> heard = listen(heard_by, 5.0 * i, 5.0);
    for (std::size_t k = 0; k < level.size(); ++k) {
      const double from = static_cast<double>(k) * kStep;
      level[k] += power(part(heard, from, from + kStep)) / kBreaths;
    }
  }
  // The shift at which the squared curve explains the power best.
  const auto fit = [&](double shift) {
    double product = 0.0;
    double norm = 0.0;
    for (std::size_t k = 0; k < level.size(); ++k) {
      const double t = (static_cast<double>(k) + 0.5) * kStep - shift;
      const double longer = t < 2.0 ? 1.0 : 0.75;
      const double curve = std::pow(guide.size_at(at_seconds<HostTime>(t)), 2.0 * longer);
      product += curve * level[k];
      norm += curve * curve;
    }
    return product / std::sqrt(norm);
  };
  double best = -0.6;
  for (int i = -60; i <= 60; ++i) {
    best = fit(0.01 * i) > fit(best) ? 0.01 * i : best;
  }
  EXPECT_NEAR(best, 0.0, 0.05);
}

TEST_P(EveryVoice, TimbreTurnsWithTheShapeWithinFiftyMilliseconds) {
  // Many turns, so that the chance of the noise averages out.
  std::vector<double> brightness(60, 0.0);
  constexpr double kStep = 0.02;
  for (int seed = 0; seed < 16; ++seed) {
    Soundscape heard_by = scape();
    const double early = 0.1 * seed;  // another part of the noise each time
    heard_by.push({breath(-2.0 - early, 2.0 + early, 6.0), 1.0, kComes});
    const std::vector<double> heard = listen(heard_by, -2.0 - early, 2.7 + early);
    for (std::size_t i = 0; i < brightness.size(); ++i) {
      const double from = 2.0 + early - 0.6 + static_cast<double>(i) * kStep;
      brightness[i] += mean_frequency(part(heard, from, from + kStep)) / 16.0;
    }
  }
  double before = 0.0;
  double after = 0.0;
  for (std::size_t i = 0; i < 15; ++i) {
    before += brightness[i] / 15.0;
    after += brightness[brightness.size() - 1 - i] / 15.0;
  }
  ASSERT_GT(before, 1.15 * after) << "in is brighter than out";
  std::size_t turned = 15;
  while (brightness[turned] > 0.5 * (before + after)) {
    ++turned;
  }
  const double at = (static_cast<double>(turned) + 0.5) * kStep - 0.6;
  EXPECT_NEAR(at, 0.0, 0.05);
}

TEST_P(EveryVoice, OutIsDarkerAndStaysAudibleForLonger) {
  Soundscape heard_by = scape();
  const std::vector<double> heard = one_breath(heard_by);
  EXPECT_GT(mean_frequency(part(heard, 2.0, 3.8)), 1.15 * mean_frequency(part(heard, 4.2, 6.0)));
  // A tenth of the way from its quiet end, each half in its own time.
  EXPECT_GT(power(part(heard, 8.4, 8.8)), power(part(heard, 0.8, 1.07)));
}

TEST_P(EveryVoice, NoLevelComesInLessThanAFifthOfASecond) {
  Soundscape heard_by = scape();
  // Asked for in no time at all, at the loudest moment.
  heard_by.push({breath(-2.0, 2.0, 3.0), 1.0, Seconds{0.0}});
  const std::vector<double> heard = listen(heard_by, 0.0, 0.5);
  EXPECT_LT(loudest(part(heard, 0.0, 0.02)), 0.005);
  EXPECT_GT(loudest(part(heard, 0.2, 0.4)), 0.02);
}

TEST_P(EveryVoice, LeavingIsSilentWithinThreeTenthsOfASecond) {
  std::mt19937 random{7};
  std::uniform_real_distribution<double> when{0.0, 10.0};
  for (int i = 0; i < 12; ++i) {
    Soundscape heard_by = scape();
    const double left = when(random);
    heard_by.push({breath(0.0, 4.0, 6.0), 1.0, kComes});
    listen(heard_by, 0.0, left);
    heard_by.push({breath(0.0, 4.0, 6.0), 0.0, kLeaves});
    const std::vector<double> heard = listen(heard_by, left, 0.5);
    // What a device has waiting, four blocks at most, is heard before any of this.
    EXPECT_EQ(loudest(part(heard, 0.2, 0.5)), 0.0) << "left at " << left << " s";
    EXPECT_TRUE(heard_by.silent());
  }
}

TEST_P(EveryVoice, EasingOffFadesSoftlyAndIsSilentWithinSixSeconds) {
  Soundscape heard_by = scape();
  heard_by.push({breath(0.0, 4.0, 6.0), 1.0, kComes});
  listen(heard_by, 0.0, 3.0);
  heard_by.push({breath(0.0, 30.0, 30.0), 0.0, kEasesOff});
  const std::vector<double> heard = listen(heard_by, 15.0, 6.5);
  EXPECT_GT(power(part(heard, 0.5, 1.0)), 0.0);
  EXPECT_EQ(loudest(part(heard, 5.9, 6.5)), 0.0);
}

TEST_P(EveryVoice, NothingClicks) {
  Soundscape undisturbed = scape();
  const std::vector<double> breathing = one_breath(undisturbed);
  Soundscape heard_by = scape();
  std::vector<double> heard;
  double at = 0.0;
  // Turns, a pause, a breath that begins before the last one ended, leaving.
  for (const Sounding& now :
       {Sounding{breath(0.0, 1.5, 2.0), 1.0, kComes}, Sounding{breath(3.5, 1.5, 2.0), 1.0, kComes},
        Sounding{breath(3.5, 1.5, 2.0), 0.0, kRests}, Sounding{breath(7.5, 1.5, 2.0), 1.0, kComes},
        Sounding{breath(10.5, 4.0, 4.0), 0.0, kLeaves}}) {
    heard_by.push(now);
    const auto more = listen(heard_by, at, at == 0.0 ? 3.5 : 2.5);
    heard.insert(heard.end(), more.begin(), more.end());
    at = static_cast<double>(heard.size()) / kRate;
  }
  EXPECT_LE(highest_step(heard), 1.1 * highest_step(breathing));
}

TEST_P(EveryVoice, BlocksOfAnySizeSoundTheSame) {
  Soundscape one = scape();
  Soundscape other = scape();
  one.push({breath(0.0, 2.0, 3.0), 1.0, kComes});
  other.push({breath(0.0, 2.0, 3.0), 1.0, kComes});
  const auto in_one = listen(one, 0.0, 2.0, 320);
  const auto in_pieces = listen(other, 0.0, 2.0, 131);
  double apart = 0.0;
  for (std::size_t i = 0; i < in_one.size(); ++i) {
    apart = std::max(apart, std::abs(in_one[i] - in_pieces[i]));
  }
  EXPECT_LE(apart, 2.0 / 32'768.0);
}

TEST(Sounding, IsTheGuideWhileItIsShownAndMoves) {
  RunView run;
  run.cue.shown = true;
  EXPECT_EQ(sounding_of(run).level, 1.0);
  run.cue.shown = false;
  EXPECT_EQ(sounding_of(run).level, 0.0);
  run.cue.shown = true;
  run.state = RunState::paused;
  EXPECT_EQ(sounding_of(run).level, 0.0);
  run.state = RunState::eased_off;
  EXPECT_EQ(sounding_of(run).level, 0.0);
  EXPECT_LE(sounding_of(run).within.count(), 6.0);
  run.state = RunState::closed;
  EXPECT_LE(sounding_of(run).within.count(), 0.2);
}

}  // namespace
}  // namespace ebb::sound
