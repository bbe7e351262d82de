#include "archive/lock/folder_lock.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <system_error>
#include <utility>

#include "archive/private_file.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

constexpr int kFoldersUp = 3;  ///< person/sessions/put-away/FILE

std::string reason(int error) { return std::generic_category().message(error); }

bool has_key_file(const fs::path& folder) {
  std::error_code failed;
  return fs::exists(fs::symlink_status(folder / kKeyFileName, failed));
}

/// A locked session in the folder, of a person whose key file has gone: nothing is to lie there in
/// plain all of a sudden. Such a session's name is its id.
std::optional<fs::path> locked_beside(const fs::path& file) {
  constexpr std::size_t kNameSize = 20;
  std::error_code failed;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
  for (fs::directory_iterator it{folder, failed}, end; !failed && it != end; it.increment(failed)) {
    const fs::path& other = it->path();
    if (other.extension() == ".ebb" && other.filename().string().size() == kNameSize &&
        is_locked_file(other)) {
      return other;
    }
  }
  return std::nullopt;
}

std::string damaged(const fs::path& file) {
  return file.string() +
         ": the key file is damaged, and without it nothing here can be opened. A copy of it from "
         "a backup opens everything again.";
}

}  // namespace

bool is_locked(const fs::path& person) { return has_key_file(person); }

bool is_shut(const fs::path& person) {
  if (!is_locked(person)) {
    return false;
  }
  const auto file = read_key_file(person);
  return !file || !is_unlocked(file->public_key);
}

std::optional<fs::path> locked_person_of(const fs::path& file) {
  std::error_code failed;
  fs::path folder = fs::absolute(file, failed).lexically_normal();
  for (int up = 0; up < kFoldersUp && folder.has_relative_path(); ++up) {
    folder = folder.parent_path();
    if (has_key_file(folder)) {
      return folder;
    }
    if (folder.parent_path().filename() == kPeopleFolder) {
      break;  // what lies above is somebody else's
    }
  }
  return std::nullopt;
}

Expected<KeyFile, std::string> read_key_file(const fs::path& person) {
  const fs::path file = person / kKeyFileName;
  std::array<std::uint8_t, KeyFile::kSize + 1> bytes{};
  const auto count = read_private_file(file, bytes);
  if (!count) {
    return Unexpected{file.string() + ": the key file cannot be read (" + reason(count.error()) +
                      ")."};
  }
  const auto read = decode_key_file(std::span{bytes}.first(*count));
  if (!read) {
    return Unexpected{damaged(file)};
  }
  return *read;
}

std::optional<std::string> write_key_file(const fs::path& person, const KeyFile& file) {
  const fs::path place = person / kKeyFileName;
  const auto bytes = encode(file);
  int error = make_private_folder(person);
  error = error != 0 ? error : replace_private_file(place, bytes);
  if (error != 0) {
    return place.string() + ": the key file cannot be written (" + reason(error) + ").";
  }
  return std::nullopt;
}

Expected<Unlocked, std::string> unlock(const fs::path& person, const Passphrase& passphrase) {
  const auto file = read_key_file(person);
  if (!file) {
    return Unexpected{file.error()};
  }
  auto secret = unwrap(*file, passphrase);
  if (secret) {
    return Unlocked{file->public_key, std::move(secret).value()};
  }
  switch (secret.error()) {
    case LockFault::wrong_passphrase:
      return Unexpected{std::string{"That is not the passphrase; nothing was opened."}};
    case LockFault::no_memory:
      return Unexpected{"There is not enough free memory to try the passphrase (" +
                        std::to_string(file->cost.memory >> 20U) +
                        " MiB are needed). Close something else and try again."};
    case LockFault::damaged:
      break;
  }
  return Unexpected{damaged(person / kKeyFileName)};
}

Expected<std::optional<OwnFileKey>, std::string> make_kept_file(const fs::path& file) {
  const auto person = locked_person_of(file);
  if (!person) {
    if (const auto other = locked_beside(file)) {
      return Unexpected{shut_sentence(*other)};
    }
    const int error = make_private_file(file);
    if (error != 0) {
      return Unexpected{reason(error)};
    }
    return std::optional<OwnFileKey>{};
  }
  const auto keys = read_key_file(*person);
  if (!keys) {
    return Unexpected{keys.error()};
  }
  NewFileKey made = make_file_key(keys->public_key);
  if (const int error = write_private_file(file, encode(made.head)); error != 0) {
    return Unexpected{reason(error)};
  }
  return std::optional{OwnFileKey{std::move(made)}};
}

bool is_locked_file(const fs::path& file) {
  std::array<std::uint8_t, 8> first{};
  const auto count = read_private_file(file, first);
  return count && begins_locked(std::span{first}.first(*count));
}

std::string shut_sentence(const fs::path& file) {
  const auto person = locked_person_of(file);
  if (person) {
    return file.string() + ": this is locked; the passphrase opens it.";
  }
  return file.string() + ": this is locked, and the key file (" + std::string{kKeyFileName} +
         ") that opens it is not there any more. A copy of it from a backup, put beside the "
         "journal, opens everything again; without one nobody can.";
}

}  // namespace ebb
