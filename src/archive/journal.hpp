#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "archive/journal_entry.hpp"
#include "archive/lock/key_ring.hpp"
#include "core/expected.hpp"

namespace ebb {

inline constexpr std::string_view kJournalName = "journal.db";

/// All entries of a folder's journal, the newest first; none where there is no journal. The error
/// is a sentence.
[[nodiscard]] Expected<std::vector<JournalEntry>, std::string> read_journal(
    const std::filesystem::path& folder);

/// Keeps an entry, or keeps it as it is now: one with the same id is replaced. The journal (0600,
/// in a folder 0700) is made if there is none. While the folder is shut (lock/) it is sealed in a
/// file of its own instead, and comes into the journal when that is opened. The sentence that comes
/// back is empty when all went well.
[[nodiscard]] std::string keep_entry(const std::filesystem::path& folder,
                                     const JournalEntry& entry);

/// Takes what was written while the folder was shut into the journal, each with the session it was
/// about, and sentences of what could not be.
std::vector<std::string> take_in_sealed_words(const std::filesystem::path& folder,
                                              const std::filesystem::path& sessions,
                                              const Unlocked& keys);

/// Nothing of it stays in the file, nor beside it. An id that is not there is no error.
[[nodiscard]] std::string drop_entry(const std::filesystem::path& folder, std::string_view id);

/// Words that belonged to a session belong to none, for it is deleted; they stay as they are, and
/// the session's id does not. What is no journal is left alone. The sentence is empty when all went
/// well.
[[nodiscard]] std::string unlink_session(const std::filesystem::path& folder,
                                         std::string_view session);

}  // namespace ebb
