#include "visualizer/scene/looking_back/looking_back.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "scene/at_the_screen.hpp"
#include "visualizer/scene/looking_back/kinder_words.hpp"
#include "visualizer/scene/looking_back/looked_at.hpp"
#include "visualizer/scene/looking_back/made_past.hpp"
#include "visualizer/scene/looking_back/session_plot.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

/// Somebody who looks back, at virtual time, on a past made of formulas.
class Looking {
 public:
  explicit Looking(const MadePast::Manner& manner = {}) : past(manner), at(whole_shelf(), home()) {
    wait(1.0);
  }
  static Home home() {
    Home home;
    home.looks_back = true;
    home.this_year = 2026;
    return home;
  }
  void wait(double seconds) {
    at.wait(0.05);
    pump();
    at.wait(seconds, Microseconds{100'000});
    pump();
    at.wait(0.05);
  }
  void pump() {
    for (const Errand& errand : at.screen.take_errands()) {
      if (auto found = past.answer(errand)) {
        at.screen.receive(*std::move(found));
      }
    }
  }
  void press(Key key) {
    at.press(key);
    wait(0.1);
  }
  void press_all(std::initializer_list<Key> keys) {
    for (const Key key : keys) {
      press(key);
    }
  }
  void type(const std::string& text) {
    for (const char c : text) {
      at.screen.type(static_cast<unsigned char>(c));
    }
    wait(0.1);
  }
  void hold(double seconds) {
    at.press(Key::forget);
    wait(seconds);
    at.screen.release();
    wait(0.2);
  }
  /// To the newest session.
  void open_session() { press_all({Key::looking_back, Key::tab, Key::enter}); }
  [[nodiscard]] std::vector<std::string> words() {
    wait(3.0);
    std::vector<std::string> all;
    const Picture seen = at.picture();
    for (const Shape& shape : seen.shapes) {
      if (const auto* found = std::get_if<Words>(&shape)) {
        all.push_back(found->text);
      }
    }
    return all;
  }
  [[nodiscard]] bool says(const std::string& part) {
    const auto all = words();
    return std::any_of(all.begin(), all.end(), [&](const std::string& text) {
      return text.find(part) != std::string::npos;
    });
  }
  [[nodiscard]] bool has_digit() {
    for (const std::string& text : words()) {
      if (text.find_first_of("0123456789") != std::string::npos) {
        return true;
      }
    }
    return false;
  }
  template <class Wanted>
  [[nodiscard]] std::vector<Wanted> asked() const {
    std::vector<Wanted> all;
    for (const Errand& errand : past.asked()) {
      if (const auto* one = std::get_if<Wanted>(&errand)) {
        all.push_back(*one);
      }
    }
    return all;
  }
  [[nodiscard]] const std::string name() const { return at.screen.past().name(); }

  MadePast past;
  AtTheScreen at;
};

TEST(KinderWords, F34_AreFoundWholeInAnyCaseAndOnceEach) {
  const auto found = [](std::string_view text) {
    std::string all;
    for (const KinderWord& one : kinder_words(text, uk_english())) {
      all += one.word + "|";
      EXPECT_EQ(one.instead.find("you"), std::string::npos);
    }
    return all;
  };
  EXPECT_EQ(found("I SHOULD have, and should again. Never."), "should|never|");
  EXPECT_EQ(found("I have to go; there is nobody."), "have to|nobody|");
  EXPECT_EQ(found("mustn't shoulder weakness nevermore \u00e9should should\u00e9 mustard"), "");
  EXPECT_EQ(found(""), "");
  EXPECT_EQ(uk_english().list("kinder.words").size(), uk_english().list("kinder.instead").size());
}

TEST(KinderWords, F34_DotsStandUnderTheirLettersAndNothingElseChanges) {
  const std::string dot = "\u0323";
  const std::string seen = dotted("I must go, mustn't I", uk_english());
  EXPECT_EQ(seen, "I m" + dot + "u" + dot + "s" + dot + "t" + dot + " go, mustn't I");
  EXPECT_EQ(character_count(seen), 20U) << "a dot takes no room";
  for (const std::string text : {"nothing much", "\u00e9\u00e9 weak\u00e9 ", ""}) {
    EXPECT_EQ(dotted(text, uk_english()), text);
  }
}

TEST(LookingBack, F34_SofterWordsComeOnlyWhereWishedForAndNothingOfThemIsKept) {
  const std::string written = "I should be useless";
  for (const bool wished : {false, true}) {
    Looking looking;
    if (wished) {
      looking.press(Key::comfort);
      const Page page = *looking.at.screen.top_page();
      for (int row = 0; row < static_cast<int>(page.rows.size()); ++row) {
        if (page.rows[static_cast<std::size_t>(row)].text.find("softer words") == 0) {
          EXPECT_EQ(page.rows[static_cast<std::size_t>(row)].beside, "off");
          looking.at.screen.press(Press{Key::other, row}, looking.at.now);
        }
      }
      looking.press(Key::escape);
      ASSERT_TRUE(looking.at.screen.preferences().kinder_words);
    }
    looking.press_all({Key::journal, Key::tab, Key::enter});
    looking.type(written);
    EXPECT_FALSE(looking.says("\u0323")) << "not while it is being written";
    looking.press_all({Key::tab, Key::tab, Key::enter});
    looking.press_all({Key::tab, Key::enter});
    ASSERT_EQ(looking.name().substr(0, 6), "entry/");
    EXPECT_EQ(looking.says("s\u0323h\u0323o\u0323u\u0323l\u0323d\u0323"), wished);
    EXPECT_EQ(looking.says("I should"), !wished);
    EXPECT_FALSE(looking.says("we might")) << "nothing is offered unasked";
    looking.press(Key::tab);
    EXPECT_EQ(looking.says("we might"), wished);
    EXPECT_EQ(looking.says("we are tired, and this is hard"), wished);
    EXPECT_FALSE(looking.has_digit()) << "nothing is counted";
    looking.press(Key::enter);
    looking.press_all({Key::tab, Key::tab, Key::tab, Key::enter});  // ticks it
    for (const KeepEntry& keep : looking.asked<KeepEntry>()) {
      EXPECT_EQ(keep.entry.text, written) << "as it was typed";
    }
    EXPECT_GE(looking.asked<KeepEntry>().size(), 2U);
  }
}

TEST(LookingBack, F51_AMomentIsStarredByThePersonAndByNothingElse) {
  Looking looking;
  looking.open_session();
  looking.press(Key::mark);
  looking.press(Key::tab);
  looking.press(Key::star);
  auto kept = looking.asked<KeepMark>();
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_TRUE(kept[0].mark.starred);
  EXPECT_TRUE(looking.at.screen.past().wanted().page.rows[1].chosen);
  looking.press(Key::star);
  kept = looking.asked<KeepMark>();
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_FALSE(kept[1].mark.starred) << "and taken off again";
  looking.press_all({Key::escape, Key::escape, Key::star});
  EXPECT_EQ(looking.name().substr(0, 8), "starred/");
  EXPECT_TRUE(looking.says("mentioned sister"));
  EXPECT_TRUE(looking.says("a bit lighter in the jaw")) << "entries of the journal too";
  EXPECT_FALSE(looking.says("rain on the window")) << "which nobody starred";
  EXPECT_FALSE(looking.has_digit());
  looking.press_all({Key::tab, Key::enter});
  EXPECT_NE(looking.name().substr(0, 8), "starred/");
  looking.press(Key::escape);
  EXPECT_EQ(looking.name().substr(0, 8), "starred/");
}

TEST(LookingBack, F51_NothingStarredIsAsGoodAsAny) {
  MadePast::Manner manner;
  manner.journal = false;
  manner.sessions = 1;
  Looking looking{manner};
  looking.press_all({Key::looking_back, Key::star});
  EXPECT_TRUE(looking.says("nothing has to be"));
  looking.press_all({Key::right, Key::left, Key::enter, Key::down});
  looking.press(Key::escape);
  EXPECT_EQ(looking.name().substr(0, 12), "looking-back");
}

TEST(LookingBack, F59_WeatherIsARowOfPicturesInTheOrderOfTimeWithoutAnAxis) {
  Looking looking;
  looking.open_session();
  looking.wait(3.0);
  const Sheet& seen = looking.at.screen.past().wanted();
  ASSERT_EQ(seen.pictures.size(), 2U);
  EXPECT_EQ(seen.pictures[0], (std::pair{Symbol::drizzle, std::string{"drizzle"}}));
  EXPECT_EQ(seen.pictures[1], (std::pair{Symbol::cloud, std::string{"cloud"}}));
  for (const std::string& words : seen.words) {
    EXPECT_EQ(words.find("drizzle"), std::string::npos) << "not twice";
  }
  double drizzle = 0.0;
  double cloud = 0.0;
  const Picture picture = looking.at.picture();
  for (const Shape& shape : picture.shapes) {
    if (const auto* words = std::get_if<Words>(&shape)) {
      drizzle = words->text == "drizzle" ? words->at.y : drizzle;
      cloud = words->text == "cloud" ? words->at.y : cloud;
    }
  }
  EXPECT_GT(drizzle, 0.0);
  EXPECT_EQ(drizzle, cloud) << "side by side, neither above the other";
}

TEST(LookingBack, A19_WordsAndPictureComeFirstAndNumbersWhenAskedFor) {
  Looking looking;
  looking.open_session();
  EXPECT_TRUE(looking.says("A kind pause"));
  EXPECT_TRUE(looking.says("shoulders a bit lower"));
  EXPECT_TRUE(looking.says("The heart came down"));
  EXPECT_FALSE(looking.has_digit());
  looking.press(Key::numbers);
  EXPECT_TRUE(looking.says("Fell about"));
  EXPECT_TRUE(looking.says("half of it within"));
  EXPECT_TRUE(looking.says("Beat to beat (RMSSD)"));
  EXPECT_TRUE(looking.says("of beats set aside"));
  EXPECT_TRUE(looking.says(" min"));
  looking.press(Key::numbers);
  EXPECT_FALSE(looking.has_digit());
}

TEST(LookingBack, A19_TogetherShowsFewMarksAndOnlyWordsThatWereTicked) {
  Looking looking;
  looking.open_session();
  EXPECT_TRUE(looking.says("warm hands"));
  looking.press_all({Key::numbers, Key::noticed});
  EXPECT_TRUE(looking.says("shoulders a bit lower"));
  EXPECT_FALSE(looking.says("warm hands")) << "nobody ticked it";
  EXPECT_FALSE(looking.has_digit()) << "words first, whatever was open before";
  looking.press(Key::numbers);
  EXPECT_TRUE(looking.says("Fell about"));
  looking.press(Key::escape);
  EXPECT_TRUE(looking.says("warm hands"));
}

TEST(LookingBack, A20_AFlatSessionHasNoCurveAndNoHalfTime) {
  for (const auto heart : {MadePast::Heart::flat, MadePast::Heart::waves}) {
    MadePast::Manner manner;
    manner.heart = heart;
    Looking looking{manner};
    looking.open_session();
    EXPECT_TRUE(looking.says("No clear single curve here. That is common."));
    looking.press(Key::numbers);
    EXPECT_FALSE(looking.says("half of it"));
  }
}

TEST(LookingBack, A5_WhatTheSensorCannotTellIsSaidAndNothingIsPutInItsPlace) {
  MadePast::Manner manner;
  manner.rate_only = true;
  Looking looking{manner};
  looking.open_session();
  EXPECT_TRUE(looking.says("not available from this sensor"));
  const Sheet& sheet = looking.at.screen.past().wanted();
  EXPECT_FALSE(sheet.plots.at(0).second.rows.at(0).lines.empty()) << "the heart's curve is there";
  EXPECT_TRUE(sheet.plots.at(0).second.rows.at(1).lines.empty());
  looking.press(Key::numbers);
  EXPECT_TRUE(looking.says("heart rate variability: not available from this sensor"));
  EXPECT_TRUE(looking.says("breath: not available from this sensor"));
  EXPECT_FALSE(looking.says("beats set aside"));
}

TEST(LookingBack, ABreathThatNobodySoughtIsNotCalledUnclear) {
  KeptSession session = MadePast{}.session(0);
  session.can_tell = {.intervals = true};
  session.breaths.clear();
  session.rates.clear();
  const auto breath_row = [](const KeptSession& kept) {
    return plot_of(look_at(kept), {0.0, kept.head.length.count(), 0.0, false}, uk_english())
        .rows.at(1)
        .instead;
  };
  EXPECT_EQ(breath_row(session), "not available from this sensor") << "intervals, taken in";

  KeptSession belt = session;
  belt.can_tell.respiration = true;
  EXPECT_EQ(breath_row(belt), "no clear signal");

  KeptSession listened = session;
  listened.breaths.push_back(
      {at_seconds<HostTime>(20.0), Seconds{5.0}, 0.4, 0.1, BreathOrigin::heart, Seconds{}});
  EXPECT_EQ(breath_row(listened), "no clear signal") << "heard in the heart, and not trusted";
}

TEST(LookingBack, F21_AGapIsDrawnAsAGap) {
  Looking looking;
  looking.open_session();
  EXPECT_TRUE(looking.says("no clear signal"));
  const Plot& plot = looking.at.screen.past().wanted().plots.at(0).second;
  ASSERT_EQ(plot.gaps.size(), 1U);
  EXPECT_NEAR(plot.gaps[0].first, 205.0, 15.0);
  EXPECT_NEAR(plot.gaps[0].second, 250.0, 15.0);
  for (const Plot::Line& line : plot.rows[0].lines) {
    for (std::size_t i = 1; i < line.points.size(); ++i) {
      EXPECT_LT(line.points[i].x - line.points[i - 1].x, 10.0);
    }
  }
}

TEST(LookingBack, A13_ALabelIsChangedWithoutItsTimeAndAMarkIsHiddenOrDeleted) {
  Looking looking;
  looking.open_session();
  looking.press_all({Key::mark, Key::tab, Key::enter});
  ASSERT_TRUE(looking.at.screen.writing());
  for (int i = 0; i < 20; ++i) {
    looking.at.screen.type(U'\b');
  }
  looking.type("family");
  looking.press(Key::enter);
  auto kept = looking.asked<KeepMark>();
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].mark.label, "family");
  EXPECT_EQ(kept[0].mark.id, "mark-a");
  EXPECT_EQ(kept[0].mark.time, at_seconds<HostTime>(330.0));
  looking.press(Key::hide);
  kept = looking.asked<KeepMark>();
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_TRUE(kept[1].mark.hidden);
  looking.hold(1.0);
  EXPECT_TRUE(looking.asked<DropMark>().empty()) << "two seconds, on purpose";
  looking.hold(2.2);
  ASSERT_EQ(looking.asked<DropMark>().size(), 1U);
  EXPECT_EQ(looking.asked<DropMark>()[0].id, "mark-a");
  looking.press(Key::escape);
  EXPECT_FALSE(looking.says("family"));
  EXPECT_TRUE(looking.says("mentioned sister"));
}

