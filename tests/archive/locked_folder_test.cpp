#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/imports/session_items.hpp"
#include "archive/journal.hpp"
#include "archive/library.hpp"
#include "archive/locking.hpp"
#include "archive/sealed_words.hpp"
#include "archive/session_file/schema.hpp"
#include "archive/session_file/session_reader.hpp"
#include "archive/session_removal.hpp"
#include "kept_evening.hpp"
#include "killed_at_call.hpp"
#include "locked_person.hpp"
#include "telling_evening.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// What a session and a journal tell of a person; none of it may lie on the disk.
constexpr std::array<const char*, 9> kPersonal{"SQLite",    "Mina",         "Polar",
                                               "Tuesday, ", "for Thursday", "c0ffee00c0ffee00-",
                                               "lanterns",  "2026-11-22T",  "7E:1A"};

KeptSession evening(const std::string& id, int day = 0) {
  KeptSession session = telling_evening(20);
  session.head.id = id;
  session.head.started_ms += day * 86'400'000LL;
  return session;
}

fs::path keep(const fs::path& folder, const KeptSession& session) {
  const SessionStart start{
      session.head.id,  session.head.label, session.head.started_ms, session.head.utc_offset_min,
      session.software, HostTime{},         session.head.length};
  const fs::path path = file_in(folder, start);
  SessionFile file{path, start};
  file.write(session_items(session));
  file.close();
  return path;
}

JournalEntry words(std::string id, std::string text, std::string session = "") {
  return {.id = std::move(id),
          .written_ms = 1'795'372'300'000,
          .utc_offset_min = 60,
          .text = std::move(text),
          .session = std::move(session)};
}

class LockedFolder : public testing::Test {
 protected:
  [[nodiscard]] const fs::path& person() const { return folder_.path(); }
  [[nodiscard]] fs::path sessions() const { return folder_.path() / "sessions"; }
  void expect_nothing_personal() const {
    const std::string all = everything_in(person());
    for (const char* told : kPersonal) {
      EXPECT_THAT(all, Not(HasSubstr(told)));
    }
  }
  /// Two sessions, one of them put away, and words about one.
  void fill() const {
    keep(sessions(), evening("c0ffee00c0ffee00"));
    const fs::path away = keep(sessions(), evening("c0ffee00c0ffee01", 1));
    EXPECT_FALSE(move_session(away, put_away_folder(sessions())));
    EXPECT_EQ(keep_entry(person(), words("aa", "lanterns on the water", "c0ffee00c0ffee00")), "");
    EXPECT_THAT(read_library(sessions()).sessions, SizeIs(1));  // and there is an index
  }
  void expect_all_there() const {
    const Library library = read_library(sessions());
    ASSERT_THAT(library.sessions, SizeIs(1));
    EXPECT_THAT(library.troubles, IsEmpty());
    EXPECT_EQ(library.sessions[0].head.label, "Tuesday, \"A\"");
    EXPECT_EQ(read_session(library.sessions[0].file)->words.size(), evening("any").words.size());
    EXPECT_THAT(read_library(put_away_folder(sessions())).sessions, SizeIs(1));
    const auto journal = read_journal(person());
    ASSERT_TRUE(journal) << journal.error();
    ASSERT_THAT(*journal, SizeIs(1));
    EXPECT_EQ(journal->front().text, "lanterns on the water");
  }

 private:
  OwnFolder folder_;
};

TEST_F(LockedFolder, KeepsASessionWithoutAPassphraseAndTellsItForOne) {
  lock_folder(person());
  const fs::path file = keep(sessions(), evening("c0ffee00c0ffee00"));
  EXPECT_EQ(file.filename(), "c0ffee00c0ffee00.ebb");
  expect_nothing_personal();
  const Unlocked keys = opened(person());
  const auto session = read_session(file);
  ASSERT_TRUE(session) << session.error();
  EXPECT_EQ(session->beats.size(), evening("any").beats.size());
  EXPECT_EQ(session->words.size(), evening("any").words.size());
}

