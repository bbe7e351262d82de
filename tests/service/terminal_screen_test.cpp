#include "service/terminal_screen.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ebb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

RunView breathing(double size, bool inhaling = true) {
  RunView run;
  run.step = "ease";
  run.step_count = 5;
  run.cue.shown = true;
  run.cue.size = size;
  run.cue.inhaling = inhaling;
  run.cue.rate = BreathsPerMinute{9.5};
  run.line = "Small and easy is plenty.";
  run.line_opacity = 1.0;
  return run;
}

Snapshot body(double quality = 0.9) {
  Snapshot snapshot;
  snapshot.time = at(10);
  snapshot.signal = SignalWord::fair;
  const BeatsPerMinute heart{66.2};
  const BreathsPerMinute breath{13.4};
  snapshot.heart_rate = Estimate<BeatsPerMinute>{heart, heart, heart, quality, at(10)};
  snapshot.breath_rate = Estimate<BreathsPerMinute>{breath, breath, breath, quality, at(10)};
  snapshot.breath_phase = Estimate<Turns>{Turns{0.4}, Turns{0.4}, Turns{0.4}, quality, at(10)};
  return snapshot;
}

TerminalScreen screen(int columns, bool colour = false) {
  TerminalScreen::Look look;
  look.columns = columns;
  look.colour = colour;
  return TerminalScreen{look};
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const auto& line : lines) {
    all += line + "\n";
  }
  return all;
}

std::size_t letters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

TEST(TerminalScreen, ShowsGuideOwnBreathHeartSignalAndLine) {
  const std::string all = joined(screen(80).frame(breathing(0.5), body(), at(10)));
  EXPECT_THAT(all, HasSubstr("█"));
  EXPECT_THAT(all, HasSubstr("╌"));
  EXPECT_THAT(all, HasSubstr("66"));
  EXPECT_THAT(all, HasSubstr("~ fair"));
  EXPECT_THAT(all, HasSubstr("Small and easy is plenty."));
  EXPECT_THAT(all, HasSubstr(" in"));
}

TEST(TerminalScreen, TheBarGrowsToOnePointSixTimesAndNeverBeyondTheColumns) {
  for (int columns = 40; columns <= 120; columns += 8) {
    std::vector<std::size_t> widths;
    for (int i = 0; i <= 10; ++i) {
      for (const auto& line : screen(columns).frame(breathing(i / 10.0), body(), at(10))) {
        EXPECT_LE(letters(line), static_cast<std::size_t>(columns)) << line;
      }
      const std::string guide = screen(columns).frame(breathing(i / 10.0), {}, at(10))[1];
      std::size_t blocks = 0;
      for (auto p = guide.find("█"); p != guide.npos; p = guide.find("█", p + 1)) {
        ++blocks;
      }
      widths.push_back(blocks);
    }
    EXPECT_TRUE(std::is_sorted(widths.begin(), widths.end()));
    EXPECT_NEAR(static_cast<double>(widths.back()), 1.6 * static_cast<double>(widths.front()), 2.0);
  }
}

TEST(TerminalScreen, TheFrameKeepsItsHeightInEveryState) {
  for (const int columns : {40, 80, 120}) {
    const auto height = screen(columns).frame(breathing(0.0), {}, at(0)).size();
    for (const auto state :
         {RunState::running, RunState::paused, RunState::eased_off, RunState::closed}) {
      for (const char* line : {"",
                               "One two three four five six seven eight nine ten eleven twelve "
                               "thirteen fourteen fifteen sixteen seventeen"}) {
        RunView run = breathing(0.7);
        run.state = state;
        run.line = line;
        EXPECT_EQ(screen(columns).frame(run, body(), at(10)).size(), height);
      }
    }
  }
}

TEST(TerminalScreen, WithoutColourThereIsNoEscapeInTheFrame) {
  EXPECT_THAT(joined(screen(80, false).frame(breathing(0.5), body(), at(10))),
              Not(HasSubstr("\x1b")));
  EXPECT_THAT(joined(screen(80, true).frame(breathing(0.5), body(), at(10))), HasSubstr("\x1b["));
}

