#include "archive/session_file/session_file.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iterator>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "archive/session_file/schema.hpp"
#include "archive/session_file/session_reader.hpp"
#include "tests/archive/kept_evening.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

unsigned mode(const fs::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0U;
}

std::vector<KeptChunk> chunks_of(SessionPlayback& playback) {
  std::vector<KeptChunk> chunks;
  while (const auto item = playback.next()) {
    if (const auto* chunk = std::get_if<KeptChunk>(&*item)) {
      chunks.push_back(*chunk);
    }
  }
  return chunks;
}

class SessionFileTest : public testing::Test {
 protected:
  [[nodiscard]] fs::path path(const std::string& name = "one.ebb") const {
    return folder_.path() / "sessions" / name;
  }
  KeptSession read(const std::string& name = "one.ebb") const {
    const auto session = read_session(path(name));
    EXPECT_TRUE(session) << session.error();
    return session ? *session : KeptSession{};
  }

  OwnFolder folder_;
};

TEST_F(SessionFileTest, GivesBackToTheBitWhatWasKept) {
  SessionFile file{path(), start_of()};
  file.write(beginning());
  for (int second = 0; second < 5; ++second) {
    file.write(second_of(second));
  }
  const Breath breath{after(0.1), Seconds{4.0 / 3.0}, 0.1, 0.7, BreathOrigin::heart, Seconds{0.1}};
  file.write(std::vector<KeptItem>{
      Event{breath}, Event{PracticeEvent{after(1.5), "own-rhythm", "began", "arrive", 1.0 / 7.0}},
      KeptMark{"a1", after(2.25), "mentioned \xC3\xA9toile", true, Whose::therapist},
      KeptWords{"b2",
                {.time = after(3),
                 .kind = WordsKind::weather,
                 .text = "rain\nand sun",
                 .practice = "watching-weather",
                 .step = "after",
                 .together = true},
                true},
      KeptRate{after(2), KeptRate::Of::heart, 61.0 / 1.1, 0.25}, KeptGap{after(2.5), Seconds{3600}},
      Agreed{"no figures", "kept here", "to settle"}, KeptEnd{after(6)}});
  file.close();

  const KeptSession session = read();
  EXPECT_EQ(session.head.id, "0123456789abcdef");
  EXPECT_EQ(session.head.label, "an evening");
  EXPECT_EQ(session.head.started_ms, 1'795'372'200'000);
  EXPECT_EQ(session.head.utc_offset_min, 60);
  EXPECT_EQ(session.head.length, Seconds{6});
  EXPECT_EQ(session.head.practice, "own-rhythm");
  EXPECT_THAT(session.head.sensors, testing::ElementsAre("Strap", "Belt"));
  EXPECT_FALSE(session.head.simulated);
  EXPECT_TRUE(session.finished);
  EXPECT_EQ(session.agreed.kept, "kept here");
  EXPECT_TRUE(session.can_tell.intervals);
  ASSERT_EQ(session.sensors.size(), 2U);
  EXPECT_EQ(session.sensors[0].protocol, "ble-bridge");
  EXPECT_EQ(session.sensors[0].named, "");
  EXPECT_TRUE(session.sensors[1].simulated);
  ASSERT_EQ(session.beats.size(), 5U);
  EXPECT_EQ(session.beats[4].time, HostTime{to_microseconds(Seconds{4.3})});
  EXPECT_EQ(session.beats[4].interval.count(), 1000.0 / 1.024 + 4 / 3.0);
  EXPECT_EQ(session.beats[4].lag.count(), 0.4);
  ASSERT_EQ(session.breaths.size(), 1U);
  EXPECT_EQ(session.breaths[0].period.count(), 4.0 / 3.0);
  EXPECT_EQ(session.breaths[0].in_breath.count(), 0.1);
  EXPECT_EQ(session.breaths[0].origin, BreathOrigin::heart);
  ASSERT_EQ(session.quality.size(), 5U);
  EXPECT_EQ(session.quality[2].quality, 1.0 / 3.0);
  EXPECT_EQ(session.quality[2].fault, SignalFault::motion);
  ASSERT_EQ(session.practice.size(), 1U);
  EXPECT_EQ(session.practice[0].rate, 1.0 / 7.0);
  ASSERT_EQ(session.marks.size(), 1U);
  EXPECT_EQ(session.marks[0].label, "mentioned \xC3\xA9toile");
  EXPECT_TRUE(session.marks[0].hidden);
  EXPECT_EQ(session.marks[0].whose, Whose::therapist);
  ASSERT_EQ(session.words.size(), 1U);
  EXPECT_EQ(session.words[0].words.text, "rain\nand sun");
  EXPECT_TRUE(session.words[0].words.together);
  EXPECT_TRUE(session.words[0].starred);
  ASSERT_EQ(session.rates.size(), 1U);
  EXPECT_EQ(session.rates[0].per_minute, 61.0 / 1.1);
  ASSERT_EQ(session.gaps.size(), 1U);
  EXPECT_EQ(session.gaps[0].length, Seconds{3600});
  ASSERT_EQ(session.links.size(), 1U);
  EXPECT_EQ(session.links[0].note, "here it is");
}

