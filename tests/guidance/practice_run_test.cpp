#include "guidance/practice_run.hpp"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "breather.hpp"

namespace ebb {
namespace {

using test::at;
using test::Breather;

Step timed(std::string id, BreathMode breath, double seconds) {
  Step step;
  step.id = std::move(id);
  step.breath = breath;
  step.lasts = Seconds{seconds};
  return step;
}

Step ready(std::string id, std::vector<std::string> say = {}) {
  Step step;
  step.id = std::move(id);
  step.say = std::move(say);
  return step;
}

/// A run with its own clock and a diary of what it told.
class Walk {
 public:
  explicit Walk(Practice practice, RunChoices choices = {})
      : run_(
            std::move(practice), Pacer::Config{}, at(0),
            [this](const PracticeEvent& e) { told_.push_back(e); }, std::move(choices)) {}

  RunView to(double seconds, const BodyNow& body = {}) { return run_.advance(at(seconds), body); }
  template <class Body>
  RunView along(double from, double until, Body body, double step = 0.1) {
    RunView view;
    for (double t = from; t <= until + 1e-9; t += step) {
      view = run_.advance(at(t), body(t));
    }
    return view;
  }
  void press(Wish wish, double seconds) { run_.press(wish, at(seconds)); }

  /// When it told `what` for the first time; below zero when it never did.
  [[nodiscard]] double when(std::string_view what, std::string_view step = {}) const {
    for (const auto& e : told_) {
      if (e.what == what && (step.empty() || e.step == step)) {
        return to_seconds(e.time);
      }
    }
    return -1.0;
  }
  [[nodiscard]] const std::vector<PracticeEvent>& told() const { return told_; }

 private:
  std::vector<PracticeEvent> told_;
  PracticeRun run_;
};

Practice of(std::vector<Step> steps) {
  Practice practice;
  practice.id = "test";
  practice.steps = std::move(steps);
  return practice;
}

BodyNow breathing(const Breather& person, double t) { return {person.at(t), std::nullopt, 0.0}; }

TEST(PracticeRun, TimedStepsFollowEachOtherAtTheirInstants) {
  Walk walk{of({timed("a", NoBreath{}, 12.5), timed("b", PaceBreath{}, 30), ready("c")})};
  walk.to(3600);
  EXPECT_EQ(walk.when("began"), 0.0);
  EXPECT_EQ(walk.when("step", "a"), 0.0);
  EXPECT_EQ(walk.when("step", "b"), 12.5);
  EXPECT_EQ(walk.when("step", "c"), 42.5);
  EXPECT_EQ(walk.when("ended"), -1.0) << "the last step waits for the person";
}

TEST(PracticeRun, StartsAtTheFirstAdvanceWithTheBreathThatIsKnown) {
  Walk walk{of({timed("a", RampBreath{}, 60)})};
  const Breather person{15.0};
  const RunView view = walk.to(0, breathing(person, 0));
  EXPECT_TRUE(view.cue.shown);
  EXPECT_NEAR(view.cue.rate.value(), 15.0, 1.5);
}

TEST(PracticeRun, AStepWithoutBreathShowsNoCue) {
  Walk walk{of({timed("a", NoBreath{}, 10), timed("b", FollowBreath{}, 10), ready("c")})};
  for (double t = 0; t < 40; t += 0.25) {
    EXPECT_EQ(walk.to(t).cue.shown, t >= 10 && t < 20) << t;
  }
  for (const auto& e : walk.told()) {
    EXPECT_TRUE(e.what != "cue" || e.step == "b");
  }
}

TEST(PracticeRun, AKeyMovesOnAtOnceAndTheEndIsTheSameEarlyOrLate) {
  Walk walk{of({ready("a"), timed("b", PaceBreath{}, 360)})};
  walk.to(5);
  walk.press(Wish::on, 5.2);
  EXPECT_EQ(walk.when("moved on: key"), 5.2);
  EXPECT_EQ(walk.when("step", "b"), 5.2);
  walk.to(50);
  walk.press(Wish::stop, 50);
  const RunView closed = walk.to(50.02);
  EXPECT_EQ(closed.state, RunState::closed);
  EXPECT_FALSE(closed.cue.shown);
  EXPECT_EQ(walk.when("ended early"), 50.0);
  const auto told = walk.told().size();
  walk.press(Wish::on, 60);
  walk.to(4000);
  EXPECT_EQ(walk.told().size(), told) << "nothing starts by itself after a stop";
}

}  // namespace
}  // namespace ebb
