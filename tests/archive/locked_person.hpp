#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "archive/lock/folder_lock.hpp"

namespace ebb {

/// As little work as a passphrase can be.
inline constexpr Argon2Cost kQuick{1, 8192};
inline constexpr std::string_view kWords = "a lantern by the water";

/// Locks a folder that has nothing in it; nobody has opened it when this returns.
inline void lock_folder(const std::filesystem::path& person) {
  auto keys = make_keys(Passphrase{kWords}, kQuick);
  if (!keys || write_key_file(person, keys->file)) {
    throw std::runtime_error("no key file");
  }
}

inline Unlocked opened(const std::filesystem::path& person) {
  auto keys = unlock(person, Passphrase{kWords});
  if (!keys) {
    throw std::runtime_error(keys.error());
  }
  return std::move(keys).value();
}

inline std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The bytes and names of everything below a folder.
inline std::string everything_in(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    all += entry.path().filename().string() + "\n";
    if (entry.is_regular_file()) {
      all += content_of(entry.path());
    }
  }
  return all;
}

}  // namespace ebb