TEST(LookingBack, A21_AnotherKindOfSensorStandsApartAndTheRestHasAMiddleHalf) {
  MadePast::Manner manner;
  manner.sessions = 10;
  Looking looking{manner};
  looking.open_session();
  looking.press_all({Key::own_pace, Key::right});
  looking.wait(0.5);
  EXPECT_TRUE(looking.says("lined up at"));
  EXPECT_TRUE(looking.says("kindness"));
  EXPECT_TRUE(looking.says("Sensors differ, so they stand apart: a pulse at the skin"));
  EXPECT_FALSE(looking.has_digit());
  const Sheet& sheet = looking.at.screen.past().wanted();
  ASSERT_EQ(sheet.plots.size(), 2U);
  EXPECT_FALSE(sheet.plots[0].second.rows[0].areas.at(0).columns.empty());
  const auto solid = [](const Plot& plot) {
    const auto& lines = plot.rows[0].lines;
    return std::count_if(lines.begin(), lines.end(),
                         [](const Plot::Line& line) { return line.opacity == 1.0; });
  };
  EXPECT_GE(solid(sheet.plots[0].second) + solid(sheet.plots[1].second), 1);
  EXPECT_TRUE(looking.says("evening"));
  looking.press(Key::hide);
  EXPECT_FALSE(looking.says("evening")) << "dates can be hidden";
}

