
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "guidance/spoken_lines.hpp"
#include "visualizer/scene/contacts.hpp"
#include "visualizer/scene/looking_back/curve_words.hpp"
#include "visualizer/scene/texts.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

std::vector<std::string> all_words() {
  std::vector<std::string> all;
  for (const auto& [key, lines] : uk_english().lines()) {
    if (key == "kinder.words") {
      continue;  // looked for in what a person wrote, never said
    }
    all.insert(all.end(), lines.begin(), lines.end());
  }
  for (const Contact& contact : shipped_contacts().people) {
    all.push_back(contact.name);
    all.push_back(contact.note);
  }
  return all;
}

bool has_word(const std::string& text, const std::string& word) {
  std::string plain = " ";
  for (const char c : text) {
    plain += std::isalpha(static_cast<unsigned char>(c)) != 0
                 ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                 : ' ';
  }
  plain += ' ';
  return plain.find(" " + word + " ") != std::string::npos;
}

TEST(Words, NeverSayWhatPushesScoresOrClaims) {
  for (const std::string& text : all_words()) {
    for (const char* never :
         {"must",        "should",          "always",    "try",        "fail",
          "failed",      "success",         "score",     "goal",       "target",
          "streak",      "well done",       "perfect",   "relax",      "calm down",
          "deep breath", "hold the breath", "remaining", "keep going", "therapy",
          "treatment",   "anxiety",         "panic",     "stress",     "clinically",
          "normal",      "abnormal",        "you",       "your",       "lost",
          "error",       "warning"}) {
      EXPECT_FALSE(has_word(text, never)) << "\"" << text << "\" says " << never;
    }
    EXPECT_EQ(text.find('!'), std::string::npos) << text;
  }
}

TEST(Words, ThatEbbSaysDuringAPracticeAreTheSameWithoutACatalogue) {
  const UsualLines usual;
  EXPECT_EQ(usual.eased, uk_english()("practice.eased_line"));
  EXPECT_EQ(usual.noticed, uk_english()("practice.noticed"));
  EXPECT_EQ(usual.anchors.size(), 5U);
  for (const auto& [anchor, lines] : usual.anchors) {
    EXPECT_EQ(lines, uk_english().list("anchor_lines." + anchor)) << anchor;
  }
}

TEST(Words, AroundACurvesNumbersAreTheSameWithoutACatalogue) {
  const auto words = [](const CurveWords& w) {
    return std::vector<std::string_view>{
        w.heart,       w.before,   w.at_mark, w.at_end,      w.fell,    w.half,    w.fit,
        w.exponential, w.logistic, w.minutes, w.seconds,     w.guided,  w.resting, w.easing,
        w.more,        w.fewer,    w.breath,  w.variability, w.earlier, w.later,   w.set_aside};
  };
  EXPECT_EQ(words(curve_words_in(uk_english())), words({}));
  for (const auto caption : {CalmDownCaption::too_little_signal, CalmDownCaption::too_short,
                             CalmDownCaption::no_single_curve, CalmDownCaption::waves,
                             CalmDownCaption::fall, CalmDownCaption::fall_with_half_time}) {
    EXPECT_EQ(caption_in(uk_english(), caption), words_of(caption));
  }
}

TEST(Words, F11_HaveNoDigits) {
  for (const auto& [key, lines] : uk_english().lines()) {
    for (const std::string& text : lines) {
      EXPECT_EQ(text.find_first_of("0123456789%"), std::string::npos) << key << ": " << text;
    }
  }
}

/// The file's text with every run of white space as one space.
std::string read_flat(const std::string& file) {
  std::ifstream in(std::string{EBB_SOURCE_DIR} + "/" + file);
  std::string flat;
  std::string word;
  while (in >> word) {
    flat += word + " ";
  }
  return flat;
}

