// One person, own way: pace, anchor, and what is never used.
#include <algorithm>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "scene/at_the_screen.hpp"

namespace ebb::scene {
namespace {

Home with(OwnWay own) {
  Home home;
  home.preferences.own = std::move(own);
  return home;
}

/// The row of the page that lies on top with this text; -1 if it is not there.
int row_with(const AtTheScreen& at, const std::string& text) {
  const auto page = at.screen.top_page();
  if (!page) {
    return -1;
  }
  const auto found = std::find_if(page->rows.begin(), page->rows.end(), [&](const PageRow& row) {
    return row.text.find(text) != std::string::npos;
  });
  return found == page->rows.end() ? -1 : static_cast<int>(found - page->rows.begin());
}

void choose(AtTheScreen& at, const std::string& text) {
  const int row = row_with(at, text);
  ASSERT_GE(row, 0) << text;
  at.screen.press(Press{Key::other, row}, at.now);
  at.wait(0.1);
}

std::string began(AtTheScreen& at) {
  at.wait(0.1);
  return at.screen.place() == Place::practice ? at.screen.practice()->id : "";
}

TEST(OwnWay, F52_TheGuideBeginsAtTheComfortableRateAndLeadsNoLowerThanTheFloor) {
  AtTheScreen at{whole_shelf(),
                 with({.floor = BreathsPerMinute{9.0}, .comfortable = BreathsPerMinute{14.0}})};
  at.press_all({Key::space, Key::enter});
  double first = 0.0;
  double lowest = 100.0;
  for (int i = 0; i < 900 && at.screen.place() == Place::practice; ++i) {
    at.wait(0.5);
    const Cue& cue = at.screen.run_view()->cue;
    if (cue.shown) {
      first = first > 0.0 ? first : cue.rate.value();
      lowest = std::min(lowest, cue.rate.value());
    }
    at.press(Key::enter);
  }
  EXPECT_NEAR(first, 14.0, 0.1);
  EXPECT_GE(lowest, 9.0 - 1e-9);
}

TEST(OwnWay, F52_AttentionRestsOnTheOwnAnchorFromTheStart) {
  AtTheScreen at{whole_shelf(), with({.anchor = "feet"})};
  at.press(Key::space);
  for (int i = 0; i < 240; ++i) {
    at.wait(0.5);
    ASSERT_EQ(at.screen.run_view()->anchor, "feet");
    ASSERT_FALSE(at.screen.run_view()->cue.shown);
    ASSERT_FALSE(speaks_of_breath(at.screen.run_view()->line)) << at.screen.run_view()->line;
  }
  AtTheScreen other{whole_shelf("watching-weather"), with({.anchor = "hands"})};
  other.press(Key::space);
  EXPECT_EQ(began(other), "watching-weather") << "one without this anchor is as it is written";
}

TEST(OwnWay, F52_WhatIsNeverUsedIsNotOnTheShelfAndNoKeyBeginsIt) {
  AtTheScreen at{whole_shelf(), with({.never = {"own-rhythm", "warm-hand"}})};
  at.wait(1.0);
  EXPECT_FALSE(at.says("Finding our own rhythm"));
  at.press(Key::space);
  EXPECT_NE(began(at), "own-rhythm");
  EXPECT_FALSE(at.screen.practice()->id.empty());
  at.press_all({Key::escape, Key::space, Key::shelf});
  const Page page = *at.screen.top_page();
  for (int row = 0; row < static_cast<int>(page.rows.size()); ++row) {
    if (!can_be_chosen(page, row) || page.rows[static_cast<std::size_t>(row)].text[0] == 'X') {
      continue;
    }
    AtTheScreen other{whole_shelf(), with({.never = {"own-rhythm", "warm-hand"}})};
    other.press(Key::shelf);
    other.screen.press(Press{Key::other, row}, other.now);
    if (other.screen.page_name() == "card") {
      choose(other, "go on");
    }
    EXPECT_NE(began(other), "own-rhythm") << row;
    EXPECT_NE(began(other), "warm-hand") << row;
  }
}

TEST(OwnWay, F52_WhereItWasTheOneNamedByHandAnotherBegins) {
  Shelf shelf = whole_shelf("kind-companion");
  shelf.main_is_fixed = true;
  AtTheScreen at{std::move(shelf), with({.never = {"kind-companion"}})};
  at.press(Key::space);
  EXPECT_EQ(at.screen.page_name(), "") << "not even its card";
  EXPECT_NE(began(at), "kind-companion");
}

TEST(OwnWay, F52_WhereEverythingIsLeftAsideSpaceOpensTheShelf) {
  OwnWay none;
  for (const Practice& practice : all_practices()) {
    none.never.insert(practice.id);
  }
  AtTheScreen at{whole_shelf(), with(none)};
  at.press(Key::space);
  EXPECT_EQ(at.screen.page_name(), "shelf");
  choose(at, "Finding our own rhythm");
  at.press_all({Key::escape, Key::space});
  EXPECT_EQ(began(at), "own-rhythm") << "it was brought back";
}

TEST(OwnWay, F52_NothingThatIsNeverUsedIsOfferedAsSomethingLighter) {
  const auto all = all_practices();
  const Practice tender = shelf_practice("kind-companion");
  AtTheScreen at{whole_shelf("kind-companion"), with({})};
  at.press(Key::space);
  at.wait(1.0);
  const int lighter = row_with(at, "something lighter");
  ASSERT_GE(lighter, 0);
  const std::string title = at.screen.top_page()->rows[static_cast<std::size_t>(lighter)].text;
  OwnWay own;
  for (const Practice& practice : all) {
    if (title.find(practice.title) != std::string::npos) {
      own.never.insert(practice.id);
    }
  }
  ASSERT_EQ(own.never.size(), 1U);
  AtTheScreen other{whole_shelf("kind-companion"), with(own)};
  other.press(Key::space);
  other.wait(1.0);
  EXPECT_LT(row_with(other, title), 0);
}

TEST(OwnWay, F52_XOnTheShelfLeavesAPracticeAsideAndBringsItBack) {
  AtTheScreen at;
  at.press_all({Key::shelf, Key::down, Key::down});
  const Page before = *at.screen.top_page();
  const std::string title = before.rows[static_cast<std::size_t>(before.focus)].text;
  at.press(Key::let_go);
  EXPECT_EQ(at.screen.preferences().own.never.size(), 1U);
  EXPECT_TRUE(at.screen.take_changed());
  const Page after = *at.screen.top_page();
  const auto heading = row_with(at, "left aside");
  ASSERT_GE(heading, 0);
  EXPECT_GT(row_with(at, title), heading);
  at.wait(3.0);
  for (int i = 0; i < 20; ++i) {
    at.press(Key::down);  // the whole of it is read
    at.wait(0.3);
    const Picture seen = at.picture();
    for (const Shape& shape : seen.shapes) {
      const auto* words = std::get_if<Words>(&shape);
      ASSERT_TRUE(words == nullptr || words->text.find_first_of("0123456789") == std::string::npos);
    }
  }
  choose(at, title);
  EXPECT_TRUE(at.screen.preferences().own.never.empty());
  EXPECT_EQ(at.screen.page_name(), "shelf") << "bringing it back begins nothing";
  EXPECT_LT(row_with(at, "left aside"), 0);
}

TEST(OwnWay, F78_APointerLeavesAPracticeAsideToo) {
  AtTheScreen at;
  at.press(Key::shelf);
  choose(at, "not this one");
  EXPECT_EQ(at.screen.top_page()->title, "Which one is not for us?");
  choose(at, "A warm hand");
  EXPECT_EQ(at.screen.preferences().own.never, OwnWay::Ids{"warm-hand"});
  EXPECT_EQ(at.screen.place(), Place::start);
  EXPECT_EQ(at.screen.top_page()->title, "The shelf");
}

TEST(OwnWay, F52_WithoutThePracticeThatGroundsGEasesOff) {
  AtTheScreen at{whole_shelf(), with({.never = {"feet-and-room"}})};
  at.press(Key::grounding);
  EXPECT_EQ(began(at), "");
  at.press_all({Key::space, Key::enter});
  at.press(Key::grounding);
  at.wait(0.1);
  EXPECT_EQ(at.screen.run_view()->state, RunState::eased_off);
  at.wait(10.0);
  EXPECT_FALSE(at.says("feet and room"));
  at.press(Key::second);
  EXPECT_EQ(began(at), "own-rhythm");
}

TEST(OwnWay, F52_TheConsoleIsToldThatWhatItOffersIsNeverUsed) {
  AtTheScreen at{whole_shelf(), with({.never = {"feet-and-room"}})};
  at.press_all({Key::space, Key::enter});
  at.screen.offer({.kind = ConsoleOffer::Kind::grounding}, at.now, at.now);
  at.wait(1.0);
  EXPECT_FALSE(at.screen.run_view()->offered);
  const Showing shown = at.screen.showing();
  ASSERT_EQ(shown.answers.size(), 1U);
  EXPECT_EQ(shown.answers[0].what, OfferAnswer::What::not_used);
  EXPECT_EQ(shown.answers[0].offer, ConsoleOffer::Kind::grounding);
  at.press(Key::enter);
  EXPECT_EQ(began(at), "own-rhythm");
}

TEST(OwnWay, F63_TheShelfOpensWithWhatWasAgreedOnAndAnythingElseUnderIt) {
  AtTheScreen at{whole_shelf(),
                 with({.never = {"kind-pause"},
                       .shelf = {"kind-companion", "gone", "kind-pause", "warm-hand"}})};
  at.wait(1.0);
  EXPECT_TRUE(at.says("begin: A warm hand")) << "the first light one";
  at.press(Key::shelf);
  const Page page = *at.screen.top_page();
  EXPECT_EQ(page.rows[0].text, "Meeting a kind companion") << "in the order that was agreed on";
  EXPECT_NE(page.rows[0].note.find("with a therapist first"), std::string::npos);
  EXPECT_EQ(page.rows[1].text, "A warm hand");
  EXPECT_FALSE(can_be_chosen(page, 2));
  at.wait(2.0);
  EXPECT_TRUE(at.says("what was agreed on"));
  choose(at, "anything else");
  EXPECT_GE(row_with(at, "Finding our own rhythm"), 0);
  EXPECT_GE(row_with(at, "left aside"), 0);
  at.press(Key::left);
  EXPECT_LT(row_with(at, "Finding our own rhythm"), 0);
  choose(at, "Meeting a kind companion");
  EXPECT_EQ(at.screen.page_name(), "card") << "a tender one has its card here too";
}

/// On the page of one's own way, with this row in focus.
void go_to(AtTheScreen& at, const std::string& row) {
  at.press_all({Key::comfort});
  choose(at, "our own way");
  ASSERT_EQ(at.screen.page_name(), "own_way");
  for (int i = 0; i < 8; ++i) {
    at.press(Key::down);
    const Page page = *at.screen.top_page();
    if (page.rows[static_cast<std::size_t>(page.focus)].text == row) {
      return;
    }
  }
  FAIL() << row;
}

std::string value_of(const AtTheScreen& at, const std::string& row) {
  const int at_row = row_with(at, row);
  return at_row < 0 ? "" : at.screen.top_page()->rows[static_cast<std::size_t>(at_row)].beside;
}

TEST(OwnWay, F52_ThePaceIsChosenInWordsAndFiguresComeOnlyWithN) {
  AtTheScreen at;
  go_to(at, "the guide comes down to");
  EXPECT_EQ(value_of(at, "the guide comes down to"), "slow");
  EXPECT_EQ(value_of(at, "without a sensor"), "easy");
  at.press(Key::right);
  EXPECT_DOUBLE_EQ(at.screen.preferences().own.floor.value(), 8.0);
  EXPECT_TRUE(at.screen.take_changed()) << "kept at once";
  EXPECT_EQ(value_of(at, "the guide comes down to"), "unhurried");
  at.wait(3.0);
  const auto digits = [&at] {
    const Picture seen = at.picture();
    return std::any_of(seen.shapes.begin(), seen.shapes.end(), [](const Shape& shape) {
      const auto* words = std::get_if<Words>(&shape);
      return words != nullptr && words->text.find_first_of("0123456789") != std::string::npos;
    });
  };
  EXPECT_FALSE(digits());
  at.press(Key::numbers);
  at.wait(1.0);
  EXPECT_TRUE(digits());
  EXPECT_EQ(value_of(at, "the guide comes down to"), "unhurried, about 8");
  at.press(Key::numbers);
  at.wait(1.0);
  EXPECT_FALSE(digits());
  at.press_all({Key::escape, Key::escape});
  EXPECT_EQ(at.screen.page_name(), "");
}

TEST(OwnWay, F52_AGuideNeverBeginsBelowWhereItComesDownTo) {
  AtTheScreen at;
  go_to(at, "the guide comes down to");
  const auto& own = at.screen.preferences().own;
  for (int i = 0; i < 9; ++i) {
    at.press(Key::right);
    EXPECT_GE(own.comfortable, own.floor);
    EXPECT_GE(own.floor.value(), 4.5);
    EXPECT_LE(own.floor.value(), 12.0);
  }
  at.press(Key::down);
  for (int i = 0; i < 9; ++i) {
    at.press(Key::left);
    EXPECT_GE(own.comfortable, own.floor);
    EXPECT_GE(own.comfortable.value(), 6.0);
    EXPECT_LE(own.comfortable.value(), 18.0);
  }
}

TEST(OwnWay, F52_APaceWrittenByHandIsSaidInTheNearestWordAndLeftForTheNext) {
  AtTheScreen at{whole_shelf(), with({.floor = BreathsPerMinute{7.4}})};
  go_to(at, "the guide comes down to");
  EXPECT_EQ(value_of(at, "the guide comes down to"), "unhurried");
  at.press(Key::left);
  EXPECT_DOUBLE_EQ(at.screen.preferences().own.floor.value(), 6.0);
}

TEST(OwnWay, F52_AnAnchorChosenThereIsWhereTheNextPracticeBegins) {
  AtTheScreen at;
  go_to(at, "attention rests on");
  EXPECT_EQ(value_of(at, "attention rests on"), "what a practice says");
  at.press_all({Key::right, Key::right});
  EXPECT_EQ(value_of(at, "attention rests on"), "feet");
  at.press_all({Key::escape, Key::escape, Key::space});
  EXPECT_EQ(at.screen.run_view()->anchor, "feet");
}

TEST(OwnWay, F52_ALineWhenTheGuideEasesIsWishedForThereAndOffBefore) {
  AtTheScreen at;
  go_to(at, "a line when the guide eases");
  EXPECT_EQ(value_of(at, "a line when the guide eases"), "off");
  at.press(Key::right);
  EXPECT_TRUE(at.screen.preferences().own.ease_line);
  EXPECT_TRUE(at.screen.take_changed());
}

TEST(OwnWay, F66_AnInvitationIsOffUntilATimeIsChosenAndTurnsRoundToOff) {
  AtTheScreen at;
  go_to(at, "a quiet invitation");
  EXPECT_EQ(value_of(at, "a quiet invitation"), "off");
  std::vector<std::string> seen;
  for (int i = 0; i < 6; ++i) {
    at.press(Key::right);
    seen.push_back(value_of(at, "a quiet invitation"));
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"in the morning", "around noon", "in the afternoon",
                                            "in the evening", "late", "off"}));
  at.press(Key::left);
  EXPECT_EQ(at.screen.preferences().own.invite_at, 22 * 60);
  at.press(Key::numbers);
  EXPECT_EQ(value_of(at, "a quiet invitation"), "late, about 22:00");
}