TEST(LookingBack, F60_RisingAndFallingSessionsAreSpokenOfAlike) {
  const auto said = [](MadePast::Heart heart) {
    MadePast::Manner manner;
    manner.heart = heart;
    manner.other_sensor = 0;
    Looking looking{manner};
    looking.open_session();
    looking.press(Key::own_pace);
    looking.wait(0.5);
    return looking.words();
  };
  EXPECT_EQ(said(MadePast::Heart::falls), said(MadePast::Heart::rises));
}

TEST(LookingBack, A28_DeletingSaysWhatGoesAndNeedsTheKeyToBeHeld) {
  Looking looking;
  looking.open_session();
  looking.press(Key::forget);
  EXPECT_TRUE(looking.says("What goes:"));
  EXPECT_TRUE(looking.says("cannot be reached from here"));
  looking.hold(1.0);
  EXPECT_TRUE(looking.asked<DeleteSession>().empty());
  looking.hold(2.2);
  ASSERT_EQ(looking.asked<DeleteSession>().size(), 1U);
  EXPECT_EQ(looking.asked<DeleteSession>()[0].session, "made100");
  EXPECT_EQ(looking.asked<DropEntry>().size(), 1U) << "its words go unless it was said otherwise";
  EXPECT_EQ(looking.name().substr(0, 12), "looking-back");
  EXPECT_FALSE(looking.says("shoulders a bit lower"));
}