TEST_F(SessionFileTest, PlaysBytesAndLinksInTheOrderAndOnTheClockInWhichTheyCame) {
  SessionFile file{path(), start_of()};
  std::vector<KeptItem> all = beginning();
  for (int second = 0; second < 3; ++second) {
    for (KeptItem& item : second_of(second)) {
      all.push_back(std::move(item));
    }
    all.emplace_back(Event{LinkEvent{after(second + 0.96), "Strap", LinkState::lost, "gone", 0}});
    file.write(all);
    all.clear();
  }
  auto playback = SessionPlayback::open(path());
  ASSERT_TRUE(playback) << playback.error();
  EXPECT_EQ(playback->beginning(), kClock);
  int chunks = 0;
  int links = 0;
  while (const auto item = playback->next()) {
    if (const auto* chunk = std::get_if<KeptChunk>(&*item)) {
      const KeptItem was = second_of(chunks / 20)[static_cast<std::size_t>(chunks % 20)];
      EXPECT_EQ(chunk->bytes, std::get<KeptChunk>(was).bytes);
      EXPECT_EQ(chunk->arrival, std::get<KeptChunk>(was).arrival);
      EXPECT_EQ(chunk->sensor, std::get<KeptChunk>(was).sensor);
      ++chunks;
    } else if (const auto* event = std::get_if<Event>(&*item)) {
      // The first came before every chunk, each other after a second's twenty.
      EXPECT_EQ(chunks, 20 * links++);
      EXPECT_TRUE(std::holds_alternative<LinkEvent>(*event));
    }
  }
  EXPECT_EQ(chunks, 60);
  EXPECT_EQ(links, 4);
  EXPECT_EQ(playback->damaged_blocks(), 0U);
}

TEST_F(SessionFileTest, IsForThisPersonAloneFromItsFirstMoment) {
  const ::mode_t before = ::umask(0);
  SessionFile file{path(), start_of()};
  file.write(second_of(0));
  ::umask(before);
  EXPECT_EQ(mode(path().parent_path()), 0700U);
  EXPECT_EQ(mode(path()), 0600U);
  EXPECT_EQ(mode(path("one.ebb-wal")), 0600U);
  EXPECT_EQ(mode(path("one.ebb-shm")), 0600U);
}

TEST_F(SessionFileTest, IsOneFileWithNothingBesideItOnceItIsClosed) {
  SessionFile file{path(), start_of()};
  file.write(second_of(0));
  file.close();
  const auto found = std::distance(fs::directory_iterator{path().parent_path()}, {});
  EXPECT_EQ(found, 1);
}