TEST_F(LockedFolder, A33_SomebodyElsesKeyLocksNoneOfSeveralPeople) {
  lock_folder(person());
  const fs::path ines = person() / kPeopleFolder / "ines";
  EXPECT_EQ(keep_entry(ines, words("aa", "lanterns on the water")), "");
  const fs::path file = keep(ines / "sessions", evening("c0ffee00c0ffee00"));
  const auto journal = read_journal(ines);
  ASSERT_TRUE(journal) << journal.error();
  EXPECT_THAT(*journal, SizeIs(1));
  EXPECT_TRUE(read_session(file));
  EXPECT_FALSE(move_session(file, put_away_folder(ines / "sessions")));
  EXPECT_THAT(read_library(put_away_folder(ines / "sessions")).sessions, SizeIs(1));
  EXPECT_FALSE(locked_person_of(ines / "journal.db"));
}

TEST_F(LockedFolder, A33_TellsNothingOfItWhileItIsShut) {
  lock_folder(person());
  const fs::path file = keep(sessions(), evening("c0ffee00c0ffee00"));
  const Library shut = read_library(sessions());
  EXPECT_TRUE(shut.shut);
  EXPECT_THAT(shut.sessions, IsEmpty());
  EXPECT_THAT(shut.troubles, IsEmpty());
  EXPECT_TRUE(read_library(put_away_folder(sessions())).shut);
  EXPECT_TRUE(read_library(sessions(), Indexed::no).shut);
  EXPECT_FALSE(fs::exists(sessions() / kIndexName));
  EXPECT_THAT(read_session(file).error(), AllOf(HasSubstr("locked"), HasSubstr("passphrase")));
  EXPECT_FALSE(SessionPlayback::open(file));
  {
    const Unlocked keys = opened(person());
    EXPECT_THAT(read_library(sessions()).sessions, SizeIs(1));
    EXPECT_TRUE(fs::exists(sessions() / kIndexName));
    EXPECT_THAT(read_library(sessions()).sessions, SizeIs(1));
  }
  expect_nothing_personal();
  EXPECT_TRUE(read_library(sessions()).shut);
}

TEST_F(LockedFolder, A33_AnotherPersonsKeyOpensNothing) {
  const OwnFolder other;
  lock_folder(person());
  lock_folder(other.path());
  keep(sessions(), evening("c0ffee00c0ffee00"));
  keep(other.path() / "sessions", evening("c0ffee00c0ffee01"));
  const Unlocked keys = opened(other.path());
  EXPECT_TRUE(read_library(sessions()).shut);
  EXPECT_THAT(read_library(other.path() / "sessions").sessions, SizeIs(1));
}

TEST_F(LockedFolder, AWrongPassphraseAndADamagedKeyFileHaveTheirSentence) {
  lock_folder(person());
  const auto wrong = unlock(person(), Passphrase{"another"});
  EXPECT_THAT(wrong.error(), HasSubstr("not the passphrase"));
  std::ofstream(person() / kKeyFileName, std::ios::binary) << "EbbKeys, or so";
  EXPECT_THAT(unlock(person(), Passphrase{kWords}).error(), HasSubstr("damaged"));
  EXPECT_TRUE(read_library(sessions()).shut);
  // Nor is anything kept in plain where a lock was wanted.
  EXPECT_THROW(keep(sessions(), evening("c0ffee00c0ffee00")), SessionTrouble);
  EXPECT_FALSE(fs::exists(sessions() / "c0ffee00c0ffee00.ebb"));
}

TEST_F(LockedFolder, AKeyFileThatHasGoneIsSaidOnce) {
  lock_folder(person());
  keep(sessions(), evening("c0ffee00c0ffee00"));
  keep(sessions(), evening("c0ffee00c0ffee01"));
  fs::remove(person() / kKeyFileName);
  const Library library = read_library(sessions());
  EXPECT_FALSE(library.shut);
  ASSERT_THAT(library.troubles, SizeIs(1));
  EXPECT_THAT(library.troubles[0], HasSubstr("not there any more"));
}