TEST(LookingBack, A28_TheOverlayIsBuiltAnewWithoutWhatWasDeleted) {
  MadePast::Manner manner;
  manner.sessions = 6;
  manner.other_sensor = 0;
  Looking looking{manner};
  const auto lines = [&] {
    looking.press(Key::own_pace);
    looking.wait(1.0);
    std::size_t count = 0;
    for (const auto& plot : looking.at.screen.past().wanted().plots) {
      count += plot.second.rows.at(0).lines.size();
    }
    looking.press(Key::escape);
    return count;
  };
  looking.open_session();
  EXPECT_EQ(lines(), 7U) << "the newest has two, for its gap";
  looking.press(Key::forget);
  looking.hold(2.2);
  ASSERT_EQ(looking.asked<DeleteSession>().size(), 1U);
  const std::size_t read = looking.asked<ReadSession>().size();
  looking.press_all({Key::tab, Key::enter});
  EXPECT_EQ(lines(), 5U);
  const auto asked = looking.asked<ReadSession>();
  for (std::size_t i = read; i < asked.size(); ++i) {
    EXPECT_NE(asked[i].session, looking.asked<DeleteSession>()[0].session) << "nothing asks for it";
  }
}

TEST(LookingBack, A28_WordsMayStayAndPuttingAwayIsNoDeleting) {
  Looking looking;
  looking.open_session();
  looking.press_all({Key::forget, Key::tab, Key::tab, Key::enter});
  looking.hold(2.2);
  EXPECT_TRUE(looking.asked<DropEntry>().empty());
  ASSERT_EQ(looking.asked<KeepEntry>().size(), 1U);
  EXPECT_EQ(looking.asked<KeepEntry>()[0].entry.session, "") << "nothing points at what is gone";
  looking.press_all({Key::tab, Key::enter, Key::forget, Key::tab, Key::enter});
  ASSERT_EQ(looking.asked<MoveSession>().size(), 1U);
  EXPECT_TRUE(looking.asked<MoveSession>()[0].away);
  EXPECT_EQ(looking.asked<DeleteSession>().size(), 1U);
}