TEST_F(SessionFileTest, OverwritesNothingAndFollowsNoLink) {
  fs::create_directories(path().parent_path());
  std::ofstream(path("theirs.ebb")) << "theirs";
  fs::create_symlink(path("elsewhere"), path("link.ebb"));
  for (const char* name : {"theirs.ebb", "link.ebb"}) {
    SessionFile file{path(name), start_of()};
    EXPECT_THROW(file.write(second_of(0)), SessionTrouble);
  }
  EXPECT_EQ(fs::file_size(path("theirs.ebb")), 6U);
  EXPECT_FALSE(fs::exists(path("elsewhere")));
}

TEST_F(SessionFileTest, WaitsForAFolderThatCannotBeMadeYet) {
  std::ofstream(folder_.path() / "sessions") << "a file in the way";
  SessionFile file{path(), start_of()};
  EXPECT_THROW(file.write(second_of(0)), SessionTrouble);
  fs::remove(folder_.path() / "sessions");
  file.write(second_of(0));
  EXPECT_EQ(read().beats.size(), 1U);
}

TEST_F(SessionFileTest, GoesOnWhenAFullDiskHasSpaceAgainAndLosesNothing) {
  SessionFile file{path(), start_of()};
  file.write(beginning());
  ::rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ::rlimit small = before;
  small.rlim_cur = fs::file_size(path("one.ebb-wal")) + 40'000;
  ::setrlimit(RLIMIT_FSIZE, &small);
  int written = 0;
  std::string trouble;
  while (trouble.empty() && written < 1000) {
    try {
      file.write(second_of(written));
      ++written;
    } catch (const SessionTrouble& told) {
      trouble = told.what();
    }
  }
  EXPECT_THROW(file.write(second_of(written)), SessionTrouble);
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_GT(written, 0);
  EXPECT_THAT(trouble, HasSubstr("Everything else goes on"));
  EXPECT_EQ(read().beats.size(), static_cast<std::size_t>(written));
  file.write(second_of(written));
  EXPECT_EQ(read().beats.size(), static_cast<std::size_t>(written) + 1);
  auto playback = SessionPlayback::open(path());
  ASSERT_TRUE(playback);
  EXPECT_EQ(chunks_of(*playback).size(), 20U * (static_cast<std::size_t>(written) + 1));
}

/// How much of a log belongs to its newest beginning: it is written over from the front once all of
/// it was taken over into the file (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
struct Log {
  std::string salt;
  std::uintmax_t end = 0;
};

Log log_of(const fs::path& wal) {
  constexpr std::uintmax_t kHeader = 32;
  constexpr std::uintmax_t kFrame = 24 + 4096;
  std::ifstream in(wal, std::ios::binary);
  const auto salt_at = [&in](std::uintmax_t place) {
    std::string salt(8, '\0');
    in.seekg(static_cast<std::streamoff>(place));
    return in.read(salt.data(), 8) ? salt : std::string{};
  };
  Log log{salt_at(16), kHeader};
  while (salt_at(log.end + 8) == log.salt) {
    log.end += kFrame;
  }
  return log;
}

