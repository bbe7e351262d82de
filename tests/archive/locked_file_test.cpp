#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "archive/lock/locked_layout.hpp"
#include "archive/session_edit.hpp"
#include "archive/session_file/schema.hpp"
#include "archive/session_file/session_reader.hpp"
#include "archive/session_file/sqlite.hpp"
#include "archive/session_removal.hpp"
#include "kept_evening.hpp"
#include "locked_person.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

/// A locked folder, and a database in it.
class LockedFile : public testing::Test {
 protected:
  LockedFile() { lock_folder(folder_.path()); }
  [[nodiscard]] fs::path file() const { return folder_.path() / "some.db"; }
  [[nodiscard]] const fs::path& folder() const { return folder_.path(); }

 private:
  OwnFolder folder_;
};

std::string dump(Database& database) {
  std::string all;
  Statement rows{database, "SELECT id, text, hex(blob) FROM things ORDER BY id"};
  while (rows.step()) {
    all += rows.text(0) + "|" + rows.text(1) + "|" + rows.text(2) + "\n";
  }
  return all;
}

TEST_F(LockedFile, HoldsWhatAPlainOneHoldsWhateverIsDone) {
  const OwnFolder plain_folder;
  const fs::path plain_file = plain_folder.path() / "some.db";
  const Unlocked keys = opened(folder());
  std::mt19937 random{11};
  const auto key = make_kept_file(file());
  ASSERT_TRUE(key);
  ASSERT_TRUE(make_kept_file(plain_file));
  for (int round = 0; round < 4; ++round) {
    Database locked{file(), Database::Access::change};
    Database plain{plain_file, Database::Access::change};
    ASSERT_TRUE(locked.is_locked());
    ASSERT_FALSE(plain.is_locked());
    for (const Database* one : {&locked, &plain}) {
      one->execute("PRAGMA synchronous=OFF");  // the disk's own part is as it always is
    }
    if (round == 0) {
      for (const Database* one : {&locked, &plain}) {
        one->execute("CREATE TABLE things(id INTEGER PRIMARY KEY, text TEXT, blob BLOB)");
      }
    }
    for (int step = 0; step < 25; ++step) {
      const auto id = static_cast<std::int64_t>(random() % 60);
      const std::string text(random() % 300, static_cast<char>('a' + random() % 26));
      const std::vector<std::uint8_t> blob(random() % 9000, static_cast<std::uint8_t>(random()));
      const auto what = random() % 10;
      for (Database* one : {&locked, &plain}) {
        if (what == 0) {
          one->execute("VACUUM");
        } else if (what < 3) {
          Statement{*one, "DELETE FROM things WHERE id % 7 = ? % 7"}.bind(id).run();
        } else {
          Statement put{*one, "INSERT OR REPLACE INTO things VALUES(?,?,?)"};
          put.bind(id).bind(text).bind(std::span{std::as_const(blob)}).run();
        }
      }
    }
    EXPECT_EQ(dump(locked), dump(plain)) << "round " << round;
    EXPECT_EQ(locked.integer("PRAGMA page_count"), plain.integer("PRAGMA page_count"));
  }
  EXPECT_FALSE(fs::exists(file().string() + "-wal"));
  EXPECT_THAT(content_of(file()), Not(HasSubstr("SQLite")));
}

/// The file as SQLite has it, below all databases.
class RawFile {
 public:
  explicit RawFile(const Database& database) {
    sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file_);
  }
  [[nodiscard]] int write(const std::vector<std::uint8_t>& bytes, std::int64_t at) const {
    return file_->pMethods->xWrite(file_, bytes.data(), static_cast<int>(bytes.size()), at);
  }
  [[nodiscard]] int read(std::vector<std::uint8_t>& bytes, std::int64_t at) const {
    return file_->pMethods->xRead(file_, bytes.data(), static_cast<int>(bytes.size()), at);
  }
  [[nodiscard]] int truncate(std::int64_t size) const {
    return file_->pMethods->xTruncate(file_, size);
  }
  [[nodiscard]] std::int64_t size() const {
    sqlite3_int64 size = -1;
    file_->pMethods->xFileSize(file_, &size);
    return size;
  }

 private:
  sqlite3_file* file_ = nullptr;
};