TEST(LookingBack, A22_WordsAreKeptAsTypedLinkedAndShownTogetherOnlyWhenTicked) {
  Looking looking;
  looking.at.press_all({Key::space, Key::escape});
  ASSERT_EQ(looking.at.screen.place(), Place::closed);
  looking.press(Key::journal);
  ASSERT_TRUE(looking.at.screen.writing());
  looking.type("nothing much, a bit lighter in the jaw");
  looking.press_all({Key::tab, Key::tab, Key::tab, Key::enter});
  const auto kept = looking.asked<KeepEntry>();
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].entry.text, "nothing much, a bit lighter in the jaw");
  EXPECT_EQ(kept[0].entry.session, kSessionNow);
  EXPECT_TRUE(kept[0].entry.bring);
  EXPECT_FALSE(kept[0].entry.together);
  EXPECT_EQ(looking.at.screen.place(), Place::closed);
}

TEST(LookingBack, A22_WhatIsLetGoIsAskedOfNoDiskAndForgotten) {
  Looking looking;
  looking.press_all({Key::journal, Key::tab, Key::enter});
  looking.type("an uncommon sentence");
  looking.press(Key::tab);
  EXPECT_TRUE(looking.says("What becomes of these words?"));
  looking.press_all({Key::tab, Key::tab, Key::tab, Key::enter});
  EXPECT_TRUE(looking.asked<KeepEntry>().empty());
  looking.press_all({Key::tab, Key::enter});
  EXPECT_FALSE(looking.says("uncommon"));
}

TEST(LookingBack, WhoeverLeavesWhatIsBeingWrittenFindsItAgainAndNothingOfItIsKept) {
  Looking looking;
  looking.press_all({Key::journal, Key::tab, Key::enter});
  looking.type("half a thought");
  looking.press(Key::escape);
  EXPECT_TRUE(looking.says("words that are not kept yet"));
  EXPECT_TRUE(looking.asked<KeepEntry>().empty());
  looking.press_all({Key::enter});
  EXPECT_TRUE(looking.says("half a thought"));
}