// The power goes: of the -wal only a beginning reached the disk. Every second that was wholly in it
// is there, and nothing of the one after.
TEST_F(SessionFileTest, HoldsEverySecondBeforeWhereverItsLogWasCutOff) {
  const OwnFolder memory = OwnFolder::in_memory();
  const auto path = [&memory](const std::string& name = "one.ebb") { return memory.path() / name; };
  SessionFile file{path(), start_of()};
  file.write(beginning());
  const fs::path wal = path("one.ebb-wal");
  std::mt19937 random{42};
  std::vector<std::uintmax_t> ends;  // of each second in the log as it is now
  std::size_t before = 0;            // seconds that the file itself had when that began
  std::string salt = log_of(wal).salt;
  int opened = 0;
  int begun_anew = 0;
  for (int second = 0; second < 100; ++second) {
    file.write(second_of(second));
    const Log log = log_of(wal);
    if (log.salt != salt) {
      salt = log.salt;
      before += ends.size();
      ends.clear();
      ++begun_anew;
    }
    ends.push_back(log.end);
    for (int cut = 0; cut < 2; ++cut) {
      const std::uintmax_t size = random() % (log.end + 1);
      fs::copy_file(path(), path("cut.ebb"), fs::copy_options::overwrite_existing);
      fs::copy_file(wal, path("cut.ebb-wal"), fs::copy_options::overwrite_existing);
      fs::resize_file(path("cut.ebb-wal"), size);
      const std::size_t seconds = before + static_cast<std::size_t>(std::count_if(
                                               ends.begin(), ends.end(),
                                               [size](std::uintmax_t end) { return end <= size; }));
      const auto session = read_session(path("cut.ebb"));
      if (session) {
        ++opened;
        ASSERT_EQ(session->beats.size(), seconds) << second << ", cut at " << size;
        EXPECT_EQ(session->quality.size(), seconds);
        EXPECT_FALSE(session->finished);
        auto playback = SessionPlayback::open(path("cut.ebb"));
        ASSERT_TRUE(playback);
        EXPECT_EQ(chunks_of(*playback).size(), 20 * seconds);
      } else {
        // Nothing but the empty file had got there.
        ASSERT_EQ(seconds, 0U);
        EXPECT_THAT(session.error(), HasSubstr("nothing was kept in it"));
      }
      for (const char* name : {"cut.ebb", "cut.ebb-wal", "cut.ebb-shm"}) {
        fs::remove(path(name));
      }
    }
  }
  EXPECT_GT(opened, 150);
  EXPECT_GT(begun_anew, 0) << "the log was never taken over";
}

TEST_F(SessionFileTest, IsReadWhileItIsWritten) {
  SessionFile file{path(), start_of()};
  for (int second = 0; second < 3; ++second) {
    file.write(second_of(second));
    EXPECT_EQ(read().beats.size(), static_cast<std::size_t>(second) + 1);
    EXPECT_FALSE(read().finished);
  }
}

TEST_F(SessionFileTest, RefusesALaterVersionAndWhatIsNoSessionWithASentence) {
  SessionFile file{path(), start_of()};
  file.write(second_of(0));
  file.close();
  Database{path(), Database::Access::change}.execute("PRAGMA user_version=7");
  const auto later = read_session(path());
  ASSERT_FALSE(later);
  EXPECT_THAT(later.error(), HasSubstr("newer Ebb (version 7"));

  std::ofstream(path("letter.ebb")) << std::string(5000, 'x') << "\nDear Ros\n";
  Database{(std::ofstream(path("other.ebb")), path("other.ebb")), Database::Access::change}.execute(
      "CREATE TABLE theirs(a)");
  for (const char* name : {"letter.ebb", "other.ebb"}) {
    const auto session = read_session(path(name));
    ASSERT_FALSE(session);
    EXPECT_THAT(session.error(), HasSubstr("this is no session"));
  }
  const auto none = read_session(path("none.ebb"));
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error(), HasSubstr("there is no such file"));
}

TEST_F(SessionFileTest, KeepsBelowAFolderThatIsALink) {
  const fs::path real = folder_.path() / "real";
  fs::create_directory(real);
  fs::create_directory_symlink(real, folder_.path() / "linked");
  const fs::path file = folder_.path() / "linked" / "one.ebb";
  SessionFile keeping{file, start_of()};
  keeping.write(beginning());
  keeping.close();
  EXPECT_TRUE(read_session(file));
  fs::create_symlink(real / "one.ebb", folder_.path() / "one-linked.ebb");
  EXPECT_FALSE(read_session(folder_.path() / "one-linked.ebb")) << "the file itself must be none";
}