TEST(TerminalScreen, WhatIsNotEarnedIsNotShown) {
  for (const Snapshot& snapshot : {Snapshot{}, body(0.3)}) {
    const std::string all = joined(screen(80).frame(breathing(0.5), snapshot, at(10)));
    EXPECT_THAT(all, Not(HasSubstr("╌")));
    EXPECT_THAT(all, Not(HasSubstr("heart")));
  }
  EXPECT_THAT(joined(screen(80).frame(breathing(0.5), body(), at(60))), Not(HasSubstr("66")))
      << "a value from a minute ago is not the heart now";
}

TEST(TerminalScreen, EasedOffHasNoBreathNoNumberAndNoSignal) {
  RunView run = breathing(0.5);
  run.state = RunState::eased_off;
  const std::string all = joined(screen(80).frame(run, body(), at(10)));
  EXPECT_THAT(all, Not(HasSubstr("█")));
  EXPECT_THAT(all, Not(HasSubstr("╌")));
  EXPECT_EQ(std::find_if(all.begin(), all.end(), [](char c) { return c >= '0' && c <= '9'; }),
            all.end());
  EXPECT_THAT(all, Not(HasSubstr("breath")));
  EXPECT_THAT(all, HasSubstr("Feet"));
}

TEST(TerminalScreen, StepsWithoutBreathShowNoBar) {
  RunView run = breathing(0.5);
  run.cue.shown = false;
  EXPECT_THAT(joined(screen(80).frame(run, {}, at(10))), Not(HasSubstr("█")));
  EXPECT_THAT(TerminalScreen::plain(run, {}, at(10), at(0)), Not(HasSubstr("guide")));
}

TEST(TerminalScreen, EscapesInAPracticeNeverReachTheTerminal) {
  RunView run = breathing(0.5);
  run.line =
      "\x1b[2J\x07gone \xC2\x9B"
      "31m\nand more";
  run.step = "\x1b]0;title\x07";
  for (const auto& text :
       {joined(screen(80).frame(run, {}, at(10))), TerminalScreen::plain(run, {}, at(10), at(0))}) {
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("\x07")));
    EXPECT_THAT(text, Not(HasSubstr("\xC2\x9B")));
  }
}

TEST(TerminalScreen, RedrawsInPlaceAndGivesTheCursorBack) {
  TerminalScreen terminal = screen(80, true);
  EXPECT_EQ(terminal.leave(), "") << "nothing was drawn";
  const std::string first = terminal.redraw(breathing(0.1), body(), at(10));
  const std::string second = terminal.redraw(breathing(0.2), body(), at(10.1));
  const auto rows = static_cast<std::size_t>(std::count(first.begin(), first.end(), '\n'));
  EXPECT_EQ(first.rfind("\x1b[?25l", 0), 0U);
  EXPECT_EQ(second.rfind("\x1b[" + std::to_string(rows) + "A", 0), 0U);
  EXPECT_THAT(second, Not(HasSubstr("\x1b[2J"))) << "clearing the screen would flash";
  EXPECT_EQ(terminal.leave(), "\x1b[?25h");
}

TEST(TerminalScreen, APipeGetsOnePlainLine) {
  const std::string line = TerminalScreen::plain(breathing(1.0, false), body(), at(72), at(0));
  EXPECT_THAT(line, HasSubstr("1:12"));
  EXPECT_THAT(line, HasSubstr("[################] out"));
  EXPECT_THAT(line, HasSubstr("guide 9.5"));
  EXPECT_THAT(line, HasSubstr("signal fair"));
  EXPECT_THAT(line, Not(HasSubstr("\n")));
  EXPECT_THAT(line, Not(HasSubstr("heart"))) << "too old";
  EXPECT_THAT(TerminalScreen::plain(breathing(1.0), body(), at(12), at(0)), HasSubstr("heart 66"));
}

}  // namespace
}  // namespace ebb
