#include "service/terminal_screen.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ebb {
namespace {

using ::testing::EndsWith;
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

/// The frame after this has stood for fifteen seconds of the person's own time.
std::vector<std::string> settled(TerminalScreen screen, const RunView& run,
                                 const Snapshot& snapshot, HostTime now) {
  for (int i = 0; i < 150; ++i) {
    screen.advance(run, snapshot, body_now(snapshot, now), at(i * 0.1));
  }
  return screen.frame();
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
  const std::string all = joined(settled(screen(80), breathing(0.5), body(), at(10)));
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
      for (const auto& line : settled(screen(columns), breathing(i / 10.0), body(), at(10))) {
        EXPECT_LE(letters(line), static_cast<std::size_t>(columns)) << line;
      }
      const std::string guide = settled(screen(columns), breathing(i / 10.0), {}, at(10))[1];
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
    const auto height = settled(screen(columns), breathing(0.0), {}, at(0)).size();
    for (const auto state :
         {RunState::running, RunState::paused, RunState::eased_off, RunState::closed}) {
      for (const char* line : {"",
                               "One two three four five six seven eight nine ten eleven twelve "
                               "thirteen fourteen fifteen sixteen seventeen"}) {
        RunView run = breathing(0.7);
        run.state = state;
        run.line = line;
        EXPECT_EQ(settled(screen(columns), run, body(), at(10)).size(), height);
      }
    }
  }
}

TEST(TerminalScreen, WithoutColourThereIsNoEscapeInTheFrame) {
  EXPECT_THAT(joined(settled(screen(80, false), breathing(0.5), body(), at(10))),
              Not(HasSubstr("\x1b")));
  EXPECT_THAT(joined(settled(screen(80, true), breathing(0.5), body(), at(10))),
              HasSubstr("\x1b["));
}

TEST(TerminalScreen, WhatIsNotEarnedIsNotShown) {
  for (const Snapshot& snapshot : {Snapshot{}, body(0.3)}) {
    const std::string all = joined(settled(screen(80), breathing(0.5), snapshot, at(10)));
    EXPECT_THAT(all, Not(HasSubstr("╌")));
    EXPECT_THAT(all, Not(HasSubstr("heart")));
  }
  EXPECT_THAT(joined(settled(screen(80), breathing(0.5), body(), at(60))), Not(HasSubstr("66")))
      << "a value from a minute ago is not the heart now";
}

TEST(TerminalScreen, EasedOffHasNoBreathNoNumberAndNoSignal) {
  RunView run = breathing(0.5);
  run.state = RunState::eased_off;
  const std::string all = joined(settled(screen(80), run, body(), at(10)));
  EXPECT_THAT(all, Not(HasSubstr("█")));
  EXPECT_THAT(all, Not(HasSubstr("╌")));
  EXPECT_EQ(std::find_if(all.begin(), all.end(), [](char c) { return c >= '0' && c <= '9'; }),
            all.end());
  EXPECT_THAT(all, Not(HasSubstr("breath")));
  EXPECT_THAT(all, HasSubstr("Feet. Floor. The back of the chair."));
}

TEST(TerminalScreen, StepsWithoutBreathShowNoBar) {
  RunView run = breathing(0.5);
  run.cue.shown = false;
  EXPECT_THAT(joined(settled(screen(80), run, {}, at(10))), Not(HasSubstr("█")));
  EXPECT_THAT(TerminalScreen::plain(run, {}, at(10), at(0)), Not(HasSubstr("guide")));
}

