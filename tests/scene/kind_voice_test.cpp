// F42: a trusted person's recorded kind words, asked about, heard where a step asks, deleted.
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "scene/at_the_screen.hpp"

namespace ebb::scene {
namespace {

Home with_voice() {
  Home home;
  home.preferences.voice_of = "Ros";
  return home;
}

/// To the step of A kind pause that has a place for it.
void go_to_kindness(AtTheScreen& at) {
  at.press(Key::space);
  for (int i = 0; i < 6 && at.screen.run_view()->step != "kindness"; ++i) {
    EXPECT_EQ(at.screen.voice_wanted(), 0U) << at.screen.run_view()->step;
    at.press(Key::let_go);
    at.wait(0.1);
  }
  ASSERT_EQ(at.screen.run_view()->step, "kindness");
}

TEST(KindVoice, F42_NothingButAnExplicitYesIsAYes) {
  for (const auto& way :
       {std::vector{Key::escape}, std::vector{Key::enter, Key::space, Key::escape},
        std::vector{Key::grounding}, std::vector{Key::tab, Key::tab, Key::enter}}) {
    AtTheScreen at;
    at.screen.offer_voice("Ros");
    at.wait(2.0);
    ASSERT_EQ(at.screen.page_name(), "voice offered");
    EXPECT_TRUE(at.says("recorded by Ros"));
    for (const Key key : way) {
      at.press(key);
      at.wait(0.2);
    }
    EXPECT_NE(at.screen.page_name(), "voice offered");
    EXPECT_FALSE(at.screen.take_voice_answer().value_or(false));
    EXPECT_TRUE(at.screen.preferences().voice_of.empty());
    at.press_all({Key::escape, Key::escape});
    at.wait(1.0);
    EXPECT_NE(at.screen.page_name(), "voice offered") << "asked once";
  }
}

TEST(KindVoice, F42_AYesIsToldAndWhoseItIsIsNotedOnlyOnceItIsKept) {
  AtTheScreen at;
  at.screen.offer_voice("Ros");
  at.wait(0.2);
  at.press_all({Key::tab, Key::enter});
  EXPECT_EQ(at.screen.page_name(), "");
  EXPECT_TRUE(at.screen.preferences().voice_of.empty());
  EXPECT_EQ(at.screen.take_voice_answer(), true);
  EXPECT_EQ(at.screen.take_voice_answer(), std::nullopt);
  at.screen.set_voice("Ros");
  EXPECT_EQ(at.screen.preferences().voice_of, "Ros");
  EXPECT_TRUE(at.screen.take_changed());
}

TEST(KindVoice, F42_TheCardNeverComesIntoAPractice) {
  AtTheScreen at;
  at.press(Key::space);
  at.screen.offer_voice("Ros");
  at.wait(5.0);
  EXPECT_EQ(at.screen.page_name(), "");
  at.press(Key::escape);
  at.wait(0.5);
  EXPECT_EQ(at.screen.page_name(), "voice offered");
}

TEST(KindVoice, F42_ItIsHeardOnlyInAStepThatAsksAndThePersonsKeysEndIt) {
  for (const Key key : {Key::sound, Key::ease_off, Key::escape, Key::space}) {
    AtTheScreen at{whole_shelf("kind-pause"), with_voice()};
    go_to_kindness(at);
    EXPECT_GT(at.screen.voice_wanted(), 0U);
    at.press(key);
    at.wait(0.1);
    EXPECT_EQ(at.screen.voice_wanted(), 0U) << static_cast<int>(key);
  }
  AtTheScreen none{whole_shelf("kind-pause")};
  go_to_kindness(none);
  EXPECT_EQ(none.screen.voice_wanted(), 0U) << "nobody's words are there";
}

TEST(KindVoice, F42_EachTimeItBeginsAnew) {
  AtTheScreen at{whole_shelf("kind-pause"), with_voice()};
  go_to_kindness(at);
  const unsigned first = at.screen.voice_wanted();
  at.press_all({Key::escape, Key::space});
  go_to_kindness(at);
  EXPECT_NE(at.screen.voice_wanted(), first);
}

TEST(KindVoice, F42_HeldDDeletesItAndAShortOneDoesNot) {
  AtTheScreen at{whole_shelf("kind-pause"), with_voice()};
  at.press_all({Key::comfort, Key::up});
  const auto choose = [&at](const std::string& text) {
    const Page page = *at.screen.top_page();
    for (int row = 0; row < static_cast<int>(page.rows.size()); ++row) {
      if (page.rows[static_cast<std::size_t>(row)].text == text) {
        at.screen.press(Press{Key::other, row}, at.now);
      }
    }
  };
  choose("our own way");
  choose("a kind voice");
  at.wait(2.0);
  ASSERT_EQ(at.screen.page_name(), "voice");
  EXPECT_TRUE(at.says("recorded by Ros"));
  at.press(Key::forget);
  at.wait(1.0);
  at.screen.release();
  at.wait(3.0);
  EXPECT_FALSE(at.screen.take_voice_dropped());
  at.press(Key::forget);
  at.wait(2.2);
  EXPECT_TRUE(at.screen.take_voice_dropped());
  EXPECT_FALSE(at.screen.take_voice_dropped());
  EXPECT_TRUE(at.screen.preferences().voice_of.empty());
  EXPECT_TRUE(at.screen.take_changed());
  EXPECT_EQ(at.screen.page_name(), "own_way");
  const Page page = *at.screen.top_page();
  for (const PageRow& row : page.rows) {
    EXPECT_NE(row.text, "a kind voice");
  }
}

}  // namespace
}  // namespace ebb::scene