TEST_F(LockedFolder, WordsWrittenWhileItIsShutComeIntoTheJournalLater) {
  lock_folder(person());
  keep(sessions(), evening("c0ffee00c0ffee00"));
  // The session began at 1'795'372'200'000 and ran for 20 s.
  EXPECT_EQ(keep_entry(person(), words("aa", "lanterns, still", std::string{kSessionJustKept})),
            "");
  EXPECT_EQ(keep_entry(person(), words("bb", "lanterns of old")), "");
  EXPECT_THAT(sealed_words(person()), SizeIs(2));
  EXPECT_FALSE(fs::exists(person() / kJournalName));
  expect_nothing_personal();
  const Unlocked keys = opened(person());
  EXPECT_THAT(take_in_sealed_words(person(), sessions(), keys), IsEmpty());
  EXPECT_THAT(sealed_words(person()), IsEmpty());
  const auto journal = read_journal(person());
  ASSERT_TRUE(journal) << journal.error();
  ASSERT_THAT(*journal, SizeIs(2));
  EXPECT_EQ((*journal)[0].text, "lanterns, still");
  EXPECT_EQ((*journal)[0].session, "c0ffee00c0ffee00");
  EXPECT_EQ((*journal)[1].session, "");
  expect_nothing_personal();
}

TEST_F(LockedFolder, DamagedWordsStayWhereTheyAre) {
  lock_folder(person());
  EXPECT_EQ(keep_entry(person(), words("aa", "lanterns")), "");
  const fs::path file = sealed_words(person()).front();
  std::string bytes = content_of(file);
  bytes[100] = static_cast<char>(bytes[100] ^ 1);
  std::ofstream(file, std::ios::binary) << bytes;
  const Unlocked keys = opened(person());
  EXPECT_THAT(take_in_sealed_words(person(), sessions(), keys), SizeIs(1));
  EXPECT_THAT(sealed_words(person()), SizeIs(1));
}

TEST_F(LockedFolder, TakesInWhatLayThereInPlainAndGivesItBack) {
  fill();
  const std::string before = content_of(read_library(sessions()).sessions[0].file);
  lock_folder(person());
  double seen = -1.0;
  {
    const Unlocked keys = opened(person());
    const Locking done = lock_all(sessions(), keys, [&](double share) {
      EXPECT_GT(share, seen);
      seen = share;
    });
    EXPECT_THAT(done.troubles, IsEmpty());
    EXPECT_EQ(done.sessions, 2U);
    EXPECT_EQ(count_in_plain(sessions()), 0U);
    expect_nothing_personal();
    expect_all_there();
    expect_nothing_personal();
  }
  EXPECT_TRUE(read_library(sessions()).shut);
  {
    const Unlocked keys = opened(person());
    EXPECT_THAT(unlock_all(sessions(), keys, [](double) {}).troubles, IsEmpty());
  }
  fs::remove(person() / kKeyFileName);
  expect_all_there();
  EXPECT_EQ(content_of(read_library(sessions()).sessions[0].file), before);
  EXPECT_TRUE(fs::exists(sessions() / "2026-11-22T19-30-00-c0ffee00c0ffee00.ebb"));
}

struct BrokenOff {};

TEST_F(LockedFolder, CanBeBrokenOffBetweenAnyTwoFiles) {
  fill();
  lock_folder(person());
  const Unlocked keys = opened(person());
  for (const auto& turn : {lock_all, unlock_all}) {
    for (int left = 0; left < 2; ++left) {
      int steps = left;
      EXPECT_THROW((void)turn(sessions(), keys,
                              [&](double) {
                                if (steps-- == 0) {
                                  throw BrokenOff{};
                                }
                              }),
                   BrokenOff);
      expect_all_there();
    }
    EXPECT_THAT(turn(sessions(), keys, [](double) {}).troubles, IsEmpty());
    expect_all_there();
  }
}

