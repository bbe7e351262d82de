#include <string>

#include <gtest/gtest.h>

#include "scene/at_the_screen.hpp"
#include "scene/words_of.hpp"

namespace ebb::scene {
namespace {

/// A language made of English: every text longer and with marks.
Texts pseudo(bool right_to_left) {
  Texts::Lines lines = uk_english().lines();
  for (auto& [key, said] : lines) {
    if (key.find('.') != std::string::npos && key.substr(0, 4) != "key.") {
      for (std::string& text : said) {
        text.insert(0, "\u00e5\u00e9").append("\u00f8\u00fc");
      }
    }
  }
  lines["direction"] = {right_to_left ? "rtl" : "ltr"};
  return Texts{std::move(lines)};
}

TEST(Languages, ARightToLeftOneIsLaidOutFromTheRight) {
  const Texts left = pseudo(false);
  const Texts right = pseudo(true);
  Home home;
  home.texts = &left;
  AtTheScreen one{whole_shelf(), home};
  home.texts = &right;
  AtTheScreen two{whole_shelf(), home};
  for (const Key key :
       {Key::shelf, Key::shelf, Key::people, Key::people, Key::space, Key::escape}) {
    one.wait(4.0);
    two.wait(4.0);
    const auto a = words_of(one.picture());
    const auto b = words_of(two.picture());
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].text, b[i].text);
      EXPECT_TRUE(b[i].right_to_left && !a[i].right_to_left) << "where a line begins";
      EXPECT_NEAR(a[i].at.x, 1280.0 - b[i].at.x, 1e-6);
      EXPECT_EQ(a[i].align == Align::left, b[i].align == Align::right);
    }
    const auto targets = one.picture().targets;
    ASSERT_EQ(targets.size(), two.picture().targets.size());
    one.press(key);
    two.press(key);
  }
}

TEST(Languages, ASecondOneIsOneFileAndWhatItLeavesOutIsEnglish) {
  const auto read = parse_texts("language = \"xx\"\n[start]\nkeys = \"xx\"\n", "xx.toml");
  ASSERT_TRUE(read);
  EXPECT_EQ((*read)("start.keys"), "xx");
  EXPECT_EQ((*read)("start.shelf"), "shelf");
  const auto short_of = parse_texts("[weather]\nwords = [\"one\"]\n", "xx.toml");
  ASSERT_FALSE(short_of);
  EXPECT_NE(short_of.error().find("weather.words has 1 lines, and needs 9"), std::string::npos);
  EXPECT_FALSE(parse_texts("[start\n", "xx.toml"));
}

}  // namespace
}  // namespace ebb::scene
