#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "scene/at_the_screen.hpp"
#include "visualizer/scene/shelf_screen.hpp"

namespace ebb::scene {
namespace {

std::size_t row_of(const Page& page, const std::string& text) {
  for (std::size_t i = 0; i < page.rows.size(); ++i) {
    if (page.rows[i].text == text) {
      return i;
    }
  }
  return page.rows.size();
}

void walk_to(AtTheScreen& at, const std::string& title, const std::vector<Practice>& practices) {
  OwnWay own;
  const ShelfScreen shelf{uk_english(), practices, own};
  const auto row = static_cast<int>(row_of(shelf.page(), title));
  at.screen.press(Press{Key::other, row}, at.now);
}

TEST(Pages, F06_TheShelfHasLightPracticesFirstAndMarksTenderOnes) {
  const auto practices = all_practices();
  OwnWay own;
  const ShelfScreen shelf{uk_english(), practices, own};
  const Page page = shelf.page();
  const auto light = row_of(page, "light");
  const auto tender = row_of(page, "tender");
  ASSERT_LT(light, tender);
  ASSERT_LT(tender, page.rows.size());
  const auto companion = row_of(page, "Meeting a kind companion");
  EXPECT_GT(companion, tender);
  EXPECT_NE(page.rows[companion].note.find("with a therapist first"), std::string::npos);
  EXPECT_NE(page.rows[companion].note.find("lighter: "), std::string::npos);
  EXPECT_EQ(row_of(page, "Thawing gently"), page.rows.size()) << "what E opens is not on the shelf";
}

TEST(Pages, A29_WhatIsPutOnTheShelfIsThereWhileItIsLookedAtAndTheFocusStays) {
  AtTheScreen at;
  at.press_all({Key::shelf, Key::down, Key::down, Key::down});
  at.wait(2.0);
  const Page before = *at.screen.top_page();
  const std::string in_focus = before.rows[static_cast<std::size_t>(before.focus)].text;
  ASSERT_TRUE(at.screen.takes_shelf());
  Shelf shelf = whole_shelf();
  Practice fresh = shelf_practice("own-rhythm");
  fresh.id = "a-bench";
  fresh.title = "A bench in the park";
  shelf.practices.insert(shelf.practices.begin(), fresh);
  shelf.refused.push_back({"broken.practice", "broken.practice:4: what is wrong"});
  at.screen.put_on_shelf(shelf);
  at.wait(0.05);
  EXPECT_FALSE(at.says("A bench in the park")) << "what was there fades first";
  at.wait(3.0);
  EXPECT_TRUE(at.says("A bench in the park"));
  const Page after = *at.screen.top_page();
  EXPECT_EQ(after.rows[static_cast<std::size_t>(after.focus)].text, in_focus);
  ASSERT_EQ(after.rows[1].text, "A bench in the park");
  at.screen.press(Press{.row = 1}, at.now);
  ASSERT_NE(at.screen.practice(), nullptr);
  EXPECT_EQ(at.screen.practice()->id, "a-bench");
  EXPECT_FALSE(at.screen.takes_shelf()) << "what runs is not touched";
}

TEST(Pages, A29_AFileThatCannotBeReadIsNamedAtTheShelfsEndWithoutADigit) {
  Shelf shelf = whole_shelf();
  shelf.refused.push_back({"broken.practice", "broken.practice:4: what is wrong"});
  AtTheScreen at{std::move(shelf)};
  at.press_all({Key::shelf});
  std::string said;
  std::size_t choices = 0;
  const Page page = *at.screen.top_page();
  for (const PageRow& row : page.rows) {
    said += row.text + "\n";
    choices += row.kind == PageRow::Kind::choice ? 1U : 0U;
  }
  EXPECT_NE(said.find("broken.practice cannot be read"), std::string::npos) << said;
  EXPECT_EQ(said.find_first_of("0123456789"), std::string::npos);
  EXPECT_GE(choices, 11U) << "the others are there as before";
}

TEST(TryingOut, F43_WhatIsWrittenAnewRunsAtTheStepItWasIn) {
  Home home;
  home.tries_out = true;
  Shelf shelf = whole_shelf("steady-place");
  shelf.main_is_fixed = true;
  AtTheScreen at{shelf, home};
  at.wait(2.0);
  EXPECT_TRUE(at.says("nothing of it is kept"));
  at.press_all({Key::space, Key::enter});
  ASSERT_EQ(at.screen.run_view()->step, "senses");
  for (Step& step : shelf.main.steps) {
    for (std::string& line : step.say) {
      line = "A lamp, and its light.";
    }
  }
  at.screen.try_anew(shelf, at.now);
  at.wait(0.1);
  EXPECT_EQ(at.screen.run_view()->step, "senses");
  bool said = false;
  for (int i = 0; i < 60 && !said; ++i) {
    at.wait(0.5);
    said = at.says("A lamp, and its light.");
  }
  EXPECT_TRUE(said);
  shelf.main.steps[1].id = "other";
  at.screen.try_anew(shelf, at.now);
  at.wait(0.1);
  EXPECT_EQ(at.screen.run_view()->step, shelf.main.steps[0].id) << "it is not there any more";
  at.press(Key::ease_off);
  at.screen.try_anew(shelf, at.now);
  at.wait(0.1);
  EXPECT_EQ(at.screen.run_view()->state, RunState::eased_off) << "nobody is taken out of that";
  at.screen.say_unread(at.now);
  at.wait(1.0);
  EXPECT_EQ(at.screen.place(), Place::practice);
}

TEST(TryingOut, F43_ToneAndPaceAreChangedAndItRunsAgain) {
  Home home;
  home.tries_out = true;
  Shelf shelf = whole_shelf("kind-pause");
  shelf.main_is_fixed = true;
  AtTheScreen at{shelf, home};
  at.press_all({Key::space, Key::enter, Key::enter, Key::minus});
  EXPECT_TRUE(at.was_told("slower"));
  at.press_all({Key::escape, Key::space, Key::comfort});
  for (int row = 0; row < 8; ++row) {
    at.press(Key::down);
  }
  at.press_all({Key::right, Key::escape});
  ASSERT_TRUE(at.screen.preferences().firm_tone);
  at.press(Key::space);
  bool firm = false;
  for (int i = 0; i < 150 && !firm; ++i) {
    at.wait(0.2);
    firm = at.screen.run_view()->line == "This is hard, and it counts.";
  }
  EXPECT_TRUE(firm);
}

TEST(Pages, F36_TheShelfIsBrowsedByPillar) {
  const auto practices = all_practices();
  OwnWay own;
  ShelfScreen shelf{uk_english(), practices, own};
  const auto all = shelf.page().rows.size();
  shelf.press(Key::right);
  const Page noticing = shelf.page();
  EXPECT_LT(noticing.rows.size(), all);
  EXPECT_LT(row_of(noticing, "A kind pause"), noticing.rows.size());
  shelf.press(Key::left);
  EXPECT_EQ(shelf.page().rows.size(), all);
}

TEST(Pages, F05_ACardStandsBeforeATenderPracticeOnce) {
  const auto practices = all_practices();
  AtTheScreen at;
  at.wait(1.0);
  at.press(Key::shelf);
  walk_to(at, "Meeting a kind companion", practices);
  at.wait(2.0);
  ASSERT_EQ(at.screen.page_name(), "card");
  EXPECT_EQ(at.screen.place(), Place::start) << "nothing has begun";
  EXPECT_TRUE(at.says("like warm water on cold hands"));
  EXPECT_TRUE(at.says("something lighter"));
  at.press_all({Key::enter, Key::space});
  EXPECT_EQ(at.screen.page_name(), "card") << "not one absent-minded key away";
  at.press_all({Key::tab, Key::enter});
  EXPECT_EQ(at.screen.place(), Place::practice);
  EXPECT_TRUE(at.screen.take_changed());

  at.press_all({Key::escape, Key::space, Key::shelf});
  walk_to(at, "Meeting a kind companion", practices);
  at.wait(3.0);
  EXPECT_EQ(at.screen.page_name(), "card");
  EXPECT_FALSE(at.says("like warm water on cold hands"));
  EXPECT_TRUE(at.says("with a therapist first"));
}

TEST(Pages, F05_HelpAlwaysShowsTheCard) {
  AtTheScreen at;
  at.press_all({Key::help, Key::tab, Key::enter});
  at.wait(2.0);
  EXPECT_EQ(at.screen.page_name(), "card");
  EXPECT_TRUE(at.says("like warm water on cold hands"));
}

TEST(Pages, F06_SpaceNeverBeginsATenderPractice) {
  AtTheScreen at{whole_shelf("kind-companion")};
  at.press_all({Key::space});
  EXPECT_EQ(at.screen.place(), Place::start);
  EXPECT_EQ(at.screen.page_name(), "card");
}

TEST(Pages, F70_PeopleToContactAreOneKeyAwayFromEverywhere) {
  const auto at_people = [](AtTheScreen& at) {
    at.press(Key::people);
    at.wait(2.0);
    EXPECT_EQ(at.screen.page_name(), "people");
    EXPECT_TRUE(at.says("Samaritans"));
    EXPECT_TRUE(at.says("116 123"));
    at.press(Key::people);
    at.wait(2.0);
  };
  AtTheScreen at;
  at_people(at);
  for (const Key page : {Key::shelf, Key::help, Key::comfort}) {
    at.press(page);
    at_people(at);
    at.press(Key::escape);
  }
  at.press(Key::space);
  at_people(at);
  EXPECT_EQ(at.screen.run_view()->state, RunState::running) << "given back where it was";
  at.press(Key::ease_off);
  at_people(at);
  EXPECT_EQ(at.screen.run_view()->state, RunState::eased_off);
  at.press(Key::blank);
  at.press(Key::people);
  EXPECT_FALSE(at.screen.blank());
  EXPECT_EQ(at.screen.page_name(), "people");
  at.press(Key::escape);
  EXPECT_EQ(at.screen.place(), Place::closed);
  at_people(at);
}

TEST(Pages, F70_ANumberCanBeCopied) {
  AtTheScreen at;
  at.press_all({Key::people, Key::down, Key::enter});
  EXPECT_EQ(at.screen.take_copied(), "999");
  EXPECT_EQ(at.screen.take_copied(), std::nullopt);
}

TEST(Pages, F10_TooMuchLeadsToGroundingAndIsNeverKept) {
  Home home;
  home.preferences.check_in = true;
  AtTheScreen at{whole_shelf(), home};
  at.press_all({Key::space});
  EXPECT_EQ(at.screen.page_name(), "check-in");
  at.press(Key::fourth);
  ASSERT_NE(at.screen.practice(), nullptr);
  EXPECT_EQ(at.screen.practice()->id, "feet-and-room");
  EXPECT_TRUE(at.was_told("route: grounding"));
  for (const PracticeEvent& event : at.told) {
    EXPECT_EQ(event.what.find("too much"), std::string::npos);
  }
}

TEST(Pages, F09_WordsForTheBodyAreWordsOfTheSessionAndPassingThemByIsOneKey) {
  Home home;
  home.preferences.check_in = true;
  home.keeps_words = true;
  AtTheScreen at{whole_shelf(), home};
  std::vector<ebb::Words> words;
  at.screen.on_words([&words](const ebb::Words& one) { words.push_back(one); });
  at.press_all({Key::space, Key::enter});
  EXPECT_EQ(at.screen.page_name(), "check-in body");
  at.press(Key::enter);
  EXPECT_EQ(at.screen.place(), Place::practice);
  EXPECT_TRUE(words.empty());
  at.press_all({Key::escape, Key::space, Key::space, Key::first});
  at.press_all({Key::first, Key::third, Key::second, Key::second, Key::up, Key::up});
  at.press(Key::enter);
  EXPECT_EQ(at.screen.place(), Place::practice);
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "tight chest, shallow breath") << "chosen twice is not chosen";
  EXPECT_EQ(words[0].kind, WordsKind::body_signs);
  EXPECT_EQ(words[0].practice, "own-rhythm");
  EXPECT_EQ(words[0].step, "before");
  for (const PracticeEvent& event : at.told) {
    EXPECT_EQ(event.what.find("tight chest"), std::string::npos);
  }
}

TEST(Pages, F09_AfterwardsAWordIsOfferedSoftlyAndNeverAskedFor) {
  Home home;
  home.preferences.check_in = true;
  home.keeps_words = true;
  AtTheScreen at{whole_shelf(), home};
  std::vector<ebb::Words> words;
  at.screen.on_words([&words](const ebb::Words& one) { words.push_back(one); });
  at.press_all({Key::space, Key::enter, Key::enter, Key::escape});
  at.wait(3.0);
  EXPECT_EQ(at.screen.page_name(), "") << "nothing opens by itself";
  EXPECT_TRUE(at.says("what is here now"));
  at.press_all({Key::noticed});
  at.wait(2.0);
  EXPECT_TRUE(at.says("How much is here now?"));
  EXPECT_TRUE(at.says("both are fine"));
  at.press_all({Key::second, Key::fourth, Key::up, Key::up, Key::up, Key::enter});
  at.wait(3.0);
  EXPECT_EQ(at.screen.place(), Place::closed);
  EXPECT_EQ(at.screen.page_name(), "");
  EXPECT_FALSE(at.says("what is here now")) << "once is enough";
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "warm");
  EXPECT_EQ(words[0].step, "after");
}