TEST(TerminalScreen, EscapesInAPracticeNeverReachTheTerminal) {
  RunView run = breathing(0.5);
  run.line =
      "\x1b[2J\x07gone \xC2\x9B"
      "31m\nand more";
  run.step = "\x1b]0;title\x07";
  for (const auto& text : {joined(settled(screen(80), run, {}, at(10))),
                           TerminalScreen::plain(run, {}, at(10), at(0))}) {
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
  EXPECT_THAT(terminal.leave(), EndsWith("\x1b[?25h"));
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

TEST(TerminalScreen, EasedOffSaysTwoLinesAtATime) {
  RunView run = breathing(0.5);
  run.state = RunState::eased_off;
  TerminalScreen terminal = screen(80);
  bool outward = false;
  for (int i = 0; i < 300; ++i) {
    terminal.advance(run, {}, {}, at(i * 0.05));
    const std::string all = joined(terminal.frame());
    const bool first = all.find("Cold hands") != std::string::npos;
    outward = all.find("Something far away") != std::string::npos;
    EXPECT_FALSE(first && outward);
  }
  EXPECT_TRUE(outward);
  EXPECT_THAT(joined(terminal.frame()), HasSubstr("E back to where we were"));
}

TEST(TerminalScreen, WordsLeaveBeforeOthersCome) {
  TerminalScreen terminal = screen(80);
  RunView run = breathing(0.5);
  for (int i = 0; i < 40; ++i) {
    terminal.advance(run, {}, {}, at(i * 0.05));
  }
  run.state = RunState::eased_off;
  terminal.advance(run, {}, {}, at(2.05));
  EXPECT_THAT(joined(terminal.frame()), HasSubstr("Small and easy is plenty."));
  EXPECT_THAT(joined(terminal.frame()), HasSubstr("█"));
  bool empty_between = false;
  for (int i = 0; i < 40; ++i) {
    terminal.advance(run, {}, {}, at(2.1 + i * 0.05));
    const std::string all = joined(terminal.frame());
    empty_between |= all.find("plenty") == std::string::npos && all.find("We") == std::string::npos;
  }
  EXPECT_TRUE(empty_between);
  EXPECT_THAT(joined(terminal.frame()), HasSubstr("We can ease right off."));
  EXPECT_THAT(joined(terminal.frame()), Not(HasSubstr("█")));
}

TEST(TerminalScreen, RowsDoNotFlickerWithASignalOnTheEdge) {
  TerminalScreen terminal = screen(80);
  int changes = 0;
  bool shown = false;
  for (int i = 0; i < 1200; ++i) {
    const Snapshot snapshot = body(i > 200 && i % 3 != 0 ? 0.49 : 0.51);
    terminal.advance(breathing(0.5), snapshot, body_now(snapshot, at(10)), at(i * 0.05));
    const bool now_shown = joined(terminal.frame()).find("66") != std::string::npos;
    changes += now_shown != shown ? 1 : 0;
    shown = now_shown;
  }
  EXPECT_EQ(changes, 2) << "it came once and went once";
}

TEST(TerminalScreen, SaysWhenAllThatSpeaksIsSimulated) {
  Snapshot snapshot = body();
  snapshot.sources.resize(2);
  snapshot.sources[0].simulated = true;
  snapshot.sources[0].state = LinkState::streaming;
  snapshot.sources[1].state = LinkState::searching;
  EXPECT_THAT(joined(settled(screen(80), breathing(0.5), snapshot, at(10))),
              HasSubstr("~ fair, simulated"));
  for (const auto state :
       {RunState::running, RunState::paused, RunState::eased_off, RunState::closed}) {
    RunView run = breathing(0.5);
    run.state = state;
    EXPECT_THAT(TerminalScreen::plain(run, snapshot, at(12), at(0)), HasSubstr("simulated"));
  }
  snapshot.sources[1].state = LinkState::streaming;
  EXPECT_THAT(joined(settled(screen(80), breathing(0.5), snapshot, at(10))),
              Not(HasSubstr("simulated")));
  EXPECT_THAT(TerminalScreen::plain(breathing(1.0), snapshot, at(12), at(0)),
              Not(HasSubstr("simulated")));
}

TEST(TerminalScreen, TellsWhatASensorNeedsAndTakesItBack) {
  TerminalScreen terminal = screen(80);
  Snapshot snapshot;
  snapshot.sources.resize(2);
  snapshot.sources[1].note = "/dev/ttyUSB0: \x1b[2Jpermission denied.";
  const auto stand = [&](double from, double to) {
    for (double t = from; t < to; t += 0.1) {
      terminal.advance(breathing(0.5), snapshot, {}, at(t));
    }
    return joined(terminal.frame());
  };
  terminal.say(snapshot.sources[1].note, at(0));
  const std::string all = stand(0.0, 2.0);
  EXPECT_THAT(all, HasSubstr("/dev/ttyUSB0: [2Jpermission denied."));
  EXPECT_THAT(all, Not(HasSubstr("\x1b")));
  snapshot.sources[1].note.clear();
  EXPECT_THAT(stand(2.0, 4.0), Not(HasSubstr("denied")));
  terminal.say("The disk is full.", at(4.0));
  EXPECT_THAT(stand(4.0, 6.0), HasSubstr("The disk is full."));
  EXPECT_THAT(stand(6.0, 40.0), Not(HasSubstr("disk")));
}

TEST(TerminalScreen, TheKeysThatHelpAreNamedAtAnyWidth) {
  for (const int columns : {40, 59, 60, 80}) {
    const std::string all = joined(settled(screen(columns), breathing(0.5), {}, at(0)));
    EXPECT_THAT(all, HasSubstr("E ease off"));
    EXPECT_THAT(all, HasSubstr("Esc stop"));
  }
}

TEST(TerminalScreen, AFrameIsNeverHigherThanTheTerminal) {
  TerminalScreen terminal = screen(80);
  for (int rows = 1; rows < 30; ++rows) {
    terminal.resize(80, rows);
    EXPECT_LT(terminal.frame().size(), static_cast<std::size_t>(std::max(rows, 2)));
  }
}

TEST(TerminalScreen, TheClockOfARecordingIsNotTheClockOfTheRun) {
  // A recording from another day: its body is told by its own clock, the time by this one's.
  const Snapshot snapshot = body();
  const std::string line = TerminalScreen::plain(
      breathing(1.0), snapshot, body_now(snapshot, at(11)), Microseconds{72'000'000});
  EXPECT_THAT(line, HasSubstr("1:12"));
  EXPECT_THAT(line, HasSubstr("heart 66"));
  TerminalScreen terminal = screen(80);
  for (int i = 0; i < 100; ++i) {
    terminal.advance(breathing(0.5), snapshot, body_now(snapshot, at(11)), at(100'000 + i * 0.1));
  }
  EXPECT_THAT(joined(terminal.frame()), HasSubstr("66"));
}

TEST(TerminalScreen, SaysWhatToTryOnlyWhileThePracticeRests) {
  Snapshot lost = body();
  lost.signal = SignalWord::resting;
  lost.heart_fault = SignalFault::flat;
  RunView run = breathing(0.5);
  EXPECT_THAT(joined(settled(screen(80), run, lost, at(10))), Not(HasSubstr("moisten")));
  run.state = RunState::paused;
  EXPECT_THAT(joined(settled(screen(80), run, lost, at(10))), HasSubstr("moisten the strap"));
}

TEST(TerminalScreen, APlainLineSaysWhatToTryWhenNothingUsableComes) {
  Snapshot lost = body();
  lost.heart_fault = SignalFault::flat;
  EXPECT_THAT(TerminalScreen::plain(breathing(0.5), lost, {}, Microseconds{0}),
              Not(HasSubstr("moisten")));
  lost.signal = SignalWord::resting;
  EXPECT_THAT(TerminalScreen::plain(breathing(0.5), lost, {}, Microseconds{0}),
              HasSubstr("signal resting (no signal: moisten the strap)"));
}

}  // namespace
}  // namespace ebb