TEST_F(SessionFileTest, ReadsNoTablesButItsOwn) {
  for (const char* harm :
       {"ALTER TABLE sensors ADD COLUMN more TEXT AS (hex(zeroblob(200000000)))",
        "CREATE VIRTUAL TABLE theirs USING fts5(a)", "CREATE VIEW theirs AS SELECT 1",
        "CREATE TABLE theirs(a)",
        "DROP TABLE marks; CREATE VIEW marks AS SELECT 1 id, 1 at_us, hex(zeroblob(9)) label"}) {
    fs::remove(path());
    SessionFile file{path(), start_of()};
    file.write(beginning());
    file.close();
    ASSERT_TRUE(read_session(path()));
    Database{path(), Database::Access::change}.execute(harm);
    const auto session = read_session(path());
    ASSERT_FALSE(session) << harm;
    EXPECT_THAT(session.error(), testing::HasSubstr("tables")) << harm;
    EXPECT_FALSE(SessionPlayback::open(path())) << harm;
    EXPECT_THROW(open_session_to_change(path()), SessionTrouble) << harm;
  }
}

TEST_F(SessionFileTest, KeepsWhatCameHoursApartInBlocksThatAreBelieved) {
  SessionFile file{path(), start_of()};
  std::vector<KeptItem> all = beginning();
  for (int i = 0; i < 40; ++i) {
    KeptChunk chunk;
    chunk.arrival = after(1800 * i);
    chunk.bytes = {static_cast<std::uint8_t>(i)};
    all.emplace_back(chunk);
  }
  file.write(all);
  file.close();
  auto playback = SessionPlayback::open(path());
  ASSERT_TRUE(playback);
  int chunks = 0;
  while (const auto item = playback->next()) {
    chunks += std::holds_alternative<KeptChunk>(*item) ? 1 : 0;
  }
  EXPECT_EQ(chunks, 40);
  EXPECT_EQ(playback->damaged_blocks(), 0U);
}

TEST_F(SessionFileTest, JoinsSixteenSecondsAndFourOfThoseAndLosesNothing) {
  SessionFile file{path(), start_of()};
  file.write(beginning());
  std::vector<KeptChunk> all;
  for (int second = 0; second < 64 + 16 + 3; ++second) {
    const std::vector<KeptItem> items = second_of(second);
    for (const KeptItem& item : items) {
      if (const auto* chunk = std::get_if<KeptChunk>(&item)) {
        all.push_back(*chunk);
      }
    }
    file.write(items);
  }
  file.close();
  Database blocks{path(), Database::Access::look};
  EXPECT_EQ(blocks.integer("SELECT count(*) FROM raw"), 1 + 1 + 3);
  EXPECT_EQ(blocks.integer("SELECT max(chunks) FROM raw"), 64 * 20);
  auto playback = SessionPlayback::open(path());
  ASSERT_TRUE(playback);
  const std::vector<KeptChunk> back = chunks_of(*playback);
  ASSERT_EQ(back.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(back[i].arrival, all[i].arrival);
    EXPECT_EQ(back[i].bytes, all[i].bytes);
  }
}

TEST_F(SessionFileTest, JoinsNoMoreThanABlockMayHold) {
  SessionFile file{path(), start_of()};
  file.write(beginning());
  constexpr std::size_t kMuch = 250'000;  // a flood: more a second than any serial line brings
  for (int second = 0; second < 40; ++second) {
    KeptChunk chunk;
    chunk.arrival = after(second);
    chunk.bytes.resize(kMuch);
    std::mt19937 random(static_cast<unsigned>(second));
    std::generate(chunk.bytes.begin(), chunk.bytes.end(),
                  [&] { return static_cast<std::uint8_t>(random() % 4); });
    file.write(std::vector<KeptItem>{chunk});
  }
  file.close();
  auto playback = SessionPlayback::open(path());
  ASSERT_TRUE(playback);
  EXPECT_EQ(chunks_of(*playback).size(), 40U);
  EXPECT_EQ(playback->damaged_blocks(), 0U);
}

