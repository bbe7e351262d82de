#include "visualizer/scene/step_panel.hpp"

#include <cmath>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "scene/at_the_screen.hpp"

namespace ebb::scene {
namespace {

StepPanel panel_of(const std::string& practice, std::size_t step) {
  return StepPanel{uk_english(), shelf_practice(practice), step, "", ""};
}

TEST(StepPanel, F24_EveryTouchIsReachedByKeyboard) {
  StepPanel panel = panel_of("warm-hand", 0);
  const Page page = panel.page();
  std::set<int> reached;
  panel.press(Key::tab);
  for (int i = 0; i < 12; ++i) {
    reached.insert(panel.page().focus);
    panel.press(Key::right);
  }
  EXPECT_EQ(reached.size(), shelf_practice("warm-hand").steps[0].touch.size());
  const auto answer = panel.press(Key::enter);
  EXPECT_EQ(answer.of, StepPanel::Answer::Of::touch);
  EXPECT_EQ(answer.text, "no touch");
  EXPECT_FALSE(panel.in_focus()) << "Enter now goes on";
}

TEST(StepPanel, F26_TheWeatherHasNinePicturesEachDrawn) {
  const StepPanel panel = panel_of("watching-weather", 0);
  const Page page = panel.page();
  int pictures = 0;
  for (const PageRow& row : page.rows) {
    if (row.kind == PageRow::Kind::choice) {
      ++pictures;
      EXPECT_FALSE(drawing(row.symbol).empty()) << row.text;
      for (const auto& line : drawing(row.symbol)) {
        for (const Point p : line) {
          EXPECT_LE(std::abs(p.x), 1.0) << row.text;
          EXPECT_LE(std::abs(p.y), 1.0) << row.text;
        }
      }
    }
  }
  EXPECT_EQ(pictures, 9);
}

TEST(StepPanel, ArrowsMoveInTheGridBothWays) {
  StepPanel panel = panel_of("watching-weather", 0);
  panel.press(Key::tab);
  const int first = panel.page().focus;
  panel.press(Key::down);
  EXPECT_EQ(panel.page().focus, first + 3);
  panel.press(Key::right);
  panel.press(Key::up);
  EXPECT_EQ(panel.page().focus, first + 1);
}

TEST(StepPanel, WritingTakesEveryLetterAndTabLeavesIt) {
  StepPanel panel = panel_of("as-for-a-friend", 0);
  panel.press(Key::tab);
  panel.press(Key::enter);
  ASSERT_TRUE(panel.writing());
  for (const char32_t c : std::u32string{U"déjà vu?"}) {
    panel.type(c);
  }
  panel.type(U'\b');
  panel.type(U'\x1b');
  EXPECT_NE(panel.page().rows[1].text.find("déjà vu"), std::string::npos);
  panel.press(Key::tab);
  EXPECT_FALSE(panel.writing());
  EXPECT_FALSE(panel.in_focus());
  panel.press(Key::tab);
  panel.press(Key::enter);
  const auto answer = panel.press(Key::enter);
  EXPECT_EQ(answer.of, StepPanel::Answer::Of::ask);
  EXPECT_EQ(answer.text, "déjà vu");
}

TEST(StepPanel, A22_WhatBecomesOfTheWordsIsAskedWhenTheyAreWritten) {
  StepPanel panel{uk_english(), shelf_practice("as-for-a-friend"), 0, "",
                  "",           StepPanel::Keeps::as_written};
  panel.press(Key::tab);
  panel.press(Key::enter);
  panel.type(U'a');
  EXPECT_FALSE(panel.press(Key::enter).keep) << "as the practice says, until something is chosen";
  EXPECT_FALSE(panel.in_focus()) << "Enter moves on again";
  const Page page = panel.page();
  EXPECT_EQ(page.rows[0].text, "a");
  EXPECT_EQ(page.rows[1].text, "keep it");
  EXPECT_TRUE(page.rows[3].chosen) << "this practice lets it go";
  panel.press(Key::tab);
  panel.press(Key::right);
  const auto answer = panel.press(Key::enter);
  EXPECT_EQ(answer.keep, Ask::Keep::session);
  EXPECT_EQ(answer.text, "a");
  EXPECT_TRUE(panel.page().rows[2].chosen);
}

TEST(StepPanel, A22_WordsAreHandedOverWhenTheirStepIsOverAndNeverThoseThatAreLetGo) {
  for (const bool bring : {false, true}) {
    Home home;
    home.keeps_words = true;
    AtTheScreen at{whole_shelf("as-for-a-friend"), std::move(home)};
    std::vector<ebb::Words> words;
    at.screen.on_words([&words](const ebb::Words& one) { words.push_back(one); });
    at.press_all({Key::space, Key::tab, Key::enter});
    at.screen.type(U'x');
    at.press(Key::enter);
    at.wait(0.2);
    if (bring) {
      at.press_all({Key::tab, Key::right, Key::enter});
    }
    EXPECT_TRUE(words.empty()) << "there is time to choose otherwise";
    at.press(Key::escape);
    ASSERT_EQ(words.size(), bring ? 1U : 0U);
    if (bring) {
      EXPECT_EQ(words[0].text, "x");
      EXPECT_EQ(words[0].practice, "as-for-a-friend");
      EXPECT_TRUE(words[0].together);
    }
  }
}

std::vector<JournalEntry> entries(PersonScreen& screen) {
  std::vector<JournalEntry> kept;
  for (const Errand& errand : screen.take_errands()) {
    if (const auto* keep = std::get_if<KeepEntry>(&errand)) {
      kept.push_back(keep->entry);
    }
  }
  return kept;
}

void write(AtTheScreen& at, std::u32string_view words) {
  at.press_all({Key::tab, Key::enter});
  for (const char32_t character : words) {
    at.screen.type(character);
  }
  at.press_all({Key::enter});
}

void go_to(AtTheScreen& at, const std::string& step) {
  for (int i = 0; i < 40 && at.screen.run_view()->step != step; ++i) {
    at.press(Key::right);
    at.wait(0.5);
  }
  ASSERT_EQ(at.screen.run_view()->step, step);
}

TEST(StepPanel, A24_TheJournalHoldsTheValueAndTheStepAndNothingAsksAboutThemLater) {
  for (const bool recorded : {false, true}) {
    Home home;
    home.looks_back = true;
    home.keeps_words = recorded;
    AtTheScreen at{whole_shelf("next-kind-step"), std::move(home)};
    std::vector<ebb::Words> words;
    at.screen.on_words([&words](const ebb::Words& one) { words.push_back(one); });
    at.press(Key::shelf);
    at.wait(0.2);
    at.screen.press(Key::escape, at.now);
    at.press_all({Key::space});
    go_to(at, "matters");
    write(at, U"honesty");
    at.press_all({Key::tab, Key::enter});  // keep it
    go_to(at, "step");
    write(at, U"apologise to Sam, Thursday");
    at.press_all({Key::tab, Key::enter});
    go_to(at, "close");
    const auto kept = entries(at.screen);
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].text, "honesty");
    EXPECT_EQ(kept[1].text, "apologise to Sam, Thursday");
    EXPECT_EQ(kept[1].session, recorded ? kSessionNow : "");
    EXPECT_TRUE(words.empty());
    // The rest of the practice, its end, the start and the shelf.
    for (const Key key : {Key::right, Key::escape, Key::space, Key::shelf}) {
      at.press(key);
      at.wait(3.0);
      for (const char* never : {"apologise", "honesty", "Did ", "done?"}) {
        EXPECT_FALSE(at.says(never)) << never;
      }
    }
  }
}

