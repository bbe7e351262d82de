#include "service/practice_command.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ebb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::filesystem::path written(const std::string& name, const std::string& text) {
  const auto file = std::filesystem::path(::testing::TempDir()) / name;
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

const char* const kPractice =
    "format = 1\nid = \"mine\"\ntitle = \"An evening\"\ntenderness = \"light\"\nanchors = "
    "[\"feet\"]\n"
    "[[step]]\nid = \"a\"\nkind = \"close\"\nsay = [\"The floor is here.\"]\nlasts = \"20 s\"\n";

TEST(PracticeCheck, AGoodFileCanBeUsed) {
  const PracticeCheck check = check_practice(written("good.practice", kPractice));
  EXPECT_TRUE(check.usable);
  EXPECT_THAT(check.text, HasSubstr("\"An evening\" can be used."));
}

TEST(PracticeCheck, A29_AMisspeltKeyIsRefusedWithFileAndLine) {
  std::string text = kPractice;
  text.replace(text.find("lasts"), 5, "last");
  const PracticeCheck check = check_practice(written("last.practice", text));
  EXPECT_FALSE(check.usable);
  EXPECT_THAT(check.text, HasSubstr("last.practice:10: step \"a\": the key \"last\""));
  EXPECT_THAT(check.text, HasSubstr("\"lasts\""));
}

TEST(PracticeCheck, A30_NotesLeaveAFileUsable) {
  std::string text = kPractice;
  text.replace(text.find("The floor is here."), 18, "Try to relax and take a deep breath!");
  const PracticeCheck check = check_practice(written("notes.practice", text));
  EXPECT_TRUE(check.usable);
  EXPECT_THAT(check.text, HasSubstr("notes.practice:9: note: \"try\""));
  EXPECT_THAT(check.text, HasSubstr("for the writer to keep or not"));
}

TEST(PracticeCheck, WhatIsNoFileOrHasNoEndGetsASentence) {
  for (const char* file : {"/nowhere/at/all.practice", "/tmp", "/dev/zero"}) {
    const PracticeCheck check = check_practice(file);
    EXPECT_FALSE(check.usable);
    EXPECT_THAT(check.text, HasSubstr(file));
  }
}

TEST(DescribeShelf, NamesEveryPracticeAndWhatWasSetAside) {
  const Shelf shelf = lay_out_shelf({{"a.practice", kPractice, ShelfPlace::shipped},
                                     {"b.practice", "format = 2\n", ShelfPlace::person}});
  const std::string text = describe_shelf(shelf);
  EXPECT_THAT(text, HasSubstr("mine  An evening (light)"));
  EXPECT_THAT(text, HasSubstr("set aside: b.practice:1:"));
  EXPECT_THAT(text, Not(HasSubstr("in place of")));
}

TEST(ShelfJson, HoldsWhatTheListSaysAndWhatWasSetAside) {
  const Shelf shelf = lay_out_shelf({{"a.practice", kPractice, ShelfPlace::shipped},
                                     {"\xFF.practice", "format = 2\n", ShelfPlace::person}});
  const auto json = nlohmann::json::parse(shelf_json(shelf));
  ASSERT_EQ(json["practices"].size(), 1U);
  EXPECT_EQ(json["practices"][0]["id"], "mine");
  EXPECT_EQ(json["practices"][0]["tenderness"], "light");
  EXPECT_EQ(json["practices"][0]["place"], "shipped");
  EXPECT_EQ(json["practices"][0]["steps"][0], "a");
  ASSERT_EQ(json["set_aside"].size(), 1U);
  EXPECT_EQ(json["set_aside"][0]["line"], 1);
}

TEST(PracticeDocs, TheWholePracticeInTheGuideCanBeUsedWithoutANote) {
  std::ifstream in(EBB_SOURCE_DIR "/docs/practices.md", std::ios::binary);
  const std::string guide{std::istreambuf_iterator<char>(in), {}};
  const auto begin = guide.find("```toml\n") + 8;
  const auto text = guide.substr(begin, guide.find("```", begin) - begin);
  const PracticeCheck check = check_practice(written("guide.practice", text));
  EXPECT_TRUE(check.usable) << check.text;
  EXPECT_THAT(check.text, Not(HasSubstr("note:")));
}

}  // namespace
}  // namespace ebb