TEST(OwnWay, F66_PassingThirtyInvitationsByChangesNothingAnywhere) {
  AtTheScreen at{whole_shelf(), with({.invite_at = 19 * 60 + 30})};
  const std::string before = print(at.screen.preferences());
  at.screen.set_time_of_day(19 * 60);
  at.wait(3.0);
  EXPECT_FALSE(at.says("if it suits"));
  for (int day = 0; day < 30; ++day) {
    at.screen.set_time_of_day(19 * 60 + 30);
    at.wait(3.0);
    ASSERT_TRUE(at.says("A few easy breaths, if it suits. Or not.")) << day;
    ASSERT_TRUE(at.says("begin: Finding our own rhythm"));
    ASSERT_EQ(at.screen.page_name(), "");
    at.screen.set_time_of_day(20 * 60);
    at.wait(3.0);
    ASSERT_FALSE(at.says("if it suits"));
  }
  EXPECT_EQ(print(at.screen.preferences()), before);
  EXPECT_FALSE(at.screen.take_changed());
  EXPECT_TRUE(at.told.empty());
  EXPECT_TRUE(at.screen.take_errands().empty());
}

TEST(OwnWay, F66_AnInvitationNeverComesIntoAPracticeAndOneLineIsAllThereIs) {
  AtTheScreen at{whole_shelf(), with({.invite_at = 0})};
  at.screen.set_time_of_day(0);
  at.press(Key::space);
  for (int i = 0; i < 40; ++i) {
    at.wait(0.5);
    ASSERT_FALSE(at.says("if it suits"));
  }
}