TEST(StepPanel, F41_WithoutARecordOnlyWhatIsSaidToBeKeptGoesToTheJournal) {
  for (const int chosen : {-1, 0, 1, 2}) {
    Home home;
    home.looks_back = true;
    AtTheScreen at{whole_shelf("as-for-a-friend"), std::move(home)};
    std::vector<ebb::Words> words;
    at.screen.on_words([&words](const ebb::Words& one) { words.push_back(one); });
    at.press_all({Key::space});
    go_to(at, "friend");
    write(at, U"of course");
    if (chosen >= 0) {
      at.press(Key::tab);
      for (int i = 0; i < chosen; ++i) {
        at.press(Key::right);
      }
      at.press(Key::enter);
    }
    at.press(Key::escape);
    const auto kept = entries(at.screen);
    ASSERT_EQ(kept.size(), chosen == 0 || chosen == 1 ? 1U : 0U) << chosen;
    EXPECT_TRUE(words.empty());
    if (!kept.empty()) {
      EXPECT_EQ(kept[0].text, "of course");
      EXPECT_EQ(kept[0].bring, chosen == 1);
    }
  }
}

TEST(StepPanel, F26_TheWeatherIsAWordOfTheSessionWhereOneIsKept) {
  for (const bool recorded : {false, true}) {
    Home home;
    home.looks_back = true;
    home.keeps_words = recorded;
    AtTheScreen at{whole_shelf("watching-weather"), std::move(home)};
    std::vector<ebb::Words> words;
    at.screen.on_words([&words](const ebb::Words& one) { words.push_back(one); });
    at.press_all({Key::space, Key::tab, Key::right, Key::enter, Key::escape});
    EXPECT_TRUE(entries(at.screen).empty());
    ASSERT_EQ(words.size(), recorded ? 1U : 0U);
    if (recorded) {
      EXPECT_EQ(words[0].kind, WordsKind::weather);
      EXPECT_EQ(words[0].text, "bright spells");
      EXPECT_EQ(words[0].step, "sky");
    }
  }
}

TEST(StepPanel, AFewWordsHaveAnEnd) {
  StepPanel panel = panel_of("as-for-a-friend", 0);
  panel.press(Key::tab);
  panel.press(Key::enter);
  for (int i = 0; i < 5000; ++i) {
    panel.type(U'\u00e9');
  }
  EXPECT_LT(panel.page().rows[1].text.size(), 1000U);
}

TEST(StepPanel, F41_WhatIsWrittenIsNeverTold) {
  AtTheScreen at{whole_shelf("as-for-a-friend")};
  at.press_all({Key::space, Key::tab, Key::enter});
  ASSERT_TRUE(at.screen.writing());
  for (const char32_t c : std::u32string{U"secret gear"}) {
    at.screen.type(c);
  }
  EXPECT_EQ(at.screen.run_view()->state, RunState::running) << "letters are letters";
  at.press_all({Key::enter, Key::enter, Key::escape});
  for (const PracticeEvent& event : at.told) {
    EXPECT_EQ(event.what.find("secret"), std::string::npos);
  }
  EXPECT_EQ(print(at.screen.preferences()).find("secret"), std::string::npos);
}

TEST(StepPanel, F03_EscapeStopsEvenWhileWriting) {
  AtTheScreen at{whole_shelf("as-for-a-friend")};
  at.press_all({Key::space, Key::tab, Key::enter});
  ASSERT_TRUE(at.screen.writing());
  at.press(Key::escape);
  EXPECT_EQ(at.screen.place(), Place::closed);
}

}  // namespace
}  // namespace ebb::scene