TEST(LookingBack, TheJournalIsSearchedByPlainText) {
  Looking looking;
  looking.press_all({Key::journal, Key::search});
  looking.type("RAIN");
  looking.press(Key::enter);
  EXPECT_TRUE(looking.says("rain on the window"));
  EXPECT_FALSE(looking.says("shoulders"));
}

TEST(LookingBack, F61_OwnWordsOverTimeStandSideBySideOldestFirstAfterTwoSteps) {
  Looking looking;
  looking.press(Key::journal);
  looking.press(Key::noticed);
  EXPECT_EQ(looking.name().substr(0, 7), "journal") << "no words were chosen";
  looking.press(Key::search);
  looking.type("a");
  looking.press_all({Key::enter, Key::noticed});
  EXPECT_TRUE(looking.says("Nothing is counted"));
  looking.press(Key::enter);
  EXPECT_FALSE(looking.says("stayed")) << "a second key pressed by chance opens nothing";
  looking.press_all({Key::tab, Key::enter});
  const auto words = looking.words();
  const auto place = [&](const std::string& part) {
    return std::find_if(
               words.begin(), words.end(),
               [&](const std::string& text) { return text.find(part) != std::string::npos; }) -
           words.begin();
  };
  EXPECT_LT(place("stayed"), place("lighter"));
  EXPECT_LT(place("lighter"), place("shoulders"));
  EXPECT_LT(place("shoulders"), static_cast<long>(words.size()));
  EXPECT_FALSE(looking.says("rain")) << "nobody ticked it for looking together";
  EXPECT_FALSE(looking.has_digit());
  looking.press(Key::right);
  EXPECT_FALSE(looking.says("stayed"));
  looking.press_all({Key::right, Key::right, Key::right});
  EXPECT_TRUE(looking.says("shoulders")) << "it ends with the last";
  looking.press(Key::escape);
  EXPECT_EQ(looking.name().substr(0, 7), "journal");
}

TEST(LookingBack, F61_WhatWasNotTickedForLookingTogetherIsNotOfferedSideBySide) {
  Looking looking;
  looking.press_all({Key::journal, Key::search});
  looking.type("rain");
  looking.press_all({Key::enter, Key::noticed});
  EXPECT_TRUE(looking.says("None of it was ticked"));
  looking.press_all({Key::tab, Key::enter});
  EXPECT_FALSE(looking.says("on the window"));
}

TEST(LookingBack, TheShelfIsSearchedAndTurnsItsLeaves) {
  Looking looking;
  looking.press(Key::looking_back);
  EXPECT_TRUE(looking.says("November"));
  EXPECT_FALSE(looking.says("September"));
  EXPECT_FALSE(looking.has_digit());
  looking.press(Key::right);
  EXPECT_TRUE(looking.says("October"));
  looking.press(Key::search);
  looking.type("with ros");
  looking.press(Key::enter);
  EXPECT_TRUE(looking.says("with Ros"));
  EXPECT_FALSE(looking.says("Tuesday A"));
}

TEST(LookingBack, F58_AnEmptyShelfAndAnEmptyJournalEncourageNothing) {
  MadePast::Manner manner;
  manner.sessions = 0;
  manner.journal = false;
  Looking looking{manner};
  looking.press(Key::looking_back);
  EXPECT_TRUE(looking.says("Nothing is kept here, and nothing has to be."));
  looking.press(Key::journal);
  EXPECT_TRUE(looking.says("What was noticed, if anything?"));
}

TEST(LookingBack, A26_EveryFieldIsShownBeforeItLeavesAndItLeavesByAKeyOfItsOwn) {
  Looking looking;
  looking.open_session();
  looking.press(Key::ease_off);
  EXPECT_TRUE(looking.says("this would leave, and nothing else"));
  EXPECT_TRUE(looking.says("heart"));
  EXPECT_TRUE(looking.says("it is not anonymous"));
  EXPECT_FALSE(looking.has_digit()) << "before N";
  ASSERT_EQ(looking.asked<LetOutSession>().size(), 1U);
  EXPECT_FALSE(looking.asked<LetOutSession>().front().write);
  // The first choice prints, the last lets out.
  looking.press_all({Key::tab, Key::enter});
  EXPECT_EQ(looking.asked<PrintSession>().size(), 1U);
  EXPECT_EQ(looking.asked<PrintSession>().front().title, "A kind pause");
  EXPECT_TRUE(looking.says("It is in the folder")) << "where it went is said";
  looking.press_all({Key::down, Key::down, Key::down, Key::enter});  // past two labels
  ASSERT_EQ(looking.asked<LetOutSession>().size(), 2U);
  EXPECT_TRUE(looking.asked<LetOutSession>().back().write);
}

