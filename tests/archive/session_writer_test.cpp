#include "archive/session_writer.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/session_file/schema.hpp"
#include "archive/session_file/session_reader.hpp"
#include "tests/archive/kept_evening.hpp"

namespace ebb {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

/// A disk that does as the test says. It outlives the store that writes to it.
struct Disk {
  std::mutex mutex;
  std::condition_variable changed;
  bool stalls = false;
  std::string trouble;  ///< what it fails with, if it does
  std::vector<KeptItem> kept;
  std::vector<std::size_t> batches;  ///< how many items each write brought
  int attempts = 0;
  bool surprise = false;  ///< it fails with something of which nobody thought
  bool closed = false;
  bool discarded = false;

  void set(const std::function<void(Disk&)>& change) {
    const std::lock_guard lock{mutex};
    change(*this);
    changed.notify_all();
  }
  /// Waits for what must come; a test that waits in vain ends by ctest's clock.
  void until(const std::function<bool(Disk&)>& condition) {
    std::unique_lock lock{mutex};
    changed.wait(lock, [&] { return condition(*this); });
  }
};

class DiskStore : public SessionStore {
 public:
  explicit DiskStore(Disk& disk) : disk_(disk) {}
  void write(std::span<const KeptItem> items) override {
    std::unique_lock lock{disk_.mutex};
    ++disk_.attempts;
    disk_.changed.notify_all();
    disk_.changed.wait(lock, [this] { return !disk_.stalls; });
    if (!disk_.trouble.empty()) {
      throw SessionTrouble(disk_.trouble);
    }
    if (disk_.surprise) {
      throw std::filesystem::filesystem_error("it went away", std::error_code{});
    }
    disk_.kept.insert(disk_.kept.end(), items.begin(), items.end());
    disk_.batches.push_back(items.size());
    disk_.changed.notify_all();
  }
  void close() override {
    disk_.set([](Disk& disk) { disk.closed = true; });
  }
  void discard() override {
    disk_.set([](Disk& disk) {
      disk.kept.clear();
      disk.discarded = true;
    });
  }

