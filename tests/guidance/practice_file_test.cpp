#include "guidance/practice_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ebb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const char* const kTop = R"(format = 1
id = "mine"
title = "Mine"
tenderness = "light"
anchors = ["breath", "feet"]
slots = ["kind_words"]
)";

std::string step_with(const std::string& keys) {
  return std::string(kTop) + "[[step]]\nid = \"one\"\nkind = \"breathe\"\n" + keys;
}

std::string with_breath(const std::string& breath) {
  return step_with("lasts = \"60 s\"\nbreath = " + breath + "\n");
}

/// The sentence that a file is refused with, or nothing.
std::string refusal(const std::string& text) {
  const auto parsed = parse_practice(text, "mine.practice");
  return parsed ? std::string{} : print(parsed.error());
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::filesystem::path> shipped() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(EBB_SOURCE_DIR) / "practices")) {
    if (entry.path().extension() == ".practice") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(PracticeFile, EveryShippedPracticeIsReadWhole) {
  ASSERT_EQ(shipped().size(), 12U);
  for (const auto& path : shipped()) {
    const auto parsed = parse_practice(read_file(path), path.filename().string());
    ASSERT_TRUE(parsed) << print(parsed.error());
    EXPECT_EQ(parsed->id, path.stem().string());
    EXPECT_FALSE(parsed->steps.empty());
    for (const auto& step : parsed->steps) {
      EXPECT_EQ(step.say.size(), step.say_at.size());
    }
  }
}

TEST(PracticeFile, FindingOurOwnRhythmSaysWhatItsFileSays) {
  const auto parsed = parse_practice(
      read_file(std::filesystem::path(EBB_SOURCE_DIR) / "practices/own-rhythm.practice"), "f");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->title, "Finding our own rhythm");
  ASSERT_EQ(parsed->steps.size(), 5U);
  const Step& ease = parsed->steps[2];
  EXPECT_EQ(ease.id, "ease");
  EXPECT_EQ(ease.kind, StepKind::breathe);
  ASSERT_TRUE(std::holds_alternative<RampBreath>(ease.breath));
  const auto& ramp = std::get<RampBreath>(ease.breath);
  EXPECT_EQ(ramp.to, BreathsPerMinute{6.0});
  EXPECT_EQ(ramp.slow_by_percent, 4.0);
  EXPECT_EQ(ramp.in, 4.0);
  EXPECT_EQ(ramp.out, 6.0);
  EXPECT_EQ(std::get<Seconds>(ease.lasts).count(), 240.0);
  EXPECT_EQ(std::get<BreathCount>(ease.say_every).breaths, 3);
  ASSERT_TRUE(ease.move_on);
  EXPECT_EQ(ease.move_on->when, MoveOn::When::breath_near_cue);
  EXPECT_EQ(ease.move_on->within_percent, 20.0);
  EXPECT_EQ(ease.move_on->for_breaths, 6);
  EXPECT_EQ(ease.move_on->or_after.count(), 180.0);
  EXPECT_FALSE(ease.move_on->without_sensor_ready);
  EXPECT_EQ(ease.mark, "ease begins");
  ASSERT_TRUE(parsed->steps[4].ask);
  EXPECT_EQ(parsed->steps[4].ask->keep, Ask::Keep::journal);
}

TEST(PracticeFile, KeysOfEveryKindAreRead) {
  const auto parsed = parse_practice(step_with(R"(lasts = "8 breaths"
at_most = "2 min"
say = ["{kind_words|Gently, now.}"]
say_every = "12 s"
pillar = "self-kindness"
touch = ["hand on heart", "no touch"]
tally = { of = 5, style = "soft dots" }
on_key = { key = "t", mark = "thought noticed", say = "Noticed." }
ask = { text = "Which? Soft, slow, not sure", kind = "choices", keep = "session", fills = "kind_words" }
visual = { dim = 60, motion = "still", over = "6 s" }
sound = { fade = "4 s", to = "silence" }
imagery = { theme = "sky", options = ["a", "b"], motion = "slow" }
skippable = true
skip_line = true
ease_watch = true
offers = ["rest quietly", "stop for today"]
)"),
                                     "f");
  ASSERT_TRUE(parsed) << print(parsed.error());
  const Step& step = parsed->steps[0];
  EXPECT_EQ(std::get<BreathCount>(step.lasts).breaths, 8);
  EXPECT_EQ(step.at_most->count(), 120.0);
  EXPECT_EQ(std::get<Seconds>(step.say_every).count(), 12.0);
  EXPECT_EQ(step.say_at, std::vector<int>{12});
  EXPECT_EQ(step.pillar, "self-kindness");
  EXPECT_EQ(step.tally->of, 5);
  EXPECT_EQ(step.on_key->key, 't');
  EXPECT_EQ(step.ask->choices, (std::vector<std::string>{"Soft", "slow", "not sure"}));
  EXPECT_EQ(step.visual->dim_percent, 60.0);
  EXPECT_TRUE(step.visual->still);
  EXPECT_EQ(step.sound->fade.count(), 4.0);
  EXPECT_EQ(step.imagery->options.size(), 2U);
  EXPECT_TRUE(step.skippable && step.skip_line && step.ease_watch);
  EXPECT_EQ(step.offers.size(), 2U);
}

