#include "service/practice_text.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/start_error.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;

std::string practice_text(const std::string& id, const std::string& title) {
  return "format = 1\nid = \"" + id + "\"\ntitle = \"" + title +
         "\"\ntenderness = \"light\"\nanchors = [\"feet\"]\n[[step]]\nid = \"a\"\n"
         "kind = \"close\"\nsay = [\"The floor is here.\"]\nlasts = \"20 s\"\n";
}

/// The three places, empty, instead of this machine's.
class ThreePlaces : public ::testing::Test {
 protected:
  ThreePlaces() {
    for (const fs::path& place : {shipped_, shared_, person_}) {
      fs::create_directories(place);
    }
    put("EBB_PRACTICES", shipped_);
    put("EBB_PRACTICE_FOLDER", shared_);
    put("XDG_DATA_HOME", root_ / "data");
  }
  ~ThreePlaces() override {
    for (const char* name : {"EBB_PRACTICES", "EBB_PRACTICE_FOLDER", "XDG_DATA_HOME"}) {
      ::unsetenv(name);
    }
    fs::remove_all(root_);
  }
  ThreePlaces(const ThreePlaces&) = delete;
  ThreePlaces& operator=(const ThreePlaces&) = delete;

  static void put(const char* name, const fs::path& value) { ::setenv(name, value.c_str(), 1); }
  static fs::path write(const fs::path& folder, const std::string& name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
    return folder / name;
  }
  static std::string refusal(const std::string& id_or_file) {
    try {
      static_cast<void>(read_practice(find_practice(id_or_file)));
    } catch (const StartError& e) {
      return e.what();
    }
    return "";
  }

  /// Of its own: tests run beside each other.
  static fs::path fresh_folder() {
    std::string name = (fs::temp_directory_path() / "ebb-three-places-XXXXXX").string();
    return ::mkdtemp(name.data()) == nullptr ? fs::path{} : fs::path{name};
  }

  fs::path root_ = fresh_folder();
  fs::path shipped_ = root_ / "shipped";
  fs::path shared_ = root_ / "shared";
  fs::path person_ = root_ / "data/ebb/practices";
};

TEST_F(ThreePlaces, AnIdIsFoundInThePersonsFolderFirstThenTheSharedOneThenTheShipped) {
  const auto shipped = write(shipped_, "calm.practice", practice_text("calm", "Shipped"));
  EXPECT_EQ(find_practice("calm"), shipped);
  const auto shared = write(shared_, "another-name.practice", practice_text("calm", "Shared"));
  EXPECT_EQ(find_practice("calm"), shared) << "the id counts, not the name of the file";
  const auto own = write(person_, "calm.practice", practice_text("calm", "Own"));
  EXPECT_EQ(find_practice("calm"), own);
  EXPECT_EQ(read_practice(find_practice("calm")).title, "Own");
  fs::remove(own);
  EXPECT_EQ(find_practice("calm"), shared) << "taking the copy away brings the other one back";
}

TEST_F(ThreePlaces, AFileIsTakenAsItIs) {
  write(shipped_, "calm.practice", practice_text("calm", "Shipped"));
  const auto file = write(root_, "mine.practice", practice_text("calm", "Mine"));
  EXPECT_EQ(find_practice(file.string()), file);
  EXPECT_EQ(read_practice(find_practice(file.string())).title, "Mine");
}

TEST_F(ThreePlaces, ARefusedCopyLeavesTheShippedOneInPlaceAndIsSetAside) {
  const auto shipped = write(shipped_, "calm.practice", practice_text("calm", "Shipped"));
  const auto broken = write(person_, "calm.practice", "format = 1\nid = \"calm\"\n");
  EXPECT_EQ(find_practice("calm"), shipped);
  const Shelf shelf = read_shelf();
  ASSERT_EQ(shelf.refused.size(), 1U);
  EXPECT_EQ(shelf.refused[0].file, broken.string());
}