TEST(Pages, F10_TooMuchAfterwardsLeadsToGroundingToo) {
  Home home;
  home.preferences.check_in = true;
  AtTheScreen at{whole_shelf(), home};
  at.press_all({Key::space, Key::enter, Key::enter, Key::escape, Key::noticed, Key::fourth});
  ASSERT_NE(at.screen.practice(), nullptr);
  EXPECT_EQ(at.screen.place(), Place::practice);
  EXPECT_EQ(at.screen.practice()->id, "feet-and-room");
  EXPECT_EQ(at.told.back().practice, "feet-and-room");
}

TEST(Pages, F09_WordsThatNobodyKeepsAreToldToNobody) {
  Home home;
  home.preferences.check_in = true;
  AtTheScreen at{whole_shelf(), home};
  std::vector<ebb::Words> words;
  at.screen.on_words([&words](const ebb::Words& one) { words.push_back(one); });
  at.press_all({Key::space, Key::enter, Key::first, Key::up, Key::enter, Key::escape});
  EXPECT_TRUE(words.empty());
  EXPECT_TRUE(at.screen.take_errands().empty());
}

TEST(Pages, F53_ARecordNobodyAgreedToIsAskedAboutAtTheEndByOneKey) {
  for (const Key answer : {Key::keep, Key::let_go, Key::space}) {
    Home home;
    home.keeps_words = true;
    AtTheScreen at{whole_shelf(), home};
    at.press_all({Key::space});
    at.wait(3.0);
    EXPECT_FALSE(at.says("Keep this one?")) << "never in a practice";
    at.press(Key::escape);
    at.wait(3.0);
    EXPECT_TRUE(at.says("Keep this one?"));
    EXPECT_TRUE(at.says("let it go"));
    at.press(answer);
    EXPECT_EQ(at.screen.take_let_go(), answer == Key::let_go);
    EXPECT_FALSE(at.screen.take_let_go());
    if (answer == Key::let_go) {
      at.wait(3.0);
      EXPECT_FALSE(at.says("Nothing of it is kept.")) << "not before it is true";
      at.screen.set_keeps_words(false);
    }
    at.wait(3.0);
    EXPECT_FALSE(at.says("Keep this one?"));
    EXPECT_EQ(at.says("It is kept."), answer == Key::keep);
    EXPECT_EQ(at.says("Nothing of it is kept."), answer == Key::let_go);
    if (answer == Key::space) {
      at.press_all({Key::space, Key::escape});
      at.wait(3.0);
      EXPECT_TRUE(at.says("Keep this one?")) << "passing it by leaves it open";
    }
  }
}