TEST(PracticeFile, A29_AMisspeltKeyIsNamedWithItsLineAndTheNearestOne) {
  const std::string said = refusal(step_with("last = \"60 s\"\n"));
  EXPECT_THAT(said, HasSubstr("mine.practice:10:"));
  EXPECT_THAT(said, HasSubstr("\"last\""));
  EXPECT_THAT(said, HasSubstr("perhaps \"lasts\" was meant"));
  EXPECT_THAT(refusal(std::string(kTop) + "tendernes = \"light\"\n"), HasSubstr("\"tenderness\""));
  EXPECT_THAT(refusal(with_breath("{ mode = \"ramp\", to = 6.0, slowby = 3 }")),
              HasSubstr("\"slow_by\""));
  EXPECT_THAT(refusal(step_with("lasts = \"1 min\"\nquibble = 3\n")), HasSubstr("known are"));
}

TEST(PracticeFile, A30_AnUnsafePaceOrAMissingWayOnIsRefusedWithTheReason) {
  EXPECT_THAT(refusal(with_breath("{ mode = \"ramp\", to = 3.0 }")),
              HasSubstr("to should be 4.5 to 12 breaths a minute"));
  EXPECT_THAT(refusal(with_breath("{ mode = \"pace\", rate = 12.5 }")), HasSubstr("4.5 to 12"));
  EXPECT_THAT(refusal(step_with("lasts = \"60 s\"\nmove_on = { when = \"breath-steady\", for = \"4 "
                                "breaths\", without_sensor = \"ready\" }\n")),
              HasSubstr("\"or_after\" is missing"));
  EXPECT_THAT(refusal(step_with("lasts = \"60 s\"\nmove_on = { when = \"breath-steady\", or_after "
                                "= \"60 s\" }\n")),
              HasSubstr("\"without_sensor\" is missing"));
}

TEST(PracticeFile, LimitsOfPaceAndSharesHoldAtTheirEdges) {
  for (const char* good : {"{ mode = \"ramp\", to = 4.5 }", "{ mode = \"ramp\", to = 12 }",
                           "{ mode = \"pace\", rate = 12, in = 3, out = 7 }",
                           "{ mode = \"ramp\", to = 6, slow_by = 5 }",
                           "{ mode = \"pace\", rate = 6, in = 5, out = 5 }"}) {
    EXPECT_EQ(refusal(with_breath(good)), "") << good;
  }
  EXPECT_THAT(refusal(with_breath("{ mode = \"ramp\", to = 4.49 }")), HasSubstr("4.5 to 12"));
  EXPECT_THAT(refusal(with_breath("{ mode = \"ramp\", to = nan }")), HasSubstr("4.5 to 12"));
  EXPECT_THAT(refusal(with_breath("{ mode = \"ramp\", to = 6, slow_by = 5.1 }")),
              HasSubstr("at most 5"));
  EXPECT_THAT(refusal(with_breath("{ mode = \"pace\", rate = 12, in = 2.9, out = 7.1 }")),
              HasSubstr("1.5 s"));
  EXPECT_THAT(refusal(with_breath("{ mode = \"pace\", rate = 6, in = 6, out = 5 }")),
              HasSubstr("out is shorter than in"));
  EXPECT_THAT(refusal(with_breath("{ mode = \"pace\", rate = \"6\" }")),
              HasSubstr("without quotation marks"));
  EXPECT_THAT(refusal(with_breath("{ mode = \"follow\", rate = 6 }")), HasSubstr("\"rate\""));
}

TEST(PracticeFile, HoldingTheBreathHasNoKey) {
  EXPECT_THAT(refusal(with_breath("{ mode = \"pace\", rate = 6, hold = 4 }")),
              HasSubstr("no key for holding the breath"));
  EXPECT_THAT(refusal(with_breath("{ mode = \"hold\" }")), HasSubstr("mode"));
}

TEST(PracticeFile, AConditionCannotNameAState) {
  for (const char* state : {"anxious", "calm", "panic"}) {
    EXPECT_THAT(refusal(step_with("lasts = \"60 s\"\nmove_on = { when = \"" + std::string(state) +
                                  "\", or_after = \"60 s\", without_sensor = \"ready\" }\n")),
                HasSubstr("is not known"));
  }
}

