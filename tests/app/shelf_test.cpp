#include "visualizer/app/shelf.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

namespace ebb::app {
namespace {

const std::filesystem::path kBuilt = std::filesystem::path{EBB_SOURCE_DIR} / "build/dev/bin/x";

TEST(Shelf, FindsItsPracticesNearTheProgram) {
  const scene::Shelf shelf = load_shelf({}, kBuilt);
  EXPECT_EQ(shelf.main.id, "own-rhythm");
  ASSERT_TRUE(shelf.grounding);
  EXPECT_EQ(shelf.grounding->id, "feet-and-room");
}

TEST(Shelf, BeginsThePracticeThatWasChosen) {
  const auto file = std::filesystem::path{EBB_SOURCE_DIR} / "practices/pocket-minute.practice";
  EXPECT_EQ(load_shelf(file, kBuilt).main.id, "pocket-minute");
}

/// A folder with a practice of its own, gone at the end.
class OtherPractices {
 public:
  explicit OtherPractices(const std::filesystem::path& folder) : folder_(folder) {
    std::filesystem::create_directories(folder);
    const auto shipped = std::filesystem::path{EBB_SOURCE_DIR} / "practices";
    std::filesystem::copy_file(shipped / "pocket-minute.practice", folder / "own-rhythm.practice",
                               std::filesystem::copy_options::overwrite_existing);
  }
  ~OtherPractices() { std::filesystem::remove_all(folder_); }
  OtherPractices(const OtherPractices&) = delete;
  OtherPractices& operator=(const OtherPractices&) = delete;

 private:
  std::filesystem::path folder_;
};

TEST(Shelf, LooksWhereItIsToldThenBesideTheProgramThenInTheSourceTree) {
  const std::filesystem::path home =
      std::filesystem::path{testing::TempDir()} / ("ebb-shelf-" + std::to_string(::getpid()));
  EXPECT_EQ(load_shelf({}, home / "bin/ebb-visualizer").main.id, "own-rhythm");
  std::filesystem::create_directories(home / "bin");
  const OtherPractices beside{home / "share/ebb/practices"};
  const scene::Shelf shelf = load_shelf({}, home / "bin/ebb-visualizer");
  EXPECT_EQ(shelf.main.id, "pocket-minute");
  EXPECT_FALSE(shelf.grounding) << "one folder is the shelf";
  ::setenv("EBB_PRACTICES", EBB_SOURCE_DIR "/practices", 1);
  EXPECT_EQ(load_shelf({}, home / "bin/ebb-visualizer").main.id, "own-rhythm");
  ::setenv("EBB_PRACTICES", "/nowhere", 1);
  EXPECT_EQ(load_shelf({}, home / "bin/ebb-visualizer").main.id, "pocket-minute");
  ::unsetenv("EBB_PRACTICES");
  std::filesystem::remove_all(home);
}

TEST(Shelf, RefusesWhatIsLongerThanAnyPractice) {
  const auto file = std::filesystem::path{testing::TempDir()} / "long.practice";
  std::ofstream(file) << std::string(256 * 1024 + 1, '#');
  EXPECT_THROW((void)load_shelf(file, kBuilt), NoPractice);
  std::filesystem::remove(file);
}

TEST(Shelf, SaysWhatIsWrongWithAFileAndWhere) {
  const auto file = std::filesystem::path{testing::TempDir()} / "broken.practice";
  std::ofstream(file) << "format = 1\nid = \n";
  try {
    (void)load_shelf(file, kBuilt);
    FAIL() << "a broken file was begun";
  } catch (const NoPractice& error) {
    EXPECT_NE(std::string{error.what()}.find("broken.practice:2"), std::string::npos)
        << error.what();
  }
  std::filesystem::remove(file);
  EXPECT_THROW((void)load_shelf("/nowhere/x.practice", kBuilt), NoPractice);
  EXPECT_THROW((void)load_shelf("/", kBuilt), NoPractice);
}

}  // namespace
}  // namespace ebb::app
