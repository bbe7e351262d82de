#include "visualizer/app/past.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "archive/kept_evening.hpp"
#include "archive/locked_person.hpp"

namespace ebb::app {
namespace {

namespace fs = std::filesystem;

void keep_evening(const fs::path& folder) {
  fs::create_directories(folder / "sessions");
  SessionFile session{folder / "sessions" / "evening.ebb", start_of()};
  std::vector<KeptItem> items = beginning();
  items.emplace_back(KeptMark{"aa", after(12.5), "mentioned sister", false, Whose::therapist});
  items.emplace_back(KeptEnd{after(300)});
  session.write(items);
  session.close();
}

/// What answers one errand.
template <class Wanted>
Wanted asked(Past& past, scene::Errand errand) {
  past.ask({std::move(errand)});
  for (scene::Found& found : past.take_all()) {
    if (auto* one = std::get_if<Wanted>(&found)) {
      return std::move(*one);
    }
  }
  ADD_FAILURE() << "no such answer";
  return {};
}

TEST(Past, A13_MarksAreWrittenBackIntoTheSession) {
  const OwnFolder folder;
  keep_evening(folder.path());
  Past past{folder.path()};
  ASSERT_EQ(asked<scene::FoundShelf>(past, scene::ReadShelf{}).sessions.size(), 1U);
  const std::string id = start_of().id;
  auto session = asked<scene::FoundSession>(past, scene::ReadSession{id}).at;
  ASSERT_NE(session, nullptr);
  KeptMark mark = session->session.marks.at(0);
  mark.label = "family";
  past.ask({scene::KeepMark{id, mark}});
  session = asked<scene::FoundSession>(past, scene::ReadSession{id}).at;
  EXPECT_EQ(session->session.marks.at(0).label, "family");
  EXPECT_EQ(asked<scene::FoundSession>(past, scene::ReadSession{"nobody"}).at, nullptr);
}

TEST(Past, A22_AnEntryIsKeptWhenTheWindowCloses) {
  const OwnFolder folder;
  JournalEntry entry;
  entry.text = "nothing much, a bit lighter in the jaw";
  entry.session = scene::kSessionNow;
  {
    Past past{folder.path()};
    past.ask({scene::KeepEntry{entry}});
  }
  Past past{folder.path()};
  const auto shelf = asked<scene::FoundShelf>(past, scene::ReadShelf{});
  ASSERT_EQ(shelf.journal.size(), 1U);
  EXPECT_EQ(shelf.journal[0].text, entry.text);
  EXPECT_EQ(shelf.journal[0].id.size(), 16U);
  EXPECT_EQ(shelf.journal[0].session, "") << "no session was kept just now";
}

TEST(Past, A28_ASessionIsPutAwayBroughtBackAndDeletedForGood) {
  const OwnFolder folder;
  keep_evening(folder.path());
  const std::string id = start_of().id;
  Past past{folder.path()};
  (void)asked<scene::FoundShelf>(past, scene::ReadShelf{});
  auto shelf = asked<scene::FoundShelf>(past, scene::MoveSession{id, true});
  EXPECT_TRUE(shelf.sessions.empty());
  ASSERT_EQ(shelf.put_away.size(), 1U);
  shelf = asked<scene::FoundShelf>(past, scene::MoveSession{id, false});
  EXPECT_EQ(shelf.sessions.size(), 1U);
  shelf = asked<scene::FoundShelf>(past, scene::DeleteSession{id});
  EXPECT_TRUE(shelf.sessions.empty());
  for (const auto& file : fs::recursive_directory_iterator(folder.path())) {
    if (file.is_regular_file()) {
      std::ifstream in{file.path(), std::ios::binary};
      const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
      EXPECT_EQ(bytes.find(id), std::string::npos) << file.path();
      EXPECT_EQ(bytes.find("mentioned sister"), std::string::npos) << file.path();
    }
  }
}

std::string answered(Past& past, std::string_view words) {
  return asked<scene::FoundUnlocked>(past, scene::Unlock{std::make_shared<Passphrase>(words)})
      .trouble;
}

TEST(Past, A33_ALockedFolderTellsNothingUntilItIsOpened) {
  const OwnFolder folder;
  lock_folder(folder.path());
  keep_evening(folder.path());
  Past past{folder.path()};
  (void)asked<scene::FoundLocked>(past, scene::ReadShelf{});
  EXPECT_EQ(asked<scene::FoundSession>(past, scene::ReadSession{start_of().id}).at, nullptr);
  EXPECT_NE(answered(past, "another"), "");
  (void)asked<scene::FoundLocked>(past, scene::ReadShelf{});
  EXPECT_EQ(answered(past, kWords), "");
  EXPECT_EQ(asked<scene::FoundShelf>(past, scene::ReadShelf{}).sessions.size(), 1U);
  EXPECT_NE(asked<scene::FoundSession>(past, scene::ReadSession{start_of().id}).at, nullptr);
  (void)asked<scene::FoundLocked>(past, scene::LockAgain{});
  (void)asked<scene::FoundLocked>(past, scene::ReadShelf{});
  EXPECT_EQ(asked<scene::FoundSession>(past, scene::ReadSession{start_of().id}).at, nullptr);
}

TEST(Past, WordsAreKeptWithoutAPassphraseAndSeenWithOne) {
  const OwnFolder folder;
  lock_folder(folder.path());
  JournalEntry entry;
  entry.text = "a bit lighter in the jaw";
  {
    Past past{folder.path()};
    past.ask({scene::KeepEntry{entry}});
  }
  EXPECT_EQ(everything_in(folder.path()).find("lighter"), std::string::npos);
  Past past{folder.path()};
  EXPECT_EQ(answered(past, kWords), "");
  const auto shelf = asked<scene::FoundShelf>(past, scene::ReadShelf{});
  ASSERT_EQ(shelf.journal.size(), 1U);
  EXPECT_EQ(shelf.journal[0].text, entry.text);
}

}  // namespace
}  // namespace ebb::app