TEST(PracticeFile, WrongUnitsAreShownTheRightOnes) {
  EXPECT_THAT(refusal(step_with("lasts = \"90 sec\"\n")), HasSubstr("\"90 s\""));
  EXPECT_THAT(refusal(step_with("lasts = 90\n")), HasSubstr("text in quotation marks"));
  EXPECT_THAT(refusal(step_with("lasts = \"0 breaths\"\n")), HasSubstr("not a length"));
  EXPECT_THAT(refusal(step_with("lasts = \"3 h\"\n")), HasSubstr("not a length"));
  EXPECT_THAT(refusal(step_with("lasts = \"60 s\"\nat_most = \"4 breaths\"\n")),
              HasSubstr("should be a time"));
}

TEST(PracticeFile, WaysOutOfTheBreathAreCompulsory) {
  std::string only_breath = step_with("lasts = \"60 s\"\n");
  only_breath.replace(only_breath.find("[\"breath\", \"feet\"]"), 18, "[\"breath\"]");
  EXPECT_THAT(refusal(only_breath), HasSubstr("other than the breath"));
  EXPECT_THAT(refusal(step_with("lasts = \"60 s\"\ntouch = [\"hand on heart\"]\n")),
              HasSubstr("no touch"));
  EXPECT_THAT(refusal("eyes = \"closed\"\n" + step_with("lasts = \"60 s\"\n")),
              HasSubstr("\"open\""));
}

TEST(PracticeFile, AKeyOfItsOwnLeavesEveryOtherKeyItsMeaning) {
  for (const char key : std::string("eghoqb")) {
    EXPECT_THAT(refusal(step_with("lasts = \"60 s\"\non_key = { key = \"" + std::string(1, key) +
                                  "\", mark = \"noticed\" }\n")),
                HasSubstr("keeps its meaning"))
        << key;
  }
}

TEST(PracticeFile, SlotsAreNamedOnTop) {
  EXPECT_EQ(refusal(step_with("lasts = \"60 s\"\nsay = [\"{kind_words|Gently.}\"]\n")), "");
  const std::string said =
      refusal(step_with("lasts = \"60 s\"\nsay = [\"One.\",\n\"{kind_word|Gently.}\"]\n"));
  EXPECT_THAT(said, HasSubstr("mine.practice:12:"));
  EXPECT_THAT(said, HasSubstr("perhaps \"kind_words\""));
}

TEST(PracticeFile, AnUnknownFormatIsRefusedPolitely) {
  std::string text = step_with("lasts = \"60 s\"\n");
  text.replace(0, 10, "format = 2");
  EXPECT_THAT(refusal(text), HasSubstr("newer than this Ebb"));
  EXPECT_THAT(refusal("title = \"x\"\n"), HasSubstr("format"));
  EXPECT_THAT(refusal(""), HasSubstr("format"));
}

TEST(PracticeFile, HostileFilesAreErrorsAndNeverCrashes) {
  std::string dots = "a";
  for (int i = 0; i < 100'000; ++i) {
    dots += ".a";
  }
  const std::string many[] = {
      std::string(200'000, '['),
      "a = " + std::string(200'000, '['),
      "a = " + std::string(1500, '[') + std::string(1500, ']'),
      dots + " = 1",
      "[" + dots + "]",
      std::string(300 * 1024, ' '),
      std::string(1000, '\0'),
      "format = 1\nid = \"\xC3\x28\"\n",
      "\xFF\xFE\x00\x00",
      "format = 1\nid = \"a\nb\"\n",
      "format = 99999999999999999999\n",
      step_with("lasts = \"1e999 s\"\n"),
      step_with("lasts = \"nan s\"\n"),
      std::string(kTop) + "step = 3\n",
      std::string(kTop) + "step = [1, 2]\n",
      std::string(kTop) + "step = []\n",
      step_with("lasts = \"60 s\"\n[[step]]\nid = \"one\"\nkind = \"rest\"\nlasts = \"1 s\"\n"),
      step_with("lasts = \"60 s\"\nsay = [1]\n"),
      step_with("lasts = \"60 s\"\nsay = [\"{\"]\n"),
  };
  for (const auto& text : many) {
    EXPECT_THAT(refusal(text), HasSubstr("mine.practice")) << text.substr(0, 40);
    EXPECT_LT(refusal(text).size(), 600U);
  }
}

TEST(PracticeFile, TruncatedAndFlippedFilesNeverCrash) {
  std::mt19937 dice{11};
  for (const auto& path : shipped()) {
    const std::string whole = read_file(path);
    for (std::size_t i = 0; i < whole.size(); i += 37) {
      static_cast<void>(refusal(whole.substr(0, i)));
      std::string flipped = whole;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << (dice() % 8)));
      static_cast<void>(refusal(flipped));
    }
  }
}

}  // namespace
}  // namespace ebb
