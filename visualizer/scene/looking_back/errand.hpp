#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "archive/exports/names_removed.hpp"
#include "archive/journal_entry.hpp"
#include "archive/kept_session.hpp"
#include "archive/lock/passphrase.hpp"
#include "visualizer/scene/looking_back/looked_at.hpp"

namespace ebb::scene {

// What looking back asks of the disk. It never waits: what is found comes when it comes.

struct ReadShelf {};
struct ReadSession {
  std::string session;  ///< id
};
struct KeepMark {
  std::string session;
  KeptMark mark;
};
struct DropMark {
  std::string session;
  std::string id;
};
struct KeepWords {
  std::string session;
  KeptWords words;
};
struct DropWords {
  std::string session;
  std::string id;
};
struct NameSession {
  std::string session;
  std::string label;
};
/// In place of a session's id: the one that was kept just now, if one was.
inline constexpr std::string_view kSessionNow = kSessionJustKept;

/// An entry without an id is a new one.
struct KeepEntry {
  JournalEntry entry;
};
struct DropEntry {
  std::string id;
};
struct DeleteSession {
  std::string session;
};
struct MoveSession {
  std::string session;
  bool away = true;  ///< or back on the shelf
};
/// Opens what is locked for this one visit; the passphrase is wiped when nobody holds it any more.
struct Unlock {
  std::shared_ptr<Passphrase> passphrase;
};
/// Nothing can be opened from here on.
struct LockAgain {};
/// One page about a session, as PDF and as a picture.
struct PrintSession {
  std::string session;
  std::string title;  ///< of its practice
};
/// What the person starred in sessions.
struct ReadStarred {};
/// What would leave if it were let out without names; `write`: it does, as it was shown last.
struct LetOutSession {
  std::string session;
  bool write = false;
  std::vector<std::string> labels{};  ///< ids of the marks whose labels leave with them
};
using Errand = std::variant<ReadShelf, ReadSession, KeepMark, DropMark, KeepWords, DropWords,
                            NameSession, KeepEntry, DropEntry, DeleteSession, MoveSession,
                            PrintSession, LetOutSession, ReadStarred, Unlock, LockAgain>;

/// What came of errands.
struct FoundShelf {
  std::vector<SessionHead> sessions;  ///< the newest first
  std::vector<SessionHead> put_away;  ///< apart from those
  std::vector<JournalEntry> journal;  ///< the newest first
  std::vector<std::string> troubles;
};
struct FoundSession {
  std::string session;
  std::shared_ptr<LookedAt> at;  ///< none: it cannot be read
};
/// A mark or words that the person starred.
struct StarredMoment {
  enum class Of { mark, words };
  std::string session;
  Of of = Of::mark;
  std::string text{};  ///< the label, or the words
};
struct FoundStarred {
  std::vector<StarredMoment> moments;
};
/// An entry that was new has an id and a time now.
struct FoundEntry {
  JournalEntry entry;
};
/// A sentence.
struct FoundTrouble {
  std::string sentence;
};
/// In place of the shelf, and the answer to LockAgain: it is locked.
struct FoundLocked {};
/// What came of Unlock: an empty sentence, and it is open.
struct FoundUnlocked {
  std::string trouble;
};
/// Every field that would leave, or has left.
struct FoundLeaving {
  std::string session;
  std::vector<LeavingField> fields;
};
/// It was written into this folder.
struct FoundWritten {
  std::string session;
  std::string folder;
};
using Found = std::variant<FoundShelf, FoundSession, FoundEntry, FoundTrouble, FoundLeaving,
                           FoundWritten, FoundStarred, FoundLocked, FoundUnlocked>;

}  // namespace ebb::scene