TEST_F(LockedFolder, LosesNothingWhereverItIsKilledWhileItIsLocked) {
  fill();
  lock_folder(person());
  const OwnFolder kept;
  fs::copy(person(), kept.path(), fs::copy_options::recursive);
  const Unlocked keys = opened(person());
  bool ended = false;
  // Prime, so that it falls before a call as often as after one, and on every kind of call.
  for (int call = 1; !ended; call += 17) {
    fs::remove_all(person());
    fs::copy(kept.path(), person(), fs::copy_options::recursive);
    const auto end =
        ends_before_call(call, [&] { (void)lock_all(sessions(), keys, [](double) {}); });
    if (!end) {
      GTEST_SKIP() << "processes may not be traced here";
    }
    ended = *end;
    SCOPED_TRACE(call);
    std::vector<std::string> ids;
    for (const fs::path& folder : {sessions(), put_away_folder(sessions())}) {
      for (const ShelvedSession& session : read_library(folder).sessions) {
        ids.push_back(session.head.id);
      }
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    EXPECT_THAT(ids, testing::ElementsAre("c0ffee00c0ffee00", "c0ffee00c0ffee01"));
    EXPECT_THAT(*read_journal(person()), SizeIs(1));
    // Said again, it comes to its end.
    EXPECT_THAT(lock_all(sessions(), keys, [](double) {}).troubles, IsEmpty());
    expect_all_there();
    expect_nothing_personal();
  }
}

TEST_F(LockedFolder, DoesNotLockASessionThatIsBeingKept) {
  const fs::path file = sessions() / "2026-11-22T18-30-00-0123456789abcdef.ebb";
  SessionFile running{file, start_of()};
  running.write(beginning());
  lock_folder(person());
  const Unlocked keys = opened(person());
  const Locking done = lock_all(sessions(), keys, [](double) {});
  ASSERT_THAT(done.troubles, SizeIs(1));
  EXPECT_THAT(done.troubles[0], HasSubstr("still being kept"));
  EXPECT_EQ(count_in_plain(sessions()), 1U);
  running.write(second_of(0));
  running.close();
  EXPECT_THAT(lock_all(sessions(), keys, [](double) {}).troubles, IsEmpty());
  EXPECT_EQ(count_in_plain(sessions()), 0U);
  EXPECT_THAT(read_library(sessions()).sessions, SizeIs(1));
}

TEST_F(LockedFolder, ADamagedSessionIsLockedAsItIs) {
  fs::create_directories(sessions());
  std::ofstream(sessions() / "broken.ebb", std::ios::binary) << "Mina's, and no session at all";
  lock_folder(person());
  const Unlocked keys = opened(person());
  EXPECT_THAT(lock_all(sessions(), keys, [](double) {}).troubles, IsEmpty());
  expect_nothing_personal();
}

TEST_F(LockedFolder, ALockedFileThatCannotBeOpenedStaysLocked) {
  lock_folder(person());
  const fs::path file = keep(sessions(), evening("c0ffee00c0ffee00"));
  std::string bytes = content_of(file);
  bytes[50] = static_cast<char>(bytes[50] ^ 1);  // in its own key
  std::ofstream(file, std::ios::binary) << bytes;
  const Unlocked keys = opened(person());
  const Locking done = unlock_all(sessions(), keys, [](double) {});
  ASSERT_THAT(done.troubles, SizeIs(1));
  EXPECT_THAT(done.troubles[0], HasSubstr("stays locked"));
  EXPECT_TRUE(fs::exists(file));
}

TEST_F(LockedFolder, NothingOfADeletedSessionIsLeft) {
  lock_folder(person());
  const fs::path file = keep(sessions(), evening("c0ffee00c0ffee00"));
  keep(sessions(), evening("c0ffee00c0ffee01", 1));
  const std::string head = content_of(file).substr(48, 80);
  const Unlocked keys = opened(person());
  EXPECT_THAT(read_library(sessions()).sessions, SizeIs(2));
  EXPECT_EQ(keep_entry(person(), words("aa", "lanterns", "c0ffee00c0ffee00")), "");
  EXPECT_FALSE(delete_session(sessions(), file, "c0ffee00c0ffee00"));
  EXPECT_FALSE(fs::exists(file));
  EXPECT_THAT(everything_in(person()),
              AllOf(Not(HasSubstr("c0ffee00c0ffee00")), Not(HasSubstr(head))));
  EXPECT_THAT(read_library(sessions()).sessions, SizeIs(1));
  EXPECT_EQ(read_journal(person())->front().session, "");
}

}  // namespace
}  // namespace ebb