TEST(LookingBack, A26_TheLabelOfAMarkLeavesOnlyWhereItWasTicked) {
  Looking looking;
  looking.open_session();
  looking.press(Key::ease_off);
  EXPECT_TRUE(looking.says("mentioned sister")) << "to be ticked, or not";
  EXPECT_FALSE(looking.says("what ticked marks are called")) << "nothing was ticked";
  looking.press_all({Key::tab, Key::down, Key::enter});
  const auto ticked = looking.asked<LetOutSession>();
  ASSERT_EQ(ticked.size(), 2U);
  EXPECT_FALSE(ticked.back().write) << "what would leave is shown anew first";
  ASSERT_EQ(ticked.back().labels.size(), 1U);
  EXPECT_TRUE(looking.says("what ticked marks are called"));
  looking.press(Key::enter);
  EXPECT_TRUE(looking.asked<LetOutSession>().back().labels.empty()) << "and not ticked any more";
  EXPECT_FALSE(looking.says("what ticked marks are called"));
}

TEST(LookingBack, F04_F70_GroundingAndPeopleAreOneKeyAwayFromEveryRoom) {
  for (const auto& way :
       std::vector<std::vector<Key>>{{Key::looking_back},
                                     {Key::looking_back, Key::tab, Key::enter},
                                     {Key::looking_back, Key::tab, Key::enter, Key::mark},
                                     {Key::looking_back, Key::tab, Key::enter, Key::own_pace},
                                     {Key::looking_back, Key::tab, Key::enter, Key::ease_off},
                                     {Key::journal}}) {
    Looking looking;
    for (const Key key : way) {
      looking.press(key);
    }
    looking.press(Key::people);
    EXPECT_EQ(looking.at.screen.page_name(), "people");
    EXPECT_TRUE(looking.says("Samaritans"));
    looking.press(Key::escape);
    EXPECT_TRUE(looking.at.screen.past().open()) << "given back where it was";
    looking.press(Key::grounding);
    EXPECT_EQ(looking.at.screen.place(), Place::practice);
    EXPECT_FALSE(looking.at.screen.past().open());
  }
}

TEST(LookingBack, EveryKeyInEveryStateLeavesByEscape) {
  constexpr Key kKeys[] = {
      Key::space, Key::enter,  Key::tab,      Key::enter, Key::tab,     Key::mark,    Key::space,
      Key::enter, Key::right,  Key::left,     Key::up,    Key::down,    Key::tab,     Key::plus,
      Key::minus, Key::hide,   Key::noticed,  Key::mark,  Key::numbers, Key::journal, Key::forget,
      Key::star,  Key::search, Key::own_pace, Key::shelf, Key::first};
  std::mt19937 random{11};
  Looking looking;
  std::set<std::string> seen;
  for (int i = 0; i < 60; ++i) {
    looking.at.press(random() % 4 == 0 ? Key::journal : Key::looking_back);
    looking.wait(0.05);
    const auto steps = random() % 40;
    for (unsigned k = 0; k < steps; ++k) {
      if (looking.at.screen.writing() && random() % 2 == 0) {
        looking.at.screen.type(U'x');
      } else {
        looking.at.press(kKeys[random() % std::size(kKeys)]);
      }
      looking.pump();
      looking.at.wait(0.05);
      looking.pump();
      if (!looking.at.screen.past().open()) {
        break;
      }
      seen.insert(looking.name().substr(0, looking.name().find('/')));
    }
    int escapes = 0;
    while (looking.at.screen.past().open() && escapes < 20) {
      looking.at.press(Key::escape);
      ++escapes;
    }
    ASSERT_LT(escapes, 20);
    ASSERT_FALSE(looking.at.screen.leaving());
    ASSERT_EQ(looking.at.screen.place(), Place::start);
  }
  for (const char* room : {"looking-back", "session", "marks", "overlay", "journal", "writing",
                           "what becomes", "entry"}) {
    EXPECT_TRUE(seen.count(room)) << room << " was never entered";
  }
}