 private:
  Disk& disk_;
};

class SessionWriterTest : public testing::Test {
 protected:
  static SessionWriter::Manner quick() {
    SessionWriter::Manner manner;
    manner.between = Microseconds{1'000};
    return manner;
  }
  SessionWriter::Say say() {
    return [this](const std::string& sentence) {
      const std::lock_guard lock{said_mutex_};
      said_.push_back(sentence);
    };
  }
  std::vector<std::string> said() {
    const std::lock_guard lock{said_mutex_};
    return said_;
  }
  static KeptChunk chunk(int number, std::size_t size = 10) {
    KeptChunk out;
    out.arrival = after(number);
    out.bytes.assign(size, static_cast<std::uint8_t>(number));
    return out;
  }
  void expect_all(int count) {
    ASSERT_THAT(disk_.kept, SizeIs(count));
    for (int i = 0; i < count; ++i) {
      EXPECT_EQ(std::get<KeptChunk>(disk_.kept[static_cast<std::size_t>(i)]).arrival, after(i));
    }
  }

  Disk disk_;
  std::mutex said_mutex_;
  std::vector<std::string> said_;
};

TEST_F(SessionWriterTest, WritesAllThatCameInItsOrder) {
  SessionWriter writer{std::make_unique<DiskStore>(disk_), say(), quick()};
  for (int i = 0; i < 500; ++i) {
    writer.push(chunk(i));
  }
  writer.finish();
  expect_all(500);
  EXPECT_TRUE(disk_.closed);
  EXPECT_TRUE(said().empty());
}

TEST_F(SessionWriterTest, WritesTogetherWhatBelongsTogether) {
  SessionWriter::Manner manner = quick();
  manner.between = Microseconds{0};  // wherever it may be cut, it is
  SessionWriter writer{std::make_unique<DiskStore>(disk_), say(), manner};
  for (int i = 0; i < 2'000; ++i) {
    const Beat made{.time = after(i)};
    writer.push({chunk(i), Event{made}, Event{made}});
  }
  writer.finish();
  ASSERT_THAT(disk_.kept, SizeIs(6'000));
  for (const std::size_t batch : disk_.batches) {
    ASSERT_EQ(batch % 3, 0U);
  }
}

TEST_F(SessionWriterTest, DropsNoByteWhileTheDiskStandsStill) {
  disk_.stalls = true;
  SessionWriter writer{std::make_unique<DiskStore>(disk_), say(), quick()};
  writer.push(chunk(0));
  disk_.until([](Disk& disk) { return disk.attempts == 1; });
  // The disk answers nothing, and every push returns all the same: else this would never end.
  for (int i = 1; i < 5'000; ++i) {
    writer.push(chunk(i));
  }
  EXPECT_TRUE(disk_.kept.empty());
  disk_.set([](Disk& disk) { disk.stalls = false; });
  writer.finish();
  expect_all(5'000);
  EXPECT_EQ(writer.left_out(), 0U);
  EXPECT_TRUE(said().empty());
}

TEST_F(SessionWriterTest, SaysOnceThatTheDiskIsFullAndGoesOnWhenItIsNot) {
  disk_.trouble = "The disk is full.";
  SessionWriter writer{std::make_unique<DiskStore>(disk_), say(), quick()};
  writer.push(chunk(0));
  disk_.until([](Disk& disk) { return disk.attempts >= 3; });
  writer.push(chunk(1));
  disk_.until([](Disk& disk) { return disk.attempts >= 6; });
  EXPECT_THAT(said(), testing::ElementsAre("The disk is full."));
  disk_.set([](Disk& disk) { disk.trouble.clear(); });
  disk_.until([](Disk& disk) { return disk.kept.size() == 2; });
  writer.push(chunk(2));
  writer.finish();
  expect_all(3);
  EXPECT_THAT(said(), SizeIs(1));
}

TEST_F(SessionWriterTest, KeepsItsMemoryWithinItsBoundAndSaysWhatThatCosts) {
  disk_.stalls = true;
  SessionWriter::Manner manner = quick();
  manner.most_waiting = 1U << 20U;
  SessionWriter writer{std::make_unique<DiskStore>(disk_), say(), manner};
  for (int i = 0; i < 2'000; ++i) {
    writer.push(chunk(i, 1'000));
  }
  EXPECT_GT(writer.left_out(), 0U);
  ASSERT_THAT(said(), SizeIs(1));
  EXPECT_THAT(said().front(), HasSubstr("part of this session will be missing"));
  disk_.set([](Disk& disk) { disk.stalls = false; });
  writer.finish();
  expect_all(2'000 - static_cast<int>(writer.left_out()));
}

TEST_F(SessionWriterTest, SurvivesAFailureOfWhichNobodyThought) {
  disk_.surprise = true;
  SessionWriter writer{std::make_unique<DiskStore>(disk_), say(), quick()};
  writer.push(chunk(0));
  disk_.until([](Disk& disk) { return disk.attempts >= 2; });
  disk_.set([](Disk& disk) { disk.surprise = false; });
  writer.finish();
  expect_all(1);
  ASSERT_THAT(said(), SizeIs(1));
  EXPECT_THAT(said().front(), HasSubstr("it went away"));
}

TEST_F(SessionWriterTest, SaysAtTheEndHowMuchIsMissing) {
  disk_.trouble = "The disk is full.";
  SessionWriter writer{std::make_unique<DiskStore>(disk_), say(), quick()};
  for (int i = 0; i <= 12; ++i) {
    writer.push(chunk(i));
  }
  writer.finish();
  ASSERT_THAT(said(), SizeIs(2));
  EXPECT_THAT(said().back(), HasSubstr("about 12 s are missing"));
}

TEST_F(SessionWriterTest, CountsAllTheWordsThatItHolds) {
  disk_.stalls = true;
  SessionWriter::Manner manner = quick();
  manner.most_waiting = 1U << 20U;
  const std::string text(4'000, 'x');
  SessionWriter writer{std::make_unique<DiskStore>(disk_), say(), manner};
  for (int i = 0; i < 100; ++i) {
    writer.push(Event{PracticeEvent{after(i), text, text, text}});
    writer.push(
        KeptWords{"a", {.time = after(i), .text = "", .practice = text, .step = text}, false});
  }
  EXPECT_GT(writer.left_out(), 90U);
  disk_.set([](Disk& disk) { disk.stalls = false; });
}

TEST_F(SessionWriterTest, DiscardsWhatItWroteAndWhatWaits) {
  SessionWriter writer{std::make_unique<DiskStore>(disk_), say(), quick()};
  writer.push(chunk(0));
  disk_.until([](Disk& disk) { return disk.kept.size() == 1; });
  writer.push(chunk(1));
  writer.discard();
  writer.push(chunk(2));
  writer.finish();
  EXPECT_TRUE(writer.over());
  EXPECT_TRUE(disk_.discarded);
  EXPECT_FALSE(disk_.closed);
  EXPECT_TRUE(disk_.kept.empty());
}

TEST_F(SessionWriterTest, WaitsForNobodyWhenItEndsOrDiscards) {
  disk_.stalls = true;
  SessionWriter writer{std::make_unique<DiskStore>(disk_), say(), quick()};
  writer.push(chunk(0));
  disk_.until([](Disk& disk) { return disk.attempts == 1; });
  writer.end();
  writer.discard();  // or this would never return
  EXPECT_FALSE(writer.over());
  disk_.set([](Disk& disk) { disk.stalls = false; });
  disk_.until([](Disk& disk) { return disk.discarded; });
  EXPECT_TRUE(disk_.kept.empty());
}

TEST_F(SessionWriterTest, IsNotHeldAtItsEndByADiskThatNeverAnswers) {
  auto disk = std::make_shared<Disk>();
  disk->stalls = true;
  SessionWriter::Manner manner = quick();
  manner.farewell = Microseconds{20'000};
  {
    SessionWriter writer{std::make_unique<DiskStore>(*disk), say(), manner};
    writer.push(chunk(0));
    writer.finish();
  }
  EXPECT_THAT(said(), SizeIs(1)) << "what is missing";
  // Its thread is still there, waiting: let it go before the disk does.
  disk->set([](Disk& d) { d.stalls = false; });
  disk->until([](Disk& d) { return d.closed; });
}

TEST_F(SessionWriterTest, KeepsAWholeSessionInAFile) {
  OwnFolder folder;
  const auto file = folder.path() / "one.ebb";
  SessionWriter writer{std::make_unique<SessionFile>(file, start_of()), say(), quick()};
  for (KeptItem& item : beginning()) {
    writer.push(std::move(item));
  }
  for (int second = 0; second < 20; ++second) {
    for (KeptItem& item : second_of(second)) {
      writer.push(std::move(item));
    }
  }
  writer.push(KeptEnd{after(20)});
  writer.finish();
  const auto session = read_session(file);
  ASSERT_TRUE(session) << session.error();
  EXPECT_THAT(session->beats, SizeIs(20));
  EXPECT_TRUE(session->finished);
}

TEST_F(SessionWriterTest, LeavesNoFileOfASessionThatIsNotToBeKept) {
  OwnFolder folder;
  const auto file = folder.path() / "one.ebb";
  SessionWriter writer{std::make_unique<SessionFile>(file, start_of()), say(), quick()};
  for (KeptItem& item : beginning()) {
    writer.push(std::move(item));
  }
  while (!std::filesystem::exists(file)) {
    std::this_thread::yield();
  }
  writer.discard();
  writer.finish();
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  EXPECT_TRUE(said().empty());
}

TEST_F(SessionWriterTest, DiscardsNoFileThatWasThereBefore) {
  OwnFolder folder;
  const auto file = folder.path() / "one.ebb";
  std::ofstream{file} << "somebody's";
  SessionWriter writer{std::make_unique<SessionFile>(file, start_of()), say(), quick()};
  writer.push(chunk(0));
  writer.discard();
  writer.finish();
  EXPECT_TRUE(std::filesystem::exists(file));
}

}  // namespace
}  // namespace ebb
