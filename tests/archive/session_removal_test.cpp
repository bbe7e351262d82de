#include "archive/session_removal.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/handed_out.hpp"
#include "archive/imports/session_items.hpp"
#include "archive/journal.hpp"
#include "archive/library.hpp"
#include "archive/session_edit.hpp"
#include "archive/session_file/session_reader.hpp"
#include "kept_evening.hpp"
#include "telling_evening.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::SizeIs;

SessionStart start_of(const KeptSession& session) {
  return {session.head.id,         session.head.label,
          session.head.started_ms, session.head.utc_offset_min,
          session.software,        HostTime{}};
}

fs::path keep(const fs::path& folder, const KeptSession& session) {
  const fs::path path = folder / file_name(start_of(session));
  SessionFile file{path, start_of(session)};
  file.write(session_items(session));
  file.close();
  return path;
}

KeptSession another() {
  KeptSession session = telling_evening(20);
  session.head.id = "0123456789abcdef";
  session.head.label = "stays";
  session.sensors.clear();
  session.links.clear();
  session.words.clear();
  session.marks.clear();
  return session;
}

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The bytes and names of everything below a folder.
std::string all_of(const fs::path& folder) {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    all += entry.path().string() + "\n";
    if (entry.is_regular_file()) {
      all += content(entry.path());
    }
  }
  return all;
}

TEST(SessionRemoval, A28_NothingOfADeletedSessionIsLeftInTheFolder) {
  const OwnFolder folder;
  const KeptSession session = telling_evening(60);
  const fs::path file = keep(folder.path(), session);
  keep(folder.path(), another());
  EXPECT_THAT(read_library(folder.path()).sessions, SizeIs(2));
  // It was on the shelf, put away and back again, and a picture of it was made.
  EXPECT_FALSE(move_session(file, put_away_folder(folder.path())));
  EXPECT_THAT(read_library(folder.path()).sessions, SizeIs(1));
  EXPECT_THAT(read_library(put_away_folder(folder.path())).sessions, SizeIs(1));
  EXPECT_FALSE(move_session(put_away_folder(folder.path()) / file.filename(), folder.path()));
  EXPECT_THAT(read_library(folder.path()).sessions, SizeIs(2));
  fs::create_directory(folder.path() / "thumbnails");
  std::ofstream(folder.path() / "thumbnails" / (session.head.id + ".png")) << "a picture";
  ASSERT_THAT(all_of(folder.path()), HasSubstr("mentioned sister"));

  EXPECT_EQ(delete_session(folder.path(), file, session.head.id), std::nullopt);
  const std::string left = all_of(folder.path());
  for (const char* gone :
       {"c0ffee00c0ffee00", "Tuesday", "mentioned sister", "warmer", "not this one", "drizzle",
        "tired, love", "shoulders a bit lower", "aaaa0001", "bbbb0002", "7E1A2B3C", "a picture"}) {
    EXPECT_EQ(left.find(gone), std::string::npos) << gone;
  }
  const Library library = read_library(folder.path());
  ASSERT_THAT(library.sessions, SizeIs(1));
  EXPECT_EQ(library.sessions[0].head.label, "stays");
  EXPECT_TRUE(library.troubles.empty());
}

TEST(SessionRemoval, A28_WhatWasPutAwayComesBackWhole) {
  const OwnFolder folder;
  const fs::path file = keep(folder.path(), telling_evening(60));
  const std::string before = content(file);
  EXPECT_FALSE(move_session(file, put_away_folder(folder.path())));
  EXPECT_TRUE(read_library(folder.path()).sessions.empty());
  EXPECT_FALSE(move_session(put_away_folder(folder.path()) / file.filename(), folder.path()));
  EXPECT_EQ(content(file), before);
  EXPECT_TRUE(read_session(file));
}

TEST(SessionRemoval, A28_TheJournalBesideItForgetsWhichSessionItWas) {
  const OwnFolder person;
  const fs::path sessions = person.path() / "sessions";
  fs::create_directory(sessions);
  const KeptSession session = telling_evening(20);
  const fs::path file = keep(sessions, session);
  JournalEntry entry;
  entry.id = "aa";
  entry.text = "a line of its own";
  entry.session = session.head.id;
  ASSERT_EQ(keep_entry(person.path(), entry), "");
  EXPECT_EQ(delete_session(sessions / "", file, session.head.id), std::nullopt);
  const auto journal = read_journal(person.path());
  ASSERT_EQ(journal->size(), 1U);
  EXPECT_EQ(journal->front().text, "a line of its own");
  EXPECT_EQ(all_of(person.path()).find(session.head.id), std::string::npos);
}

TEST(SessionRemoval, AnIdThatEbbNeverGaveTakesNothingElseWithIt) {
  const OwnFolder folder;
  KeptSession gift = another();
  for (const char* id : {"b", "e", "2026", ".ebb", "stays", ""}) {
    keep(folder.path(), telling_evening(20));
    gift.head.id = id;
    const fs::path file = keep(folder.path(), gift);
    EXPECT_THAT(read_library(folder.path()).sessions, SizeIs(2));
    EXPECT_EQ(delete_session(folder.path(), file, id), std::nullopt);
    EXPECT_FALSE(fs::exists(file));
    EXPECT_TRUE(fs::exists(folder.path() / kIndexName));
    ASSERT_THAT(read_library(folder.path()).sessions, SizeIs(1)) << id;
    fs::remove(read_library(folder.path()).sessions.at(0).file);
  }
}