TEST_F(ThreePlaces, A29_ACorrectedCopyIsThereOnTheNextReadingWithoutARestart) {
  write(shipped_, "calm.practice", practice_text("calm", "Shipped"));
  std::string text = practice_text("calm", "Mine");
  std::string broken = text;
  broken.replace(broken.find("lasts"), 5, "last");
  const auto file = write(person_, "calm.practice", broken);
  const Shelf before = read_shelf();
  EXPECT_EQ(before.entries.front().practice.title, "Shipped");
  ASSERT_EQ(before.refused.size(), 1U);
  EXPECT_THAT(before.refused[0].message, HasSubstr("\"lasts\""));
  write(person_, "calm.practice", text);
  const Shelf after = read_shelf();
  EXPECT_EQ(after.entries.front().practice.title, "Mine");
  EXPECT_TRUE(after.refused.empty());
}

TEST_F(ThreePlaces, RestoringMovesTheCopyAsideAndDeletesNothing) {
  write(shipped_, "calm.practice", practice_text("calm", "Shipped"));
  const auto file = write(person_, "calm.practice", practice_text("calm", "Mine"));
  write(person_, "own.practice", practice_text("own", "Own"));
  for (const char* aside : {".aside", ".aside2"}) {
    EXPECT_THAT(restore_shipped("calm"), HasSubstr(file.string() + aside));
    EXPECT_TRUE(fs::exists(file.string() + aside));
    EXPECT_EQ(read_practice(find_practice("calm")).title, "Shipped");
    write(person_, "calm.practice", practice_text("calm", "Mine again"));
  }
  EXPECT_THROW(restore_shipped("own"), StartError) << "it replaced nothing";
  EXPECT_THROW(restore_shipped("nowhere"), StartError);
}

TEST_F(ThreePlaces, WhatIsAskedForAndRefusedSaysWhy) {
  write(person_, "mine.practice", "format = 1\nid = \"mine\"\nholdd = 3\n");
  EXPECT_THAT(refusal("mine"), HasSubstr("mine.practice:3:"));
}

TEST_F(ThreePlaces, WhatIsNowhereIsASentenceThatNamesItAndAWayOn) {
  EXPECT_THAT(refusal("nothing-like-it"), HasSubstr("nothing-like-it"));
  EXPECT_THAT(refusal("nothing-like-it"), HasSubstr("ebb practice list"));
  EXPECT_THAT(refusal("/nowhere/at/all.practice"), HasSubstr("/nowhere/at/all.practice: "));
  EXPECT_THAT(refusal(root_.string() + "/"), HasSubstr("folder"));
  EXPECT_THAT(refusal("/dev/zero"), HasSubstr("larger than 256 KiB"));
  EXPECT_THAT(refusal(""), HasSubstr("ebb practice list"));
}

TEST_F(ThreePlaces, WhatIsNoFileOrTooLargeInAFolderStopsNothing) {
  write(shipped_, "calm.practice", practice_text("calm", "Shipped"));
  fs::create_directory(person_ / "folder.practice");
  fs::create_symlink("/nowhere", person_ / "dangling.practice");
  fs::create_symlink("/dev/zero", person_ / "endless.practice");
  write(person_, "notes.txt", "not a practice");
  write(person_, "large.practice", std::string(400'000, '#'));
  const Shelf shelf = read_shelf();
  ASSERT_EQ(shelf.entries.size(), 1U);
  ASSERT_EQ(shelf.refused.size(), 1U);
  EXPECT_THAT(shelf.refused[0].message, HasSubstr("256 KiB"));
}

TEST_F(ThreePlaces, PlacesThatAreNotThereAreEmpty) {
  put("EBB_PRACTICE_FOLDER", root_ / "nowhere");
  put("XDG_DATA_HOME", "relative/places/do/not/count");
  EXPECT_TRUE(read_shelf().entries.empty());
}

TEST_F(ThreePlaces, EveryShippedPracticeIsFoundByItsId) {
  put("EBB_PRACTICES", EBB_SOURCE_DIR "/practices");
  const Shelf shelf = read_shelf();
  EXPECT_EQ(shelf.entries.size(), 12U);
  EXPECT_TRUE(shelf.refused.empty());
  for (const ShelfEntry& entry : shelf.entries) {
    EXPECT_EQ(find_practice(entry.practice.id), fs::path(entry.file));
  }
}

}  // namespace
}  // namespace ebb
