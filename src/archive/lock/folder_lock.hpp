#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "archive/lock/key_file.hpp"
#include "archive/lock/key_ring.hpp"
#include "core/expected.hpp"

namespace ebb {

// A person is a folder: the journal, and the sessions in a folder of it. It is locked when it holds
// a key file: then nothing more is written there in plain.

inline constexpr std::string_view kKeyFileName = "lock.key";
/// In the folder of a person who shares an account: theirs are in folders of this one.
inline constexpr std::string_view kPeopleFolder = "people";

/// Whether the person's folder is locked, be its key file as it may.
[[nodiscard]] bool is_locked(const std::filesystem::path& person);
/// Locked, and this program cannot open it just now.
[[nodiscard]] bool is_shut(const std::filesystem::path& person);
/// The folder of the person whom a session, a journal or an index belongs to, by where it lies:
/// the nearest folder above it that has a key file, as far up as a session that was put away lies,
/// and no farther than the folder of one of several people.
/// Nothing when none has: what lies there is not locked.
[[nodiscard]] std::optional<std::filesystem::path> locked_person_of(
    const std::filesystem::path& file);

/// The errors are sentences.
[[nodiscard]] Expected<KeyFile, std::string> read_key_file(const std::filesystem::path& person);
/// In place of the one that is there, if one is: a reader sees the old one or the new one, and so
/// does whoever comes after a power cut. Nothing, or a sentence.
[[nodiscard]] std::optional<std::string> write_key_file(const std::filesystem::path& person,
                                                        const KeyFile& file);
[[nodiscard]] Expected<Unlocked, std::string> unlock(const std::filesystem::path& person,
                                                     const Passphrase& passphrase);

/// A file (0600) that is locked if it lies with a locked person: then the key it can be written
/// with comes back, and whoever keeps that can write it. The file must not exist. Damage to the key
/// file is an error, as is what the system says: a sentence without the file's name, in both.
[[nodiscard]] Expected<std::optional<OwnFileKey>, std::string> make_kept_file(
    const std::filesystem::path& file);

/// Whether a file begins as a locked one does, damaged or not.
[[nodiscard]] bool is_locked_file(const std::filesystem::path& file);
/// Said of a file for which there is no key.
[[nodiscard]] std::string shut_sentence(const std::filesystem::path& file);

}  // namespace ebb
