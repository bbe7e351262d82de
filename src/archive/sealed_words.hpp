#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "archive/journal_entry.hpp"
#include "archive/lock/key_ring.hpp"
#include "core/expected.hpp"

namespace ebb {

// Words of the journal that were written while nobody could open it: each in a small file that only
// the person's secret key opens (0600, "words-...sealed").

/// The sentence that comes back is empty when all went well.
[[nodiscard]] std::string keep_sealed(const std::filesystem::path& person,
                                      const JournalEntry& entry);
[[nodiscard]] std::vector<std::filesystem::path> sealed_words(const std::filesystem::path& person);
/// The error is a sentence.
[[nodiscard]] Expected<JournalEntry, std::string> read_sealed(const std::filesystem::path& file,
                                                              const Unlocked& keys);

}  // namespace ebb
