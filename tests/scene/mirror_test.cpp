#include <string>

#include <gtest/gtest.h>

#include "scene/at_the_screen.hpp"

namespace ebb::scene {
namespace {

/// A language made of English: every text longer and with marks, so that what does not come from
/// the catalogue is seen, and what has too little room too.
Texts pseudo(bool right_to_left) {
  Texts::Lines lines = uk_english().lines();
  for (auto& [key, said] : lines) {
    if (key.find('.') != std::string::npos && key.substr(0, 4) != "key.") {
      for (std::string& text : said) {
        text = "\u00e5\u00e9" + text + "\u00f8\u00fc";
      }
    }
  }
  lines["direction"] = {right_to_left ? "rtl" : "ltr"};
  return Texts{std::move(lines)};
}

std::vector<Words> words_of(const Picture& picture) {
  std::vector<Words> all;
  for (const Shape& shape : picture.shapes) {
    if (const auto* words = std::get_if<Words>(&shape)) {
      all.push_back(*words);
    }
  }
  return all;
}

TEST(Languages, EveryWordOfEbbsOwnComesFromTheCatalogue) {
  const Texts texts = pseudo(false);
  Home home;
  home.texts = &texts;
  AtTheScreen at{whole_shelf(), home};
  for (const Key key : {Key::comfort, Key::comfort, Key::help, Key::help, Key::space, Key::space,
                        Key::space, Key::ease_off, Key::escape}) {
    at.wait(5.0);
    for (const Words& words : words_of(at.picture())) {
      const bool marked = words.text.find("\u00e5\u00e9") != std::string::npos ||
                          words.text.find("\u00f8\u00fc") != std::string::npos;
      const bool key_name = words.text.size() <= 7 && words.align == Align::right;
      const bool continued = words.text.find("   ") == std::string::npos;
      EXPECT_TRUE(marked || key_name || continued) << words.text;
    }
    at.press(key);
  }
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
