#include "visualizer/app/home.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ebb::app {
namespace {

namespace fs = std::filesystem;

class Home : public testing::Test {
 protected:
  void SetUp() override { fs::remove_all(folder); }
  void TearDown() override { fs::remove_all(folder); }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories(folder);
    std::ofstream(folder / name) << text;
  }
  static unsigned mode(const fs::path& path) {
    struct stat about {};
    ::stat(path.c_str(), &about);
    return about.st_mode & 0777U;
  }
  fs::path folder = testing::TempDir() + "ebb-home-" + std::to_string(::getpid());
};

TEST_F(Home, KeepsWhatIsPreferredForThisPersonAlone) {
  const HomeFolder first{folder, "en-GB", "/nowhere/ebb"};
  scene::Preferences preferences;
  preferences.settings.view = scene::View::hill;
  preferences.practice = "warm-hand";
  ASSERT_TRUE(first.keep(preferences));
  EXPECT_EQ(mode(folder / "screen.toml"), 0600U);
  EXPECT_EQ(mode(folder), 0700U);
  const HomeFolder second{folder, "en-GB", "/nowhere/ebb"};
  EXPECT_EQ(second.home().preferences.settings.view, scene::View::hill);
  EXPECT_EQ(second.home().preferences.practice, "warm-hand");
  EXPECT_TRUE(second.notes().empty());
}

TEST_F(Home, IsNewUntilSomethingIsKept) {
  const HomeFolder first{folder, "en-GB", "/nowhere/ebb"};
  EXPECT_TRUE(first.home().first_time);
  ASSERT_TRUE(first.keep(scene::Preferences{}));
  EXPECT_FALSE((HomeFolder{folder, "en-GB", "/nowhere/ebb"}.home().first_time));
  EXPECT_FALSE((HomeFolder{{}, "en-GB", "/nowhere/ebb"}.home().first_time))
      << "where nothing can be kept it would be said for ever";
}

TEST_F(Home, ABrokenFileIsPassedOverWithASentence) {
  write("screen.toml", "view = \n");
  write("contacts.toml", "[[contact]\n");
  const HomeFolder home{folder, "en-GB", "/nowhere/ebb"};
  EXPECT_EQ(home.notes().size(), 2U);
  EXPECT_FALSE(home.home().contacts.people.empty()) << "there is always somebody to contact";
}

TEST_F(Home, ABrokenFileIsPutAsideBeforeAnotherTakesItsPlace) {
  const std::string slip = "never = [\"kind-companion\"]\nview = \n";
  write("screen.toml", slip);
  write("slots.toml", "companion = \n");
  const HomeFolder home{folder, "en-GB", "/nowhere/ebb"};
  ASSERT_TRUE(home.keep(scene::Preferences{}));
  ASSERT_TRUE(home.keep(Slots{{"companion", "an old dog"}}));
  std::ifstream aside(folder / "screen.toml.unread");
  EXPECT_EQ((std::string{std::istreambuf_iterator<char>{aside}, {}}), slip);
  EXPECT_TRUE(fs::exists(folder / "slots.toml.unread"));
  ASSERT_TRUE(home.keep(scene::Preferences{}));
  const HomeFolder next{folder, "en-GB", "/nowhere/ebb"};
  EXPECT_TRUE(next.notes().empty());
  EXPECT_EQ(next.home().slots.at("companion"), "an old dog");
}

TEST_F(Home, PeopleOfOnesOwnComeFirst) {
  write("contacts.toml", "[[contact]]\nname = \"Ros\"\nreach = \"next door\"\n");
  const HomeFolder home{folder, "en-GB", "/nowhere/ebb"};
  EXPECT_EQ(home.home().contacts.people.front().name, "Ros");
}

TEST_F(Home, F29_OwnWordsAreReadAndKeptForThisPersonAlone) {
  write("slots.toml", "place = \"the garden wall\"\n");
  const HomeFolder first{folder, "en-GB", "/nowhere/ebb"};
  EXPECT_EQ(first.home().slots.at("place"), "the garden wall");
  ASSERT_TRUE(first.keep(Slots{{"kind_words", "Easy does it."}}));
  EXPECT_EQ(mode(folder / "slots.toml"), 0600U);
  const HomeFolder second{folder, "en-GB", "/nowhere/ebb"};
  EXPECT_EQ(second.home().slots, (Slots{{"kind_words", "Easy does it."}}));
  write("slots.toml", "place = \n");
  const HomeFolder broken{folder, "en-GB", "/nowhere/ebb"};
  EXPECT_TRUE(broken.home().slots.empty());
  EXPECT_EQ(broken.notes().size(), 1U);
}

TEST_F(Home, OwnWordsAreNotWrittenInPlainIntoAFolderThatIsLocked) {
  write("lock.key", "");
  const HomeFolder home{folder, "en-GB", "/nowhere/ebb"};
  EXPECT_FALSE(home.keep(Slots{{"kind_words", "Easy does it."}}));
  EXPECT_FALSE(fs::exists(folder / "slots.toml"));
}

TEST_F(Home, WithoutAFolderNothingIsKept) {
  const HomeFolder home{{}, "en-GB", "/nowhere/ebb"};
  EXPECT_FALSE(home.keep(scene::Preferences{}));
}

TEST_F(Home, ALanguageIsAFile) {
  write("xx.toml", "[start]\nkeys = \"clefs\"\n");
  const HomeFolder home{folder, (folder / "xx.toml").string(), "/nowhere/ebb"};
  EXPECT_EQ((*home.home().texts)("start.keys"), "clefs");
  const HomeFolder missing{folder, "yy", "/nowhere/ebb"};
  EXPECT_EQ(missing.notes().size(), 1U);
  EXPECT_EQ((*missing.home().texts)("start.keys"), "keys");
}

}  // namespace
}  // namespace ebb::app