TEST_F(SessionFileTest, IsLedFromVersionToVersionWithAllItHolds) {
  fs::create_directories(path().parent_path());
  std::ofstream{path()};
  Database file{path(), Database::Access::change};
  const std::array<std::string_view, 2> chain{
      "CREATE TABLE marks(at REAL); INSERT INTO marks VALUES(1.5);",
      "ALTER TABLE marks ADD COLUMN at_us INTEGER; UPDATE marks SET at_us = at * 1000000;"};
  migrate(file, std::span{chain}.first(1));
  EXPECT_EQ(file.integer("PRAGMA user_version"), 1);
  migrate(file, chain);
  EXPECT_EQ(file.integer("PRAGMA user_version"), 2);
  EXPECT_EQ(file.integer("PRAGMA application_id"), kApplicationId);
  EXPECT_EQ(file.integer("SELECT at_us FROM marks"), 1'500'000);
  migrate(file, chain);  // nothing left to do
  EXPECT_EQ(file.integer("SELECT count(*) FROM marks"), 1);
}

TEST_F(SessionFileTest, StaysAtItsVersionWhenTheWayToTheNextFails) {
  fs::create_directories(path().parent_path());
  std::ofstream{path()};
  Database file{path(), Database::Access::change};
  const std::array<std::string_view, 2> chain{"CREATE TABLE marks(at REAL);",
                                              "DROP TABLE marks; SELECT nonsense;"};
  migrate(file, std::span{chain}.first(1));
  EXPECT_THROW(migrate(file, chain), SqliteError);
  EXPECT_EQ(file.integer("PRAGMA user_version"), 1);
  EXPECT_EQ(file.integer("SELECT count(*) FROM marks"), 0);
}

TEST_F(SessionFileTest, WhatIsNotToBeKeptIsOverwrittenBeforeItsNameIsGone) {
  SessionFile file{path(), start_of()};
  file.write(beginning());
  for (int second = 0; second < 5; ++second) {
    file.write(second_of(second));
  }
  const std::array<std::string, 2> names{path().string(), path().string() + "-wal"};
  std::array<std::ifstream, 2> held{std::ifstream{names[0], std::ios::binary},
                                    std::ifstream{names[1], std::ios::binary}};
  const std::array<std::uintmax_t, 2> sizes{fs::file_size(names[0]), fs::file_size(names[1])};
  ASSERT_GT(sizes[1], 4096U);
  file.discard();
  EXPECT_TRUE(fs::is_empty(path().parent_path()));
  // Whoever looks at what the disk holds still finds nothing of it.
  for (std::size_t i = 0; i < held.size(); ++i) {
    ASSERT_TRUE(held[i].is_open());
    const std::string bytes{std::istreambuf_iterator<char>{held[i]}, {}};
    EXPECT_EQ(bytes.find_first_not_of('\0'), std::string::npos);
    EXPECT_GE(bytes.size(), sizes[i]) << "cut off, and left where it lay";
  }
  file.discard();  // once is enough
}

TEST(SessionFileNames, SayTheCalendarWhereItWas) {
  SessionStart start = start_of();
  EXPECT_EQ(file_name(start), "2026-11-22T19-30-00-0123456789abcdef.ebb");
  EXPECT_EQ(iso_8601(start.started_ms, 60), "2026-11-22T19:30:00+01:00");
  EXPECT_EQ(iso_8601(start.started_ms, -210), "2026-11-22T15:00:00-03:30");
  EXPECT_EQ(iso_8601(0, 0), "1970-01-01T00:00:00+00:00");
  EXPECT_EQ(iso_8601(-1, 0), "1970-01-01T00:00:00+00:00");
}

}  // namespace
}  // namespace ebb
