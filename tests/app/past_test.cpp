#include "visualizer/app/past.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "archive/kept_evening.hpp"
#include "archive/library.hpp"
#include "archive/locked_person.hpp"
#include "archive/session_removal.hpp"

namespace ebb::app {
namespace {

namespace fs = std::filesystem;

void keep_evening(const fs::path& folder, const std::string& id = start_of().id) {
  fs::create_directories(folder / "sessions");
  SessionFile session{file_in(folder / "sessions", start_of(id)), start_of(id)};
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

std::string answered(Past& past, std::string_view words) {
  return asked<scene::FoundUnlocked>(past, scene::Unlock{std::make_shared<Passphrase>(words)})
      .trouble;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    EXPECT_EQ(entry.status().permissions(), fs::perms::owner_read | fs::perms::owner_write);
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(Past, A27_APageIsPrintedIntoAFolderThatIsNamedAndNothingIsWrittenOver) {
  const OwnFolder folder;
  keep_evening(folder.path());
  Past past{folder.path()};
  (void)asked<scene::FoundShelf>(past, scene::ReadShelf{});
  const std::string id = start_of().id;
  const auto first = asked<scene::FoundWritten>(past, scene::PrintSession{id, "A kind pause"});
  EXPECT_EQ(first.folder, (folder.path() / "printed").string());
  auto files = files_in(folder.path() / "printed");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(text_of(files[0]).substr(0, 5), "%PDF-");
  EXPECT_EQ(text_of(files[1]).substr(1, 3), "PNG");
  (void)asked<scene::FoundWritten>(past, scene::PrintSession{id, "A kind pause"});
  EXPECT_EQ(files_in(folder.path() / "printed").size(), 4U);
}

/// The text of every page below a folder.
std::string pages_in(const fs::path& folder) {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".pdf") {
      const fs::path words = folder / "page.txt";
      const std::string command =
          "pdftotext '" + entry.path().string() + "' '" + words.string() + "'";
      EXPECT_EQ(std::system(command.c_str()), 0);
      text += text_of(words);
      fs::remove(words);
    }
  }
  return text;
}

TEST(Past, A28_PagesAndWhatWasLetOutGoWithTheSessionThatTheyCameFrom) {
  const OwnFolder folder;
  const std::string first = start_of().id;
  const std::string other = "fedcba9876543210";
  keep_evening(folder.path());
  keep_evening(folder.path(), other);
  Past past{folder.path()};
  (void)asked<scene::FoundShelf>(past, scene::ReadShelf{});
  for (const std::string& id : {first, first, other}) {
    (void)asked<scene::FoundWritten>(past, scene::PrintSession{id, "A kind pause"});
    (void)asked<scene::FoundLeaving>(past, scene::LetOutSession{id, false});
    (void)asked<scene::FoundWritten>(past, scene::LetOutSession{id, true});
    (void)asked<scene::FoundWritten>(past, scene::LetOutSession{id, true});
  }
  const auto left = [&folder](const char* where) { return files_in(folder.path() / where).size(); };
  EXPECT_EQ(left("printed"), 6U);
  EXPECT_EQ(left("let-out"), 6U);
  EXPECT_NE(pages_in(folder.path()).find("mentioned sister"), std::string::npos);
  for (const fs::path& page : files_in(folder.path() / "printed")) {
    EXPECT_EQ(page.filename().string().find("2026-"), std::string::npos) << "no day in its name";
  }

  // By the window, and as `ebb sessions delete` does it.
  (void)asked<scene::FoundShelf>(past, scene::DeleteSession{first});
  EXPECT_EQ(everything_in(folder.path()).find(first), std::string::npos);
  EXPECT_EQ(left("printed"), 2U) << "those of the other";
  EXPECT_EQ(left("let-out"), 2U);
  const fs::path sessions = folder.path() / "sessions";
  EXPECT_FALSE(delete_session(sessions, sessions / file_name(start_of(other)), other));
  EXPECT_EQ(left("printed"), 0U);
  EXPECT_EQ(left("let-out"), 0U);
  const std::string bytes = everything_in(folder.path()) + pages_in(folder.path());
  for (const std::string& gone : {std::string{"mentioned sister"}, start_of().label, other}) {
    EXPECT_EQ(bytes.find(gone), std::string::npos) << gone;
  }
}

TEST(Past, A28_OfALockedPersonTooNothingThatWasPrintedStays) {
  const OwnFolder folder;
  lock_folder(folder.path());
  keep_evening(folder.path());
  Past past{folder.path()};
  EXPECT_EQ(answered(past, kWords), "");
  (void)asked<scene::FoundShelf>(past, scene::ReadShelf{});
  const std::string id = start_of().id;
  (void)asked<scene::FoundWritten>(past, scene::PrintSession{id, ""});
  (void)asked<scene::FoundLeaving>(past, scene::LetOutSession{id, false});
  (void)asked<scene::FoundWritten>(past, scene::LetOutSession{id, true});
  (void)asked<scene::FoundShelf>(past, scene::DeleteSession{id});
  EXPECT_TRUE(files_in(folder.path() / "printed").empty());
  EXPECT_TRUE(files_in(folder.path() / "let-out").empty());
}

TEST(Past, A26_WhatIsLetOutIsWhatWasShownAndHoldsNoWords) {
  const OwnFolder folder;
  keep_evening(folder.path());
  Past past{folder.path()};
  (void)asked<scene::FoundShelf>(past, scene::ReadShelf{});
  const std::string id = start_of().id;
  const auto shown = asked<scene::FoundLeaving>(past, scene::LetOutSession{id, false});
  EXPECT_FALSE(shown.fields.empty());
  EXPECT_FALSE(fs::exists(folder.path() / "let-out")) << "it was only looked at";
  (void)asked<scene::FoundWritten>(past, scene::LetOutSession{id, true});
  const auto files = files_in(folder.path() / "let-out");
  ASSERT_EQ(files.size(), 1U);
  const std::string text = text_of(files[0]);
  EXPECT_NE(text.find("names removed"), std::string::npos);
  for (const std::string& never : {std::string{"mentioned sister"}, id, start_of().label}) {
    EXPECT_EQ(text.find(never), std::string::npos) << never;
    EXPECT_EQ(files[0].string().find(never), std::string::npos);
  }
  EXPECT_EQ(text.find(folder.path().filename().string()), std::string::npos) << "where it lay";
  EXPECT_EQ(text.find(file_name(start_of()).substr(0, 10)), std::string::npos) << "or the day";
}

TEST(Past, A26_OfAMarksLabelOnlyWhatWasTickedIsLetOut) {
  const OwnFolder folder;
  keep_evening(folder.path());
  Past past{folder.path()};
  (void)asked<scene::FoundShelf>(past, scene::ReadShelf{});
  const std::string id = start_of().id;
  const auto session = asked<scene::FoundSession>(past, scene::ReadSession{id}).at;
  const KeptMark& mark = session->session.marks.at(0);
  (void)asked<scene::FoundLeaving>(past, scene::LetOutSession{id, false, {mark.id}});
  (void)asked<scene::FoundWritten>(past, scene::LetOutSession{id, true, {mark.id}});
  const auto files = files_in(folder.path() / "let-out");
  ASSERT_EQ(files.size(), 1U);
  EXPECT_NE(text_of(files[0]).find(mark.label), std::string::npos);
}

TEST(Past, A26_WhatCouldNotBeShownAnewDoesNotLeaveAsItWasShownBefore) {
  const OwnFolder folder;
  keep_evening(folder.path());
  Past past{folder.path()};
  (void)asked<scene::FoundShelf>(past, scene::ReadShelf{});
  const std::string id = start_of().id;
  const auto session = asked<scene::FoundSession>(past, scene::ReadSession{id}).at;
  const std::string mark = session->session.marks.at(0).id;
  (void)asked<scene::FoundLeaving>(past, scene::LetOutSession{id, false, {mark}});
  // The label is ticked no more, but the session cannot be read just then.
  const fs::path file = read_library(folder.path() / "sessions").sessions.at(0).file;
  fs::rename(file, folder.path() / "elsewhere");
  (void)asked<scene::FoundTrouble>(past, scene::LetOutSession{id, false, {}});
  fs::rename(folder.path() / "elsewhere", file);
  (void)asked<scene::FoundLeaving>(past, scene::LetOutSession{id, true, {}});
  EXPECT_FALSE(fs::exists(folder.path() / "let-out"));
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
