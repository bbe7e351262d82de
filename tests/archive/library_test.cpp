#include "archive/library.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "archive/session_file/schema.hpp"
#include "tests/archive/kept_evening.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class LibraryTest : public testing::Test {
 protected:
  /// A session that began so many minutes after the others' first.
  fs::path keep(const std::string& id, int minutes) {
    SessionStart start = start_of(id);
    start.started_ms += minutes * 60'000;
    const fs::path path = folder_.path() / file_name(start);
    SessionFile file{path, start};
    file.write(beginning());
    file.write(second_of(0));
    file.close();
    return path;
  }
  std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const ShelvedSession& session : read_library(folder_.path()).sessions) {
      out.push_back(session.head.id);
    }
    return out;
  }

  OwnFolder folder_;
};

TEST_F(LibraryTest, ListsTheNewestFirst) {
  keep("aa01", 0);
  keep("bb02", 20);
  keep("cc03", 10);
  EXPECT_THAT(ids(), ElementsAre("bb02", "cc03", "aa01"));
  const Library library = read_library(folder_.path());  // this time out of the index
  ASSERT_THAT(library.sessions, SizeIs(3));
  EXPECT_THAT(library.sessions[0].head.sensors, ElementsAre("Strap", "Belt"));
  EXPECT_EQ(library.sessions[0].head.length, Seconds{1});
  EXPECT_EQ(library.sessions[0].head.label, "an evening");
  EXPECT_THAT(library.troubles, IsEmpty());
}

TEST_F(LibraryTest, TellsHowFarItHasComeWhereverAFileHasToBeOpened) {
  keep("aa01", 0);
  keep("bb02", 20);
  std::vector<double> told;
  const auto remember = [&told](double share) { told.push_back(share); };
  EXPECT_THAT(read_library(folder_.path(), Indexed::yes, remember).sessions, SizeIs(2));
  EXPECT_THAT(told, ElementsAre(0.0, 0.5));
  EXPECT_THAT(read_library(folder_.path(), Indexed::yes, remember).sessions, SizeIs(2));
  EXPECT_THAT(told, SizeIs(2)) << "the second time nothing is opened";
}

TEST_F(LibraryTest, IsEmptyWhereNothingWasEverKeptAndLeavesNoTrace) {
  EXPECT_THAT(ids(), IsEmpty());
  EXPECT_TRUE(fs::is_empty(folder_.path()));
  EXPECT_THAT(read_library(folder_.path() / "none").sessions, IsEmpty());
}

TEST_F(LibraryTest, SeesWhatCameWhatChangedAndWhatWentSinceItWasIndexed) {
  const fs::path first = keep("aa01", 0);
  keep("bb02", 20);
  EXPECT_THAT(ids(), ElementsAre("bb02", "aa01"));
  keep("cc03", 30);
  open_session_to_change(first).execute("UPDATE about SET value='renamed' WHERE key='label'");
  Library library = read_library(folder_.path());
  ASSERT_THAT(library.sessions, SizeIs(3));
  EXPECT_EQ(library.sessions[2].head.label, "renamed");
  fs::remove(first);
  EXPECT_THAT(ids(), ElementsAre("cc03", "bb02"));
}

TEST_F(LibraryTest, KeepsNothingInItsIndexOfASessionThatHasGone) {
  const fs::path first = keep("aa0123456789", 0);
  keep("bb02", 20);
  ids();
  const auto index = [this] {
    std::ifstream in{folder_.path() / kIndexName, std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{in}, {}};
  };
  EXPECT_THAT(index(), HasSubstr("aa0123456789"));
  fs::remove(first);
  ids();
  EXPECT_THAT(index(), testing::Not(HasSubstr("aa0123456789")));
  EXPECT_THAT(index(), HasSubstr("bb02"));
}

TEST_F(LibraryTest, MakesADamagedIndexAnewWhichIsForThisPersonAlone) {
  keep("aa01", 0);
  std::ofstream(folder_.path() / kIndexName) << std::string(5'000, 'x');
  EXPECT_THAT(ids(), ElementsAre("aa01"));
  EXPECT_THAT(ids(), ElementsAre("aa01"));
  struct stat status {};
  ASSERT_EQ(::stat((folder_.path() / kIndexName).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(LibraryTest, WritesNothingWhereItOnlyLooks) {
  keep("aa01", 0);
  EXPECT_THAT(read_library(folder_.path(), Indexed::no).sessions, SizeIs(1));
  EXPECT_FALSE(fs::exists(folder_.path() / kIndexName));
  std::ofstream(folder_.path() / kIndexName) << "another program's";
  EXPECT_THAT(read_library(folder_.path(), Indexed::no).sessions, SizeIs(1));
  EXPECT_EQ(fs::file_size(folder_.path() / kIndexName), 17U);
}

TEST_F(LibraryTest, ReadsASessionThatIsBeingWrittenAfresh) {
  SessionFile file{folder_.path() / "live.ebb", start_of("dd04")};
  for (int second = 0; second < 3; ++second) {
    file.write(second_of(second));
    EXPECT_EQ(read_library(folder_.path()).sessions.at(0).head.length, Seconds{second + 1.0});
  }
}

TEST_F(LibraryTest, TellsWhichFileItCouldNotRead) {
  keep("aa01", 0);
  std::ofstream(folder_.path() / "letter.ebb") << "Dear Ros";
  const Library library = read_library(folder_.path());
  EXPECT_THAT(library.sessions, SizeIs(1));
  ASSERT_THAT(library.troubles, SizeIs(1));
  EXPECT_THAT(library.troubles[0], HasSubstr("letter.ebb"));
}

TEST_F(LibraryTest, FindsASessionByABeginningThatIsNoOthers) {
  keep("aa01", 0);
  keep("aa02", 20);
  keep("b3", 20);
  const Library library = read_library(folder_.path());
  EXPECT_EQ(find_session(library, "b")->head.id, "b3");
  EXPECT_EQ(find_session(library, "aa02")->head.id, "aa02");
  EXPECT_THAT(find_session(library, "aa").error(), HasSubstr("Several sessions"));
  EXPECT_THAT(find_session(library, "c").error(), HasSubstr("No session is called \"c\""));
  EXPECT_THAT(find_session(library, "").error(), HasSubstr("No session"));
}

}  // namespace
}  // namespace ebb