TEST(OwnWay, F63_KOnTheShelfAgreesOnAPracticeAndTakesItOffAgain) {
  AtTheScreen at;
  at.press_all({Key::shelf, Key::down, Key::down});
  const Page before = *at.screen.top_page();
  const auto focus = static_cast<std::size_t>(before.focus);
  const std::string title = before.rows[focus].text;
  at.press(Key::keep);
  EXPECT_EQ(at.screen.preferences().own.shelf.size(), 1U);
  EXPECT_TRUE(at.screen.take_changed());
  const Page marked = *at.screen.top_page();
  EXPECT_EQ(marked.focus, before.focus) << "only a dot has come";
  EXPECT_TRUE(marked.rows[focus].chosen);
  EXPECT_EQ(marked.edition, before.edition);
  at.press_all({Key::escape, Key::shelf});
  EXPECT_EQ(at.screen.top_page()->rows[0].text, title) << "the shelf opens with it";
  EXPECT_GE(row_with(at, "anything else"), 0);
  at.press_all({Key::down, Key::keep});
  EXPECT_TRUE(at.screen.preferences().own.shelf.empty());
  EXPECT_LT(row_with(at, "anything else"), 0) << "a leaf of nothing is none";
  EXPECT_GE(row_with(at, title), 0);
}