TEST(Words, A34_TheIntendedPurposeIsTheReadmesWordForWord) {
  const std::string purpose{uk_english()("about.purpose")};
  EXPECT_EQ(purpose.substr(0, 22), "A free companion for g");
  EXPECT_NE(purpose.find("It does not diagnose, treat, monitor or predict any condition"),
            std::string::npos);
  const std::string disclaimer{uk_english()("about.disclaimer")};
  EXPECT_NE(disclaimer.find("not advice"), std::string::npos);
  EXPECT_NE(disclaimer.find("no therapeutic relationship"), std::string::npos);
  EXPECT_NE(read_flat("README.md").find(purpose + " " + disclaimer), std::string::npos);
}

TEST(Words, A10_HelpBeginsWithWhatToDoWhenLightHeaded) {
  const std::string first{uk_english()("help.light_headed")};
  EXPECT_TRUE(has_word(first, "light headed"));
  EXPECT_TRUE(has_word(first, "as usual"));
  EXPECT_TRUE(has_word(first, "stop if it does not pass"));
}

/// Every text that the sources ask for by name is in the catalogue, and none is there for nobody.
TEST(Words, AreAllAskedForAndAllThere) {
  std::set<std::string> asked;
  const std::regex name{"\"([a-z]+\\.[a-z_]+)\""};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::string{EBB_SOURCE_DIR} + "/visualizer/scene")) {
    if (entry.path().extension() != ".cpp") {
      continue;
    }
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    const std::string source = text.str();
    for (std::sregex_iterator it(source.begin(), source.end(), name), end; it != end; ++it) {
      asked.insert((*it)[1]);
    }
  }
  for (const std::string& key : asked) {
    EXPECT_EQ(uk_english().lines().count(key), 1U) << key << " is asked for";
  }
  for (const auto& [key, lines] : uk_english().lines()) {
    const std::string room = key.substr(0, key.find('.'));
    const bool built = room == "anchor" || room == "anchor_lines" || room == "leaving" ||
                       room == key || key.find("not_broken") != std::string::npos ||
                       key == "help.first";
    EXPECT_TRUE(built || asked.count(key) > 0) << key << " is asked for by nobody";
  }
}

TEST(Contacts, F70_AreTheOnesOfTheUnitedKingdomAndCanBeEdited) {
  const auto& shipped = shipped_contacts().people;
  const auto reach = [&](const std::string& number) {
    return std::any_of(shipped.begin(), shipped.end(),
                       [&](const Contact& c) { return c.reach == number; });
  };
  for (const char* number : {"999", "111", "116 123", "85258"}) {
    EXPECT_TRUE(reach(number)) << number;
  }
  const auto own = parse_contacts("[[contact]]\nname = \"Sam\"\nreach = \"here\"\n", "c.toml");
  ASSERT_TRUE(own);
  EXPECT_EQ(own->people.front(), (Contact{"Sam", "here", "", true}));
  EXPECT_EQ(own->people.size(), shipped.size() + 1);
  const auto alone = parse_contacts("shipped = false\n[[contact]]\nname = \"Sam\"\n", "c.toml");
  ASSERT_TRUE(alone);
  EXPECT_EQ(alone->people.size(), 1U);
  const auto broken = parse_contacts("[[contact\n", "c.toml");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().substr(0, 7), "c.toml:");
}

TEST(Wrap, KeepsEveryWordAndEvensTheRows) {
  using testing::ElementsAre;
  EXPECT_THAT(wrap("If it feels kind, the out-breath can have a little more room.", 32),
              ElementsAre("If it feels kind, the out-breath", "can have a little more room."));
  EXPECT_THAT(wrap("one two three four", 14), ElementsAre("one two", "three four"));
  EXPECT_THAT(wrap("", 10), ElementsAre());
  EXPECT_THAT(wrap("  a   b ", 10), ElementsAre("a b"));
  EXPECT_THAT(wrap("immeasurable", 4), ElementsAre("immeasurable"));
  EXPECT_THAT(wrap("a b", 0), ElementsAre("a", "b"));
}

TEST(Wrap, CountsLettersNotBytes) { EXPECT_EQ(character_count("dépôt\u2003né"), 8U); }

}  // namespace
}  // namespace ebb::scene