TEST(LookingBack, ZoomAndPanStayWithinTheSession) {
  std::mt19937 random{3};
  Looking looking;
  looking.open_session();
  constexpr Key kKeys[] = {Key::plus, Key::plus, Key::minus, Key::left, Key::right};
  for (int i = 0; i < 200; ++i) {
    looking.at.press(kKeys[random() % std::size(kKeys)]);
    looking.at.wait(0.05);
    const Plot& plot = looking.at.screen.past().wanted().plots.at(0).second;
    ASSERT_LT(plot.from, plot.to);
    ASSERT_GE(plot.from, -1e-6);
    ASSERT_LE(plot.to, 720.0 + 1e-6);
  }
}

MadePast::Manner locked() {
  MadePast::Manner manner;
  manner.passphrase = "river stones";
  return manner;
}

TEST(LookingBack, A33_WhatIsLockedShowsNothingBeforeThePassphrase) {
  Looking looking{locked()};
  looking.press(Key::looking_back);
  EXPECT_TRUE(looking.says("This is locked"));
  EXPECT_FALSE(looking.has_digit());
  for (const char* told : {"A kind pause", "Looking back", "shoulders", "Monday", "One moment"}) {
    EXPECT_FALSE(looking.says(told)) << told;
  }
  looking.type("jp/river");  // keys elsewhere, letters here
  EXPECT_TRUE(looking.says("\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022"));
  EXPECT_FALSE(looking.says("river"));
  looking.press(Key::enter);
  EXPECT_TRUE(looking.says("not the passphrase"));
  EXPECT_FALSE(looking.says("\u2022"));
  looking.type("river stonesx\b");
  EXPECT_FALSE(looking.says("not the passphrase"));
  looking.press(Key::enter);
  EXPECT_TRUE(looking.says("A kind pause"));
}

TEST(LookingBack, A33_LeavingLocksAgainAndEscLeavesWithoutAPassphrase) {
  Looking looking{locked()};
  looking.press(Key::journal);
  EXPECT_TRUE(looking.says("This is locked"));
  looking.press(Key::escape);
  EXPECT_FALSE(looking.at.screen.past().open());
  looking.press(Key::journal);
  looking.type("river stones");
  looking.press(Key::enter);
  EXPECT_TRUE(looking.says("What was noticed"));
  looking.press(Key::escape);
  EXPECT_FALSE(looking.at.screen.past().open());
  EXPECT_FALSE(looking.asked<LockAgain>().empty());
  looking.press(Key::looking_back);
  EXPECT_TRUE(looking.says("This is locked"));
}

TEST(LookingBack, A33_WhereThereIsAPassphraseItIsSaidThatAPageIsNotLocked) {
  Looking plain;
  plain.open_session();
  plain.press(Key::ease_off);
  EXPECT_TRUE(plain.says("print one page"));
  EXPECT_FALSE(plain.says("is not locked"));

  Looking looking{locked()};
  looking.press(Key::looking_back);
  looking.type("river stones");
  looking.press_all({Key::enter, Key::tab, Key::enter, Key::ease_off});
  EXPECT_TRUE(looking.says("The page itself is not locked."));
  EXPECT_TRUE(looking.says("Nor is what is let out."));
}

TEST(LookingBack, AKeyLocksAtOnce) {
  Looking looking{locked()};
  looking.press(Key::looking_back);
  looking.type("river stones");
  looking.press(Key::enter);
  EXPECT_TRUE(looking.says("lock"));
  looking.press(Key::shelf);
  EXPECT_FALSE(looking.at.screen.past().open());
  EXPECT_FALSE(looking.asked<LockAgain>().empty());
  looking.press(Key::looking_back);
  EXPECT_TRUE(looking.says("This is locked"));
}

TEST(LookingBack, WordsAfterAPracticeAskForNoPassphrase) {
  Looking looking{locked()};
  looking.at.press_all({Key::space, Key::escape});
  looking.press(Key::journal);
  EXPECT_FALSE(looking.says("This is locked"));
  looking.type("lighter");
  looking.press_all({Key::tab, Key::tab, Key::enter});
  ASSERT_EQ(looking.asked<KeepEntry>().size(), 1U);
  EXPECT_EQ(looking.asked<KeepEntry>()[0].entry.text, "lighter");
  EXPECT_EQ(looking.at.screen.place(), Place::closed);
  looking.press_all({Key::space, Key::journal});
  EXPECT_TRUE(looking.says("This is locked"));
}

}  // namespace
}  // namespace ebb::scene
