#pragma once

#include <filesystem>
#include <string_view>

namespace ebb {

/// A file or folder that appears under its name only when all of it is there: it is made beside
/// that, under a name of its own, and gone again unless keep() was called. Whatever is wrong is a
/// StartError; what is there already is never written over.
class WholeFile {
 public:
  explicit WholeFile(std::filesystem::path to);
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  /// Where to make it.
  [[nodiscard]] const std::filesystem::path& being_made() const { return being_made_; }
  /// All of it is on the disk, and has its name.
  void keep();

 private:
  std::filesystem::path to_;
  std::filesystem::path being_made_;
};

/// Writes a file that only this person may read (0600).
void write_private(const std::filesystem::path& file, std::string_view content);

}  // namespace ebb