TEST_F(LockedFile, ReadsBackAnyPieceThatWasWrittenAnywhere) {
  const Unlocked keys = opened(folder());
  const auto key = make_kept_file(file());
  ASSERT_TRUE(key);
  const Database database{file(), Database::Access::change};
  const RawFile raw{database};
  std::mt19937 random{5};
  std::vector<std::uint8_t> model;
  for (int step = 0; step < 400; ++step) {
    const auto at = static_cast<std::size_t>(random() % 60'000);
    std::vector<std::uint8_t> bytes(1 + random() % 9'000);
    if (step % 20 == 19) {
      const std::size_t size = at / kLockedBlock * kLockedBlock;
      ASSERT_EQ(raw.truncate(static_cast<std::int64_t>(size)), SQLITE_OK);
      model.resize(size);
    } else if (step % 2 == 0) {
      std::generate(bytes.begin(), bytes.end(),
                    [&] { return static_cast<std::uint8_t>(random()); });
      ASSERT_EQ(raw.write(bytes, static_cast<std::int64_t>(at)), SQLITE_OK);
      const std::size_t end = at + bytes.size();
      model.resize(std::max(model.size(), (end + kLockedBlock - 1) / kLockedBlock * kLockedBlock));
      std::copy(bytes.begin(), bytes.end(), model.begin() + static_cast<std::ptrdiff_t>(at));
    }
    ASSERT_EQ(raw.size(), static_cast<std::int64_t>(model.size()));
    const int code = raw.read(bytes, static_cast<std::int64_t>(at));
    ASSERT_EQ(code, at + bytes.size() <= model.size() ? SQLITE_OK : SQLITE_IOERR_SHORT_READ);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      ASSERT_EQ(bytes[i], at + i < model.size() ? model[at + i] : 0) << "step " << step;
    }
  }
}

TEST_F(LockedFile, OpensForNobodyWithoutAKey) {
  {
    const auto key = make_kept_file(file());
    ASSERT_TRUE(key);
    Database{file(), Database::Access::change}.execute("CREATE TABLE secret(word)");
  }
  for (const auto access :
       {Database::Access::look, Database::Access::untouched, Database::Access::change}) {
    try {
      const Database database{file(), access};
      ADD_FAILURE() << "it opened";
    } catch (const SqliteError& error) {
      EXPECT_TRUE(error.locked());
    }
  }
  {
    const Unlocked keys = opened(folder());
    EXPECT_EQ(
        (Database{file(), Database::Access::look}.integer("SELECT count(*) FROM sqlite_schema")),
        1);
  }
  EXPECT_THROW((Database{file(), Database::Access::look}), SqliteError);
}

TEST_F(LockedFile, LetsSqliteWriteNothingInPlainBesideIt) {
  const auto key = make_kept_file(file());
  ASSERT_TRUE(key);
  const Database database{file(), Database::Access::change};
  database.execute("CREATE TABLE secret(word); INSERT INTO secret VALUES('marigold')");
  // Whoever asks for a journal gets none, and nothing is lost by it.
  EXPECT_THROW(database.execute("PRAGMA journal_mode=DELETE"), SqliteError);
  EXPECT_FALSE(fs::exists(file().string() + "-journal"));
  EXPECT_THAT(everything_in(folder()), Not(HasSubstr("marigold")));
}

/// A session that is being kept and is killed: no farewell of any kind.
fs::path killed_session(const fs::path& folder, int seconds) {
  fs::path file = folder / "0123456789abcdef.ebb";
  const pid_t child = fork();
  if (child == 0) {
    SessionFile session{file, start_of()};
    session.write(beginning());
    for (int second = 0; second < seconds; ++second) {
      session.write(second_of(second));
    }
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return file;
}

TEST_F(LockedFile, AKilledSessionHoldsAllThatWasWritten) {
  const OwnFolder plain;
  const KeptSession unlocked = *read_session(killed_session(plain.path(), 80));
  const fs::path file = killed_session(folder(), 80);
  EXPECT_TRUE(fs::exists(file.string() + "-wal"));
  const std::string all = everything_in(folder());
  for (const char* told : {"SQLite", "Strap", "Belt", "an evening", "respiration", "CREATE"}) {
    EXPECT_THAT(all, Not(HasSubstr(told)));
  }
  EXPECT_THAT(read_session(file).error(), HasSubstr("passphrase"));
  const Unlocked keys = opened(folder());
  const auto session = read_session(file);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->beats.size(), 80U);
  EXPECT_EQ(session->beats.size(), unlocked.beats.size());
  EXPECT_EQ(session->head.label, "an evening");
  EXPECT_EQ(session->sensors.size(), 2U);
}

TEST_F(LockedFile, AnyCutOfItsLogLeavesWhatCameBefore) {
  const fs::path file = killed_session(folder(), 12);
  const Unlocked keys = opened(folder());
  const std::string database = content_of(file);
  const std::string log = content_of(file.string() + "-wal");
  std::size_t fewest = 12;
  for (std::size_t cut = 0; cut < log.size(); cut += 1 + log.size() / 25) {
    const OwnFolder other;
    const fs::path copy = other.path() / "cut.ebb";
    std::ofstream(copy, std::ios::binary) << database;
    std::ofstream(copy.string() + "-wal", std::ios::binary) << log.substr(0, log.size() - cut);
    const auto session = read_session(copy);
    const std::size_t beats = session ? session->beats.size() : 0;
    EXPECT_LE(beats, fewest) << "cut " << cut;
    fewest = beats;
  }
  EXPECT_LT(fewest, 3U);
}

TEST_F(LockedFile, AFlippedByteIsNeverBelieved) {
  const fs::path file = killed_session(folder(), 6);
  const Unlocked keys = opened(folder());
  const std::string database = content_of(file);
  const std::string log = content_of(file.string() + "-wal");
  const KeptSession whole = *read_session(file);
  std::mt19937 random{3};
  for (int attempt = 0; attempt < 60; ++attempt) {
    std::string first = database;
    std::string second = log;
    std::string& damaged = attempt % 3 == 0 && !first.empty() ? first : second;
    damaged[random() % damaged.size()] ^= static_cast<char>(1U << (random() % 8));
    const OwnFolder other;
    const fs::path copy = other.path() / "flipped.ebb";
    std::ofstream(copy, std::ios::binary) << first;
    std::ofstream(copy.string() + "-wal", std::ios::binary) << second;
    const auto session = read_session(copy);
    if (!session) {
      EXPECT_FALSE(session.error().empty());
      continue;
    }
    ASSERT_LE(session->beats.size(), whole.beats.size());
    for (std::size_t i = 0; i < session->beats.size(); ++i) {
      EXPECT_EQ(session->beats[i].interval.count(), whole.beats[i].interval.count());
    }
    for (const KeptSensor& sensor : session->sensors) {
      EXPECT_THAT(sensor.name, testing::AnyOf("Strap", "Belt"));
    }
  }
}

TEST_F(LockedFile, IsOneFileOnceItIsClosedAndReadWhereNothingMayBeWritten) {
  const fs::path place = folder() / "sessions" / "0123456789abcdef.ebb";
  {
    SessionFile session{place, start_of()};
    session.write(beginning());
    session.write(second_of(0));
    session.close();
  }
  EXPECT_FALSE(fs::exists(place.string() + "-wal"));
  EXPECT_FALSE(fs::exists(place.string() + "-shm"));
  const Unlocked keys = opened(folder());
  EXPECT_TRUE(change_label(place, "a quiet Monday").empty());
  EXPECT_FALSE(fs::exists(place.string() + "-wal"));
  fs::permissions(place, fs::perms::owner_read);
  fs::permissions(place.parent_path(), fs::perms::owner_read | fs::perms::owner_exec);
  const auto session = read_session(place);
  fs::permissions(place.parent_path(), fs::perms::owner_all);
  ASSERT_TRUE(session) << session.error();
  EXPECT_EQ(session->head.label, "a quiet Monday");
  EXPECT_THAT(everything_in(folder()), Not(HasSubstr("Monday")));
}

TEST_F(LockedFile, IsNotTakenFromTheOneWhoWritesIt) {
  const fs::path place = folder() / "sessions" / "0123456789abcdef.ebb";
  SessionFile session{place, start_of()};
  session.write(beginning());
  const Unlocked keys = opened(folder());
  EXPECT_THAT(move_session(place, put_away_folder(place.parent_path())).value_or(""),
              HasSubstr("still being kept"));
  session.write(second_of(0));
  session.close();
  EXPECT_FALSE(move_session(place, put_away_folder(place.parent_path())));
}

TEST_F(LockedFile, IsRefusedBesideLockedOnesWhoseKeyFileHasGone) {
  const fs::path sessions = folder() / "sessions";
  {
    SessionFile session{sessions / "0123456789abcdef.ebb", start_of()};
    session.write(beginning());
    session.close();
  }
  fs::remove(folder() / kKeyFileName);
  SessionFile next{sessions / "another.ebb", start_of("fedcba9876543210")};
  try {
    next.write(beginning());
    ADD_FAILURE() << "it was kept in plain";
  } catch (const SessionTrouble& trouble) {
    EXPECT_THAT(trouble.what(), HasSubstr("not there any more"));
  }
  EXPECT_FALSE(fs::exists(sessions / "another.ebb"));
}

}  // namespace
}  // namespace ebb
