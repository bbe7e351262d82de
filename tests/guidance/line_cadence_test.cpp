#include "guidance/line_cadence.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "breather.hpp"
#include "walk.hpp"

namespace ebb::test {
namespace {

constexpr const char* kLong =
    "If it feels kind, the out-breath can have a little more room.";  // 12 words: 6.3 s

TEST(LineCadence, ALineStaysForItsReadingTime) {
  EXPECT_DOUBLE_EQ(reading_time("Small and easy is plenty.").count(), 4.0);
  EXPECT_DOUBLE_EQ(reading_time(kLong).count(), 1.5 + 0.4 * 12);
  EXPECT_DOUBLE_EQ(reading_time("").count(), 4.0);
}

TEST(LineCadence, WordsFadeInOverFourTenthsAndOutOverSeven) {
  LineCadence lines;
  lines.begin({"One."}, BreathCount{2}, false, at(10), at(10));
  EXPECT_EQ(lines.at(at(9)).opacity, 0.0);
  EXPECT_NEAR(lines.at(at(10.2)).opacity, 0.5, 1e-6);
  EXPECT_NEAR(lines.at(at(10.4)).opacity, 1.0, 1e-6);
  EXPECT_NEAR(lines.at(at(14.0)).opacity, 1.0, 1e-6);
  EXPECT_NEAR(lines.at(at(14.35)).opacity, 0.5, 1e-6);
  EXPECT_EQ(lines.at(at(14.7)).opacity, 0.0);
  EXPECT_TRUE(lines.at(at(14.7)).text.empty());
}

TEST(LineCadence, TheNextLineComesAtTheEndOfAnOutBreathAfterABreathOfQuiet) {
  Step step = timed("a", PaceBreath{.rate = BreathsPerMinute{10.0}}, 200);
  step.say = {kLong, "Small and easy is plenty."};
  Walk walk{of({step})};
  double gone = -1.0;
  for (double t = 0; t < 100; t += 0.01) {
    const RunView view = walk.to(t);
    if (gone < 0.0 && t > 1.0 && view.line.empty()) {
      gone = t;
    }
    if (view.line == step.say[1]) {
      EXPECT_NEAR(gone, 6.3 + 0.7, 0.02);
      EXPECT_GE(t - gone, 6.0 - 0.02) << "one breath of quiet";
      EXPECT_FALSE(view.cue.inhaling);
      EXPECT_GT(view.cue.phase.value(), 0.9);
      return;
    }
  }
  FAIL() << "the second line never came";
}

TEST(LineCadence, SayEveryIsTheLeastTimeFromLineToLine) {
  for (const Length every : {Length{Seconds{40.0}}, Length{BreathCount{7}}}) {
    Step step = timed("a", PaceBreath{.rate = BreathsPerMinute{10.0}}, 200);
    step.say = {"One.", "Two."};
    step.say_every = every;
    Walk walk{of({step})};
    double t = 0.0;
    while (t < 200 && walk.to(t).line != "Two.") {
      t += 0.05;
    }
    EXPECT_GE(t, std::holds_alternative<Seconds>(every) ? 40.0 : 41.0);
    EXPECT_LE(t, 53.0);
  }
}

TEST(LineCadence, NoLineAppearsWhileTheShapeRisesAndNeverTwoChangesAtOnce) {
  Step follow = timed("a", FollowBreath{}, 41.3);
  follow.say = {"One.", "Two."};
  Step ramp = timed("b", RampBreath{}, 120);
  ramp.say = {kLong, "Three.", "Four."};
  Step none = timed("c", NoBreath{}, 60);
  none.say = {"Five.", "Six."};
  const Breather person{14.0};
  Walk walk{of({follow, ramp, none})};
  std::string last;
  double last_opacity = 0.0;
  int seen = 0;
  for (double t = 0; t < 221; t += 0.01) {
    const RunView view = walk.to(t, breathing(person, t));
    EXPECT_LE(std::abs(view.line_opacity - last_opacity), 0.03) << t;
    if (view.line != last && !view.line.empty()) {
      EXPECT_LT(last_opacity, 0.03) << "the words before are gone";
      EXPECT_TRUE(!view.cue.shown || !view.cue.inhaling || view.cue.size < 0.01) << t;
      ++seen;
    }
    last = view.line;
    last_opacity = view.line_opacity;
  }
  EXPECT_EQ(seen, 7);
}

TEST(LineCadence, PreviousBringsALineBack) {
  LineCadence lines;
  lines.begin({"One.", "Two."}, BreathCount{2}, false, at(0), at(0));
  EXPECT_TRUE(lines.next(at(5)));
  EXPECT_EQ(lines.at(at(7)).text, "Two.");
  EXPECT_TRUE(lines.previous(at(7)));
  EXPECT_EQ(lines.at(at(7.1)).text, "Two.") << "it fades out first";
  EXPECT_EQ(lines.at(at(8)).text, "One.");
  EXPECT_TRUE(lines.previous(at(9)));
  EXPECT_EQ(lines.at(at(10)).text, "One.");
  EXPECT_FALSE(LineCadence{}.previous(at(0)));
}

}  // namespace
}  // namespace ebb::test
