#include "visualizer/scene/words.hpp"

#include <cctype>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

std::vector<std::string> all_words() {
  std::vector<std::string> all;
  for (const auto text :
       {words::kBegin, words::kNoSensorNeeded, words::kIn, words::kOut, words::kHeart,
        words::kSimulatedHeart, words::kSimulated, words::kPaused, words::kClosed,
        words::kClosedQuietly, words::kLightHeaded, words::kSpaceKey, words::kIntendedPurpose}) {
    all.emplace_back(text);
  }
  for (const auto& lines : {words::kEasedFirst, words::kEasedOutward}) {
    all.insert(all.end(), lines.begin(), lines.end());
  }
  const auto add = [&all](const words::KeyLine& line) {
    all.emplace_back(line.key);
    all.emplace_back(line.does);
  };
  for (const auto& line : {words::kKeysKey, words::kEaseOff, words::kStop, words::kOn,
                           words::kCarryOn, words::kStartScreen, words::kLeave}) {
    add(line);
  }
  for (const auto& line : words::kOffers) {
    add(line);
  }
  for (const auto& line : words::kKeys) {
    add(line);
  }
  for (const SignalWord word : {SignalWord::finding, SignalWord::fair, SignalWord::good,
                                SignalWord::resting, SignalWord::none}) {
    all.emplace_back(words::of(word));
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

TEST(Words, F11_HaveNoDigits) {
  for (const std::string& text : all_words()) {
    EXPECT_EQ(text.find_first_of("0123456789%"), std::string::npos) << text;
  }
}

TEST(Words, SayTheIntendedPurposeWordForWord) {
  EXPECT_EQ(words::kIntendedPurpose,
            "A free companion for guided breathing, grounding and compassion practices, for "
            "general wellbeing. It can show estimated heart rhythm and breathing from consumer "
            "sensors so that people may notice and talk about how a practice felt. It does not "
            "diagnose, treat, monitor or predict any condition, and it is not for emergencies.");
}

TEST(Words, A10_HelpBeginsWithWhatToDoWhenLightHeaded) {
  EXPECT_TRUE(has_word(std::string{words::kLightHeaded}, "light headed"));
  EXPECT_TRUE(has_word(std::string{words::kLightHeaded}, "as usual"));
  EXPECT_TRUE(has_word(std::string{words::kLightHeaded}, "stop if it does not pass"));
}

TEST(Words, TheCornerSaysNothingWithoutASensor) {
  EXPECT_EQ(words::of(SignalWord::none), "");
  EXPECT_EQ(words::of(SignalWord::fair), "~ fair");
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
