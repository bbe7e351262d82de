#include "visualizer/app/shelf.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

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