TEST(Pages, F53_WhatWasAgreedOrIsNotMadeIsNotAskedAboutAndNoOneWhoEasedOffIs) {
  for (const int how : {0, 1, 2}) {
    Home home;
    home.keeps_words = how != 0;
    AtTheScreen at{whole_shelf(), home};
    if (how == 1) {
      at.screen.hear({.time = at.now, .stage = SessionAgreement::Stage::agreed, .kept = true});
    }
    at.press_all({Key::space});
    if (how == 2) {
      at.press_all({Key::ease_off});
    }
    at.press(Key::escape);
    at.wait(3.0);
    EXPECT_FALSE(at.says("Keep this one?")) << how;
    at.press(Key::let_go);
    EXPECT_FALSE(at.screen.take_let_go()) << how;
  }
}

TEST(Pages, A11_AfterEasingOffTheEndOffersPeopleToContactAndNothingElse) {
  Home home;
  home.preferences.check_in = true;
  home.looks_back = true;
  AtTheScreen at{whole_shelf(), home};
  for (const bool eased : {false, true}) {
    at.press_all({Key::space, Key::enter, Key::enter});
    if (eased) {
      at.press_all({Key::ease_off, Key::second});
      ASSERT_EQ(at.screen.practice()->id, "feet-and-room");
    }
    at.press(Key::escape);
    at.wait(3.0);
    EXPECT_TRUE(at.says("Stopping is a good use of a pause."));
    EXPECT_TRUE(at.says("people to contact"));
    EXPECT_EQ(at.says("a few words, if any come"), !eased);
    EXPECT_EQ(at.says("what is here now"), !eased);
    at.wait(60.0, Microseconds{250'000});
    EXPECT_EQ(at.screen.place(), Place::closed) << "nothing starts by itself";
    at.press(Key::space);
    at.wait(1.0);
  }
}

TEST(Pages, ComfortIsChangedByKeysAloneAndKept) {
  AtTheScreen at;
  at.press_all({Key::comfort, Key::down, Key::right});
  EXPECT_NEAR(at.screen.preferences().settings.distance, 1.0, 1e-9);
  at.press_all({Key::down, Key::right});
  EXPECT_EQ(at.screen.preferences().settings.theme, Theme::light);
  at.press_all({Key::down, Key::left});
  EXPECT_EQ(at.screen.preferences().settings.motion, Motion::none);
  EXPECT_TRUE(at.screen.take_changed());
  at.wait(8.0);
  EXPECT_EQ(at.picture().backdrop.ground, palette(Theme::light).ground);
}

TEST(Pages, F35_AFirmToneChangesTheWordsOnly) {
  Home firm;
  firm.preferences.firm_tone = true;
  AtTheScreen gentle{whole_shelf("kind-pause")};
  AtTheScreen at{whole_shelf("kind-pause"), firm};
  bool firm_words = false;
  for (AtTheScreen* one : {&gentle, &at}) {
    one->press(Key::space);
  }
  for (int i = 0; i < 150; ++i) {
    gentle.wait(0.2);
    at.wait(0.2);
    ASSERT_EQ(gentle.screen.run_view()->cue.phase, at.screen.run_view()->cue.phase);
    ASSERT_EQ(gentle.screen.run_view()->step, at.screen.run_view()->step);
    firm_words = firm_words || at.screen.run_view()->line == "This is hard, and it counts.";
    EXPECT_NE(gentle.screen.run_view()->line, "This is hard, and it counts.");
  }
  EXPECT_TRUE(firm_words);
}

TEST(Pages, F68_ThatChangeIsSlowAndUnevenIsSaidOnceAndStandsUnderAbout) {
  Home home;
  home.first_time = true;
  AtTheScreen at{whole_shelf(), home};
  at.wait(2.0);
  EXPECT_TRUE(at.says("Change is usually slow"));
  EXPECT_FALSE(at.says("Change is", {360, 240})) << "nothing there is pushed out by it";
  EXPECT_TRUE(at.says("? says more.", {360, 240}));
  at.press_all({Key::space, Key::escape, Key::space});
  at.wait(2.0);
  EXPECT_FALSE(at.says("Change is"));
  at.press_all({Key::help, Key::tab, Key::tab, Key::tab, Key::tab, Key::enter});
  at.wait(3.0);
  ASSERT_EQ(at.screen.page_name(), "about");
  EXPECT_TRUE(at.says("Change is usually slow"));
  const std::string said{uk_english()("about.patience")};
  EXPECT_EQ(said.find_first_of("0123456789"), std::string::npos);
  for (const char* span : {"day", "week", "month", "year", "soon", "will"}) {
    EXPECT_EQ(said.find(span), std::string::npos) << span << " would be a promise";
  }
}

TEST(Pages, F69_WhatThisIsStandsOnTheFirstScreenAndIsGoneForGoodWithAnyKey) {
  Home home;
  home.first_time = true;
  AtTheScreen at{whole_shelf(), home};
  at.wait(2.0);
  EXPECT_EQ(at.screen.page_name(), "") << "nothing is in front of the start screen";
  EXPECT_TRUE(at.says("begin: Finding our own rhythm"));
  EXPECT_TRUE(at.says("not advice"));
  EXPECT_TRUE(at.says("no therapeutic"));
  EXPECT_TRUE(at.says("C changes size and motion."));
  EXPECT_TRUE(at.says("C changes size and motion.", {360, 240}));
  EXPECT_FALSE(at.says("It is for education", {360, 240})) << "never a part of it";
  at.press(Key::space);
  at.wait(0.1);
  EXPECT_EQ(at.screen.place(), Place::practice) << "A1: Space begins at once";
  EXPECT_TRUE(at.screen.take_changed());
  at.press_all({Key::escape, Key::space});
  at.wait(2.0);
  EXPECT_FALSE(at.says("not advice"));
}

TEST(Pages, F12_AnyOtherStartIsAsItAlwaysIs) {
  AtTheScreen at;
  at.wait(2.0);
  EXPECT_FALSE(at.says("not advice"));
  at.press(Key::help);
  EXPECT_FALSE(at.screen.take_changed());
}

TEST(Pages, F65_SpaceBeginsTheLightPracticeThatWasBegunLast) {
  const auto practices = all_practices();
  AtTheScreen at;
  at.press_all({Key::shelf});
  walk_to(at, "A warm hand", practices);
  at.press_all({Key::escape, Key::space});
  at.wait(2.0);
  EXPECT_TRUE(at.says("begin: A warm hand"));
  EXPECT_EQ(at.screen.preferences().practice, "warm-hand");
}

TEST(Pages, A11_TheStartScreenOffersAnotherFirstUntilWhatWasEasedOffIsChosenAgain) {
  AtTheScreen at;
  at.wait(1.0);
  ASSERT_TRUE(at.says("begin: Finding our own rhythm"));
  at.press_all({Key::space, Key::ease_off, Key::escape, Key::space});
  at.wait(2.0);
  EXPECT_FALSE(at.says("begin: Finding our own rhythm"));
  EXPECT_TRUE(at.says("begin: A ")) << "another light one";
  Home later;
  later.preferences = at.screen.preferences();
  AtTheScreen next{whole_shelf(), later};
  next.wait(2.0);
  EXPECT_FALSE(next.says("begin: Finding our own rhythm")) << "nor the next time";
  next.press(Key::space);
  EXPECT_NE(next.screen.practice()->id, "own-rhythm");
  next.press_all({Key::escape, Key::space, Key::shelf});
  walk_to(next, "Finding our own rhythm", all_practices());
  next.press_all({Key::escape, Key::space});
  next.wait(2.0);
  EXPECT_TRUE(next.says("begin: Finding our own rhythm")) << "it was asked for";
}

TEST(Pages, A11_WhatWasEasedOffIsNotOfferedFirst) {
  Home home;
  home.preferences.practice = "warm-hand";
  AtTheScreen at{whole_shelf(), home};
  at.press_all({Key::space, Key::ease_off});
  EXPECT_EQ(at.screen.preferences().own.not_first, OwnWay::Ids{"warm-hand"});
  EXPECT_TRUE(at.screen.take_changed());
  at.press(Key::second);
  EXPECT_EQ(at.screen.practice()->id, "feet-and-room");
  at.press(Key::escape);
  at.wait(2.0);
  EXPECT_TRUE(at.says("Stopping is a good use of a pause."));
  EXPECT_TRUE(at.says("people to contact"));
}

TEST(Practising, F07_AnotherAnchorHidesTheShapeAndTheWordsOfBreath) {
  AtTheScreen at;
  at.press_all({Key::space, Key::enter});
  at.wait(6.0);
  ASSERT_TRUE(at.screen.run_view()->cue.shown);
  at.press(Key::anchor);
  at.wait(1.0);
  EXPECT_TRUE(at.says("with: feet"));
  EXPECT_FALSE(at.screen.run_view()->cue.shown);
  for (int i = 0; i < 60; ++i) {
    at.wait(1.0);
    EXPECT_EQ(at.screen.run_view()->line.find("breath"), std::string::npos);
  }
}

TEST(Practising, F33_AThoughtNoticedIsAnsweredByARippleAndNeverCounted) {
  AtTheScreen at;
  at.press_all({Key::space, Key::enter});
  at.wait(6.0);
  const auto rings = [&] {
    const Picture seen = at.picture();
    return std::count_if(seen.shapes.begin(), seen.shapes.end(),
                         [](const Shape& shape) { return std::holds_alternative<Ring>(shape); });
  };
  const auto before = rings();
  at.press(Key::noticed);
  at.wait(0.2);
  EXPECT_EQ(rings(), before + 1);
  EXPECT_TRUE(at.was_told("mark: thought noticed"));
  at.wait(4.0);
  EXPECT_EQ(rings(), before);
}

TEST(Practising, F23_WhatWasWrittenComesBackInItsPlaceWordForWord) {
  AtTheScreen at{whole_shelf("as-for-a-friend")};
  at.press_all({Key::space, Key::enter, Key::tab, Key::enter});
  ASSERT_TRUE(at.screen.writing());
  for (const char32_t c : std::u32string{U"of course you are tired, love"}) {
    at.screen.type(c);
  }
  at.press_all({Key::enter, Key::enter, Key::enter});
  bool said = false;
  for (int i = 0; i < 90 && !said; ++i) {
    at.wait(1.0);
    said = at.screen.run_view()->line == "of course you are tired, love";
  }
  EXPECT_TRUE(said);
  for (const PracticeEvent& event : at.told) {
    EXPECT_EQ(event.what.find("tired"), std::string::npos);
  }
}

TEST(Practising, F28_TheLightComesNearerAndGoesFartherAndNothingElseChanges) {
  AtTheScreen at{whole_shelf("kind-companion")};
  at.press_all({Key::space, Key::tab, Key::enter, Key::enter, Key::enter});
  at.wait(8.0);
  const auto step = at.screen.run_view()->step;
  const Picture before = at.picture();
  at.press_all({Key::up, Key::up});
  at.wait(6.0);
  EXPECT_EQ(at.screen.run_view()->step, step);
  const auto glow = [](const Picture& seen) { return std::get<Disc>(seen.shapes.front()).radius; };
  const double near = glow(at.picture());
  EXPECT_GT(near, glow(before) * 1.05);
  at.press_all({Key::down, Key::down, Key::down});
  at.wait(6.0);
  EXPECT_LT(glow(at.picture()), near * 0.95);
}

TEST(Practising, F04_DotsAreFilledOneByOneWithoutANumeral) {
  AtTheScreen at{whole_shelf("feet-and-room")};
  at.press_all({Key::space, Key::enter});
  at.wait(3.0);
  ASSERT_TRUE(at.screen.run_view()->tally);
  for (int i = 0; i < 7; ++i) {
    at.press(Key::down);
  }
  EXPECT_EQ(at.screen.run_view()->tally->filled, 5);
  EXPECT_EQ(at.screen.run_view()->step, "see") << "nothing happens when all are filled";
}

TEST(Practising, F16_TheInBreathIsLedByHand) {
  AtTheScreen at;
  at.press_all({Key::space, Key::enter});
  for (int i = 0; i < 8; ++i) {
    at.screen.lead(true, at.now);
    at.wait(2.5);
    at.screen.lead(false, at.now);
    at.wait(3.5);
  }
  EXPECT_NEAR(at.screen.run_view()->cue.rate.value(), 10.0, 1.0);
}

TEST(Pages, EverythingThatIsSeenCanBePressedWithAPointer) {
  AtTheScreen at;
  at.wait(2.0);
  const auto press_words = [&](const std::string& words) {
    const Picture seen = at.picture();
    for (const Shape& shape : seen.shapes) {
      const auto* found = std::get_if<Words>(&shape);
      if (found != nullptr && found->text.find(words) != std::string::npos) {
        Point middle{found->at.x, found->at.y - found->size * 0.3};
        middle.x += found->align == Align::left    ? found->size
                    : found->align == Align::right ? -found->size
                                                   : 0.0;
        const auto what = press_at(seen, middle);
        ASSERT_TRUE(what) << words;
        at.screen.press(*what, at.now);
        at.wait(3.0);
        return;
      }
    }
    FAIL() << words << " is not there";
  };
  press_words("people to contact");
  EXPECT_EQ(at.screen.page_name(), "people");
  press_words("Samaritans");
  EXPECT_EQ(at.screen.take_copied(), "116 123");
  press_words("back");
  press_words("shelf");
  EXPECT_EQ(at.screen.page_name(), "shelf");
  press_words("A warm hand");
  EXPECT_EQ(at.screen.place(), Place::practice);
  press_words("no touch");
  EXPECT_EQ(at.screen.preferences().touch.at("warm-hand"), "no touch");
  press_words("ease off");
  EXPECT_EQ(at.screen.run_view()->state, RunState::eased_off);
  at.wait(4.0);
  press_words("stop for today");
  EXPECT_EQ(at.screen.place(), Place::closed);
  press_words("leave");
  EXPECT_TRUE(at.screen.leaving());
}

}  // namespace
}  // namespace ebb::scene