TEST(OwnWay, F78_APointerAgreesOnAPracticeToo) {
  AtTheScreen at;
  at.press(Key::shelf);
  choose(at, "agreed on, or no longer");
  EXPECT_EQ(at.screen.top_page()->title, "Which one was agreed on?");
  choose(at, "A warm hand");
  EXPECT_EQ(at.screen.preferences().own.shelf, std::vector<std::string>{"warm-hand"});
  EXPECT_EQ(at.screen.place(), Place::start) << "nothing has begun";
  EXPECT_EQ(at.screen.top_page()->title, "The shelf");
}

TEST(OwnWay, F63_WhatIsLeftAsideIsNotAgreedOn) {
  AtTheScreen at{whole_shelf(), with({.never = {"warm-hand"}})};
  at.press(Key::shelf);
  for (int i = 0; i < 60; ++i) {
    at.press(Key::down);
    const Page page = *at.screen.top_page();
    if (page.focus >= 0 && page.rows[static_cast<std::size_t>(page.focus)].text == "A warm hand") {
      break;
    }
  }
  at.press(Key::keep);
  EXPECT_TRUE(at.screen.preferences().own.shelf.empty());
}

TEST(OwnWay, F27_XPassesAWholeStepAndAStepThatMayBePassedSaysSo) {
  AtTheScreen at{whole_shelf("steady-place")};
  at.press_all({Key::space, Key::enter});
  ASSERT_EQ(at.screen.run_view()->step, "senses");
  at.wait(4.0);
  EXPECT_TRUE(at.says("pass this by"));
  at.press(Key::let_go);
  at.wait(0.1);
  EXPECT_EQ(at.screen.run_view()->step, "stay");
  EXPECT_TRUE(at.was_told("moved on: key"));
  EXPECT_EQ(at.screen.place(), Place::practice);
}

TEST(OwnWay, F63_AListOfWhatIsNotThereIsNoList) {
  AtTheScreen at{whole_shelf(), with({.shelf = {"gone"}})};
  at.press(Key::shelf);
  EXPECT_GE(row_with(at, "Finding our own rhythm"), 0);
  EXPECT_LT(row_with(at, "anything else"), 0);
}

}  // namespace
}  // namespace ebb::scene
