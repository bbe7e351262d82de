// Whatever a sensor sends, whoever presses what, and whatever a console offers.
#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "breather.hpp"
#include "shipped.hpp"
#include "walk.hpp"

namespace ebb {
namespace {

using test::at;
using test::shipped;
using test::Walk;

class AnyStream {
 public:
  explicit AnyStream(unsigned seed) : dice_(seed) {}

  [[nodiscard]] unsigned below(unsigned n) { return static_cast<unsigned>(dice_() % n); }
  [[nodiscard]] double part() { return below(1001) / 1000.0; }

  [[nodiscard]] BodyNow body() {
    constexpr double kWild[] = {0.0, -3.0, 1e9, 70000.0, 1e-9};
    BodyNow body;
    const auto breath = [this, &kWild] {
      const double rate = below(20) == 0 ? kWild[below(5)] : 4.0 + 20.0 * part();
      return OwnBreath{BreathsPerMinute{rate}, Turns{part()}, part()};
    };
    if (below(4) != 0) {
      body.breath = breath();
    }
    if (below(4) != 0) {
      body.heart_rate = BeatsPerMinute{below(20) == 0 ? kWild[below(5)] : 40.0 + 120.0 * part()};
      body.heart_quality = part();
    }
    if (below(3) == 0) {
      body.second = breath();
    }
    return body;
  }

  [[nodiscard]] ConsoleOffer offer() {
    return {.kind = static_cast<ConsoleOffer::Kind>(below(7)),
            .pace = BreathsPerMinute{3.0 + 10.0 * part()},
            .words = below(2) == 0 ? "There is no hurry." : "",
            .slot = below(2) == 0 ? "kind_words" : "unheard_of"};
  }

 private:
  std::mt19937 dice_;
};

TEST(AnyStream, NoBodyAndNoConsoleLengthensRepeatsOrLocksAStep) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    AnyStream any{seed};
    std::vector<Step> steps;
    std::vector<double> longest;
    for (int i = 0; i < 4; ++i) {
      Step step = test::timed(std::to_string(i), RampBreath{}, 15.0 + any.below(60));
      if (any.below(3) == 0) {
        step.breath = FollowBreath{};
      }
      step.say = {"One breath.", "Two three four."};
      step.ease_watch = any.below(2) == 0;
      step.move_on = MoveOn{.when = static_cast<MoveOn::When>(any.below(3)),
                            .for_breaths = 1 + static_cast<int>(any.below(8)),
                            .or_after = Seconds{10.0 + any.below(60)}};
      step.move_on->without_sensor_ready = any.below(2) == 0;
      // Something is sensed most of the time: by 20 s into a step a signal has been there.
      double most = step.move_on->or_after.count() + (step.move_on->without_sensor_ready ? 20 : 0);
      if (any.below(3) == 0) {
        step.lasts = UntilReady{};
      } else if (any.below(2) == 0) {
        step.lasts = BreathCount{1 + static_cast<int>(any.below(12))};
      } else {
        most = std::min(most, std::get<Seconds>(step.lasts).count());
      }
      longest.push_back(most);
      steps.push_back(step);
    }
    Practice practice = test::of(steps);
    practice.tenderness = static_cast<Tenderness>(any.below(3));
    practice.slots = {"kind_words"};
    Walk walk{practice};
    for (double t = 0; t < 400; t += 0.37) {
      if (any.below(30) == 0) {
        walk.run().offer(any.offer(), at(t));
      }
      walk.to(t, any.body());
    }
    double whole = 0.0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      whole += longest[i];
      EXPECT_EQ(
          std::count_if(walk.told().begin(), walk.told().end(),
                        [&](const auto& e) { return e.what == "step" && e.step == steps[i].id; }),
          1);
    }
    EXPECT_GT(walk.when("ended"), 0.0) << seed;
    EXPECT_LE(walk.when("ended"), whole + 0.01) << seed;
  }
}

TEST(AnyStream, FromEveryStateOfEveryPracticeThereIsAWayOnAndAWayOut) {
  constexpr Wish kKeys[] = {Wish::on,        Wish::previous_line,  Wish::pause_or_resume,
                            Wish::slower,    Wish::quicker,        Wish::own_pace,
                            Wish::ease_off,  Wish::skip_step,      Wish::next_anchor,
                            Wish::nearer,    Wish::notice_thought, Wish::fill_dot,
                            Wish::grounding, Wish::take_up,        Wish::hide_feedback};
  for (const char* id : test::kShipped) {
    const Practice practice = shipped(id);
    for (unsigned seed = 0; seed < 10; ++seed) {
      AnyStream any{seed};
      Walk walk{practice, {.carry_me_along = seed % 2 == 0}};
      double t = 0.0;
      for (; t < 60.0 + any.below(120); t += 0.5) {
        if (any.below(12) == 0) {
          walk.press(kKeys[any.below(15)], t);
        }
        if (any.below(20) == 0) {
          walk.run().offer(any.offer(), at(t));
        }
        const RunView view = walk.to(t, any.body());
        EXPECT_TRUE(view.cue.size >= 0.0 && view.cue.size <= 1.0);
        EXPECT_TRUE(view.dim >= 0.0 && view.dim <= 1.0 && view.sound >= 0.0 && view.sound <= 1.0);
        EXPECT_FALSE(view.cue.shown && view.anchor != "breath" &&
                     walk.count("anchor: breath") == 0 &&
                     walk.when("anchor: " + view.anchor) >= 0.0);
      }
      // One key after the other leads to the end, however it stands now.
      for (std::size_t i = 0; i < 3 * practice.steps.size() + 3; ++i) {
        walk.press(Wish::skip_step, t += 1.0);
        walk.press(Wish::on, t);
      }
      EXPECT_EQ(walk.to(t + 1.0, any.body()).state, RunState::closed) << id;
    }
  }
}

TEST(AnyStream, F19_CuesAreToldAtTheTurnsHoweverSeldomTheRunIsAsked) {
  const auto diary = [](double every) {
    Walk walk{shipped("own-rhythm"), {.carry_me_along = true}};
    const test::Breather person{11.3};
    for (double t = 0; t < 240; t += every) {
      walk.to(t, test::breathing(person, t));
    }
    std::vector<double> cues;
    for (const auto& e : walk.told()) {
      if (e.what == "cue in" || e.what == "cue out") {
        cues.push_back(to_seconds(e.time));
      }
    }
    return cues;
  };
  const auto often = diary(0.01);
  for (const double every : {1.0 / 60.0, 0.05, 1.0}) {
    const auto seldom = diary(every);
    for (std::size_t i = 0; i < std::min(often.size(), seldom.size()); ++i) {
      ASSERT_NEAR(seldom[i], often[i], 0.02) << i;
    }
    EXPECT_LE(often.size() - seldom.size(), 2U);
  }
  EXPECT_GT(often.size(), 60U);
}

TEST(AnyStream, F19_AfterAPauseItGoesOnWithCueOutAndNothingIsCuedMeanwhile) {
  Walk walk{test::of({test::timed("a", PaceBreath{.rate = BreathsPerMinute{6.0}}, 300)})};
  walk.to(11);
  walk.press(Wish::pause_or_resume, 11);
  const auto told = walk.told().size();
  walk.to(60);
  EXPECT_EQ(walk.told().size(), told);
  walk.press(Wish::pause_or_resume, 60);
  walk.to(61);
  EXPECT_EQ(walk.told().back().what, "cue out");
  EXPECT_EQ(to_seconds(walk.told().back().time), 60.0);
}

}  // namespace
}  // namespace ebb
