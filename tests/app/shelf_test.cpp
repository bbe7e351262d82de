#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "visualizer/app/shelf_watch.hpp"

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

TEST(Shelf, F43_ATryOutIsNamedAsAFileOrByItsId) {
  const auto shipped = std::filesystem::path{EBB_SOURCE_DIR} / "practices";
  EXPECT_TRUE(std::filesystem::equivalent(practice_file("warm-hand", kBuilt),
                                          shipped / "warm-hand.practice"));
  EXPECT_EQ(practice_file("a/b.practice", kBuilt), "a/b.practice");
  EXPECT_THROW((void)practice_file("nobody-wrote-this", kBuilt), NoPractice);
}

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

/// A person's folder of practices, found as the window finds it, gone at the end.
class OwnPractices {
 public:
  OwnPractices() {
    std::filesystem::create_directories(practices());
    ::setenv("XDG_DATA_HOME", data_.c_str(), 1);
  }
  ~OwnPractices() {
    ::unsetenv("XDG_DATA_HOME");
    std::filesystem::remove_all(data_);
  }
  OwnPractices(const OwnPractices&) = delete;
  OwnPractices& operator=(const OwnPractices&) = delete;

  [[nodiscard]] std::filesystem::path practices() const { return data_ / "ebb/practices"; }
  /// A shipped one with one text in it replaced by another.
  void write(const std::string& name, const std::string& from, const std::string& to) const {
    std::ifstream in(std::string{EBB_SOURCE_DIR} + "/practices/" + name);
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    ASSERT_NE(text.find(from), std::string::npos);
    text.replace(text.find(from), from.size(), to);
    std::ofstream(practices() / name) << text;
  }

 private:
  std::filesystem::path data_ =
      std::filesystem::path{testing::TempDir()} / ("ebb-own-" + std::to_string(::getpid()));
};

const Practice& named(const scene::Shelf& shelf, const std::string& id) {
  for (const Practice& practice : shelf.practices) {
    if (practice.id == id) {
      return practice;
    }
  }
  throw std::runtime_error("no " + id);
}

TEST(ShelfWatch, A29_WhatIsWrittenIsOnTheShelfWithoutARestartAndABrokenOneTellsItsSentence) {
  const OwnPractices own;
  ShelfWatch watch{{}, kBuilt};
  double seconds = 0.0;
  const auto later = [&seconds] { return at_seconds<HostTime>(seconds += 2.0); };
  EXPECT_FALSE(watch.poll(later())) << "nothing has changed";

  own.write("steady-place.practice", "A steady place", "A steady bench");
  auto shelf = watch.poll(later());
  ASSERT_TRUE(shelf);
  EXPECT_EQ(named(*shelf, "steady-place").title, "A steady bench");
  EXPECT_TRUE(watch.news(*shelf).empty());
  EXPECT_FALSE(watch.poll(later()));

  // A misspelt key: the shipped one is there instead, all others are, and the sentence is said
  // once.
  own.write("steady-place.practice", "lasts =", "last =");
  shelf = watch.poll(later());
  ASSERT_TRUE(shelf);
  EXPECT_EQ(named(*shelf, "steady-place").title, "A steady place");
  EXPECT_EQ(shelf->practices.size(), load_shelf({}, kBuilt).practices.size());
  const auto news = watch.news(*shelf);
  ASSERT_EQ(news.size(), 1U);
  EXPECT_NE(news[0].find("steady-place.practice:"), std::string::npos) << news[0];
  EXPECT_NE(news[0].find("\"last\""), std::string::npos) << news[0];
  EXPECT_NE(news[0].find("\"lasts\""), std::string::npos) << news[0];
  EXPECT_TRUE(watch.news(*shelf).empty());

  own.write("steady-place.practice", "A steady place", "A steady stone");
  shelf = watch.poll(later());
  ASSERT_TRUE(shelf);
  EXPECT_EQ(named(*shelf, "steady-place").title, "A steady stone");

  std::filesystem::remove(own.practices() / "steady-place.practice");
  shelf = watch.poll(later());
  ASSERT_TRUE(shelf);
  EXPECT_EQ(named(*shelf, "steady-place").title, "A steady place");
}

TEST(ShelfWatch, LooksOnceASecondAtMost) {
  const OwnPractices own;
  ShelfWatch watch{{}, kBuilt};
  EXPECT_FALSE(watch.poll(at_seconds<HostTime>(1.0)));
  own.write("steady-place.practice", "A steady place", "A steady bench");
  EXPECT_FALSE(watch.poll(at_seconds<HostTime>(1.5)));
  EXPECT_TRUE(watch.poll(at_seconds<HostTime>(2.1)));
}

TEST(ShelfWatch, AChosenFileThatBreaksKeepsWhatWasThereAndIsSaid) {
  const OwnPractices own;
  own.write("steady-place.practice", "A steady place", "A steady bench");
  const auto chosen = own.practices() / "steady-place.practice";
  ShelfWatch watch{chosen, kBuilt};
  std::ofstream(chosen) << "format = 1\nid = \n";
  EXPECT_FALSE(watch.poll(at_seconds<HostTime>(2.0)));
  const auto trouble = watch.take_trouble();
  ASSERT_TRUE(trouble);
  EXPECT_NE(trouble->find("steady-place.practice:2"), std::string::npos);
  EXPECT_FALSE(watch.take_trouble());
}

}  // namespace
}  // namespace ebb::app
