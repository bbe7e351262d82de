#include "archive/journal.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "archive/kept_evening.hpp"
#include "archive/session_file/sqlite.hpp"

namespace ebb {
namespace {

JournalEntry entry_of(std::string id, std::int64_t written_ms, std::string text) {
  JournalEntry entry;
  entry.id = std::move(id);
  entry.written_ms = written_ms;
  entry.utc_offset_min = 60;
  entry.text = std::move(text);
  return entry;
}

TEST(Journal, A22_KeepsWordsAsTheyWereTypedForOneselfAlone) {
  const OwnFolder folder;
  const auto place = folder.path() / "new";
  EXPECT_TRUE(read_journal(place)->empty());
  JournalEntry entry =
      entry_of("aa", 5, "nothing much,\na bit lighter in the jaw \u2014 d\u00e9j\u00e0");
  entry.session = "0123456789abcdef";
  entry.bring = true;
  ASSERT_EQ(keep_entry(place, entry), "");
  ASSERT_EQ(keep_entry(place, entry_of("bb", 9, "later")), "");
  const auto all = read_journal(place);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ(all->at(0).text, "later") << "the newest first";
  EXPECT_EQ(all->at(1), entry);
  struct stat status {};
  ASSERT_EQ(::stat((place / kJournalName).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(Journal, A22_NothingStaysOfWordsThatWereDropped) {
  const OwnFolder folder;
  for (int i = 0; i < 6; ++i) {
    ASSERT_EQ(keep_entry(folder.path(), entry_of(std::to_string(i), i, std::string(900, 'x'))), "");
  }
  ASSERT_EQ(keep_entry(folder.path(), entry_of("aa", 5, "an uncommon sentence")), "");
  JournalEntry changed = entry_of("bb", 6, "a sentence before its change");
  ASSERT_EQ(keep_entry(folder.path(), changed), "");
  changed.text = "after it";
  ASSERT_EQ(keep_entry(folder.path(), changed), "");
  ASSERT_EQ(drop_entry(folder.path(), "aa"), "");
  for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
    std::ifstream in{file.path(), std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_EQ(bytes.find("uncommon"), std::string::npos) << file.path();
    EXPECT_EQ(bytes.find("before its change"), std::string::npos) << file.path();
  }
}

TEST(Journal, SaysInASentenceWhatIsNoJournal) {
  const OwnFolder folder;
  std::ofstream{folder.path() / kJournalName} << "something else altogether, and long enough";
  EXPECT_FALSE(read_journal(folder.path()));
  EXPECT_NE(keep_entry(folder.path(), entry_of("aa", 1, "x")), "");
}

TEST(Journal, NeverCutsACharacterInHalf) {
  const OwnFolder folder;
  std::string text(kLongestEntry - 1, 'a');
  text += "\u00e9";
  ASSERT_EQ(keep_entry(folder.path(), entry_of("aa", 1, text)), "");
  EXPECT_EQ(read_journal(folder.path())->at(0).text, std::string(kLongestEntry - 1, 'a'));
}

TEST(Journal, A28_WordsStayAndLoseTheSessionThatIsDeleted) {
  const OwnFolder folder;
  for (int i = 0; i < 60; ++i) {
    JournalEntry entry = entry_of(std::to_string(i), i, std::string(200, 'x'));
    entry.session = i % 3 == 0 ? "" : i % 3 == 1 ? "c0ffee00c0ffee00" : "0123456789abcdef";
    ASSERT_EQ(keep_entry(folder.path(), entry), "");
  }
  EXPECT_EQ(unlink_session(folder.path(), "c0ffee00c0ffee00"), "");
  const auto all = read_journal(folder.path());
  ASSERT_TRUE(all);
  EXPECT_EQ(all->size(), 60U);
  EXPECT_EQ(std::count_if(all->begin(), all->end(), [](auto& e) { return e.session.empty(); }), 40);
  for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
    std::ifstream in{file.path(), std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_EQ(bytes.find("c0ffee00"), std::string::npos) << file.path();
  }
}

TEST(Journal, UnlinkingLeavesAloneWhatIsNoJournal) {
  const OwnFolder folder;
  EXPECT_EQ(unlink_session(folder.path(), "c0ffee00c0ffee00"), "");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  const auto file = folder.path() / kJournalName;
  std::ofstream{file}.close();
  Database{file, Database::Access::change}.execute(
      "CREATE TABLE entries(session TEXT);"
      "INSERT INTO entries VALUES('c0ffee00c0ffee00')");
  EXPECT_EQ(unlink_session(folder.path(), "c0ffee00c0ffee00"), "");
  EXPECT_EQ(Database(file, Database::Access::look)
                .integer("SELECT count(*) FROM entries WHERE session<>''"),
            1);
}

}  // namespace
}  // namespace ebb