TEST(SessionRemoval, AFileElsewhereGoesAloneThoughItBearsTheIdOfOneOnTheShelf) {
  const OwnFolder folder;
  const OwnFolder elsewhere;
  const KeptSession session = telling_evening(20);
  const fs::path kept = keep(folder.path(), session);
  const fs::path gift = keep(elsewhere.path(), session);
  std::ofstream(elsewhere.path() / (session.head.id + ".png")) << "somebody else's";
  std::ofstream(elsewhere.path() / kIndexName) << "somebody else's";
  EXPECT_EQ(delete_session(folder.path(), gift, session.head.id), std::nullopt);
  EXPECT_FALSE(fs::exists(gift));
  EXPECT_TRUE(fs::exists(kept));
  EXPECT_EQ(content(elsewhere.path() / (session.head.id + ".png")), "somebody else's");
  EXPECT_EQ(content(elsewhere.path() / kIndexName), "somebody else's");
}

TEST(SessionRemoval, AFileThatIsNotNamedByItsIdGoesAlone) {
  const OwnFolder folder;
  const KeptSession session = telling_evening(20);
  const fs::path kept = keep(folder.path(), session);
  const fs::path gift = folder.path() / "gift.ebb";
  fs::copy_file(kept, gift);
  EXPECT_EQ(delete_session(folder.path(), gift, session.head.id), std::nullopt);
  EXPECT_FALSE(fs::exists(gift));
  EXPECT_TRUE(fs::exists(kept));
}

TEST(SessionRemoval, A28_WhatWasHandedOutGoesWithTheLastFileOfItsIdAndNothingElseDoes) {
  const OwnFolder person;
  const fs::path sessions = person.path() / "sessions";
  fs::create_directory(sessions);
  const KeptSession session = telling_evening(20);
  const fs::path file = keep(sessions, session);
  const fs::path gift = sessions / "gift.ebb";
  fs::copy_file(file, gift);
  // A file says what it likes of what was let out of it.
  for (const char* stem : {"names-removed-0a1b2c3d", "names-removed-../../journal", "../journal",
                           "names-removed-", "*"}) {
    EXPECT_EQ(add_let_out(file, stem), "");
    EXPECT_EQ(add_let_out(gift, stem), "");
  }
  fs::create_directory(printed_folder(person.path()));
  fs::create_directory(let_out_folder(person.path()));
  const std::string page = page_stem(session.head.id);
  const fs::path printed = printed_folder(person.path()) / (page + "-12.pdf");
  const fs::path out = let_out_folder(person.path()) / "names-removed-0a1b2c3d.csv";
  const std::vector<fs::path> others{person.path() / "journal.csv",
                                     printed_folder(person.path()) / (page + "-mine.pdf"),
                                     printed_folder(person.path()) / "page-0123456789abcdef.pdf",
                                     let_out_folder(person.path()) / "names-removed-0a1b2c3d4.csv",
                                     let_out_folder(person.path()) / "names-removed-.csv"};
  std::ofstream(printed) << "a page";
  std::ofstream(out) << "a curve";
  for (const fs::path& other : others) {
    std::ofstream(other) << "of another";
  }
  EXPECT_FALSE(delete_session(sessions, gift, session.head.id));
  EXPECT_TRUE(fs::exists(printed));
  EXPECT_TRUE(fs::exists(out));
  EXPECT_FALSE(delete_session(sessions, file, session.head.id));
  EXPECT_FALSE(fs::exists(printed));
  EXPECT_FALSE(fs::exists(out));
  for (const fs::path& other : others) {
    EXPECT_TRUE(fs::exists(other)) << other;
  }
}

TEST(SessionRemoval, WaitsUntilTheSessionIsNoLongerBeingKept) {
  const OwnFolder folder;
  const KeptSession session = telling_evening(30);
  const fs::path file = folder.path() / file_name(start_of(session));
  SessionFile writing{file, start_of(session)};
  writing.write(session_items(session));
  EXPECT_THAT(move_session(file, put_away_folder(folder.path())).value_or(""),
              HasSubstr("still being kept"));
  EXPECT_THAT(delete_session(folder.path(), file, session.head.id).value_or(""),
              HasSubstr("still being kept"));
  writing.close();
  EXPECT_EQ(read_session(file)->marks.size(), session.marks.size());
  EXPECT_FALSE(delete_session(folder.path(), file, session.head.id));
}

TEST(SessionRemoval, ADamagedFileCanBeDeletedToo) {
  const OwnFolder folder;
  const fs::path file = folder.path() / "2026-11-22T19-30-00-c0ffee00c0ffee00.ebb";
  std::ofstream(file) << "no session at all";
  EXPECT_EQ(delete_session(folder.path(), file, "c0ffee00c0ffee00"), std::nullopt);
  EXPECT_FALSE(fs::exists(file));
}

TEST(SessionRemoval, NeverPutsOneSessionOverAnother) {
  const OwnFolder folder;
  const fs::path file = keep(folder.path(), telling_evening(20));
  fs::create_directory(put_away_folder(folder.path()));
  std::ofstream(put_away_folder(folder.path()) / file.filename()) << "another";
  EXPECT_THAT(move_session(file, put_away_folder(folder.path())).value_or(""),
              HasSubstr("already"));
  EXPECT_TRUE(fs::exists(file));
}

}  // namespace
}  // namespace ebb
