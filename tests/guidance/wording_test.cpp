#include "guidance/wording.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "guidance/practice_file.hpp"
#include "walk.hpp"

namespace ebb {
namespace {

using ::testing::HasSubstr;

std::string noted(const std::string& line, StepKind kind = StepKind::close) {
  Step step = test::ready("one", {line});
  step.kind = kind;
  step.say_at = {12};
  std::string all;
  for (const auto& note : wording_notes(test::of({step}))) {
    all += std::to_string(note.line) + ": " + note.message + "\n";
  }
  return all;
}

TEST(Wording, A30_NamesWhatWouldPushWithAKinderExample) {
  const std::string all = noted("Try to relax and take a deep breath!");
  for (const char* word : {"12: \"try\"", "\"relax\"", "\"deep breath\"", "\"!\"", "kinder"}) {
    EXPECT_THAT(all, HasSubstr(word));
  }
}

TEST(Wording, FindsWholeWordsOnly) {
  EXPECT_EQ(noted("The country is relaxed about youth and scores of mustard."), "");
  EXPECT_THAT(noted("YOU can stay."), HasSubstr("\"you\""));
  EXPECT_THAT(noted("What is yours, you-know."), HasSubstr("\"yours\""));
}

TEST(Wording, AnOrderAtTheStartOfASentenceIsNotedAndAQuestionIsNot) {
  EXPECT_THAT(noted("Notice the floor."), HasSubstr("\"notice\" begins"));
  EXPECT_THAT(noted("The floor. Feel it."), HasSubstr("\"feel\" begins"));
  EXPECT_EQ(noted("We might notice the floor."), "");
  EXPECT_EQ(noted("What might we notice here?"), "");
}

TEST(Wording, LongLinesAreNoted) {
  EXPECT_THAT(noted("a b c d e f g h x j k l m n o p q"), HasSubstr("17 words"));
  EXPECT_THAT(noted(std::string(89, 'x')), HasSubstr("89 letters"));
  EXPECT_EQ(noted("a b c d e f g h x j k l m n o p"), "");
}

TEST(Wording, AGroundingStepHasNoBreathWords) {
  EXPECT_THAT(noted("The breath is here.", StepKind::ground), HasSubstr("\"breath\""));
  EXPECT_EQ(noted("The breath is here."), "");
}

TEST(Wording, APersonsOwnWordsAreTheirOwn) {
  EXPECT_EQ(noted("{kind_words|Gently, now.}"), "");
  EXPECT_THAT(noted("{kind_words|You can do it}"), HasSubstr("\"you\""));
}

TEST(Wording, TheShippedPracticesNeedNoNotes) {
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(EBB_SOURCE_DIR) / "practices")) {
    if (entry.path().extension() != ".practice") {
      continue;
    }
    std::ifstream in(entry.path(), std::ios::binary);
    const auto parsed =
        parse_practice(std::string{std::istreambuf_iterator<char>(in), {}}, entry.path().string());
    ASSERT_TRUE(parsed);
    for (const auto& note : wording_notes(*parsed)) {
      ADD_FAILURE() << entry.path().filename() << ":" << note.line << ": " << note.message;
    }
  }
}

}  // namespace
}  // namespace ebb
