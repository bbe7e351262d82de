#pragma once

#include <filesystem>
#include <string>

#include "core/expected.hpp"
#include "feed/address.hpp"
#include "io/descriptor.hpp"

namespace ebb::io {

/// `$EBB_RUNTIME_DIR`, else `$XDG_RUNTIME_DIR/ebb`, else `/tmp/ebb-UID`. Nothing is made or
/// checked.
[[nodiscard]] std::filesystem::path default_runtime_folder();

/// 256 bits from the kernel, as 64 hexadecimal digits. Throws std::system_error if it has none.
[[nodiscard]] std::string make_token();

/// What a service in that folder published, or a sentence that says why there is nothing to read.
/// Folder and file must be the user's own and closed to others: a token from elsewhere is no token.
[[nodiscard]] Expected<feed::Address, std::string> read_feed_address(
    const std::filesystem::path& folder);

/// The service's hold on its runtime folder. One service at a time has it; the kernel lets go of it
/// when the process ends in whatever way, so what a killed service left behind is simply replaced.
class RuntimeFolder {
 public:
  /// Makes the folder (0700) if it is missing and takes hold of it. Throws std::runtime_error with
  /// a sentence when the folder is a link, not the user's, open to others, or another service's.
  explicit RuntimeFolder(std::filesystem::path folder);
  /// Removes feed.json if it is still the one that was published here.
  ~RuntimeFolder();
  RuntimeFolder(const RuntimeFolder&) = delete;
  RuntimeFolder& operator=(const RuntimeFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes feed.json (0600): a reader sees the old one or the new one, never half of it.
  void publish(const feed::Address& address);

 private:
  std::filesystem::path path_;
  std::string published_token_;
  Descriptor folder_;
  Descriptor lock_;  ///< goes first, when feed.json is no longer there
};

}  // namespace ebb::io
