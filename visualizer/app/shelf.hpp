#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// A practice that cannot be begun; what() is a sentence with the file and what to do.
struct NoPractice : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The practices that come with Ebb, and no others.
[[nodiscard]] std::vector<Practice> shipped_shelf(const std::filesystem::path& program);

/// The file of a practice that is named as a file, or by its id on the shelf. Throws NoPractice.
[[nodiscard]] std::filesystem::path practice_file(const std::string& file_or_id,
                                                  const std::filesystem::path& program);

/// What is written in the practices' folders, told apart by names, sizes and times.
struct ShelfFolders {
  struct File {
    std::string path;
    std::int64_t inode = 0;
    std::int64_t size = 0;
    std::int64_t written_ns = 0;
    std::int64_t changed_ns = 0;
    bool operator==(const File&) const = default;
  };
  std::vector<File> files;
  bool operator==(const ShelfFolders&) const = default;
};
/// Reads no file: quick enough to be asked once a second.
[[nodiscard]] ShelfFolders look_at_shelf_folders(const std::filesystem::path& chosen,
                                                 const std::filesystem::path& program);

/// Loads `chosen`, or "Finding our own rhythm" when empty, and lays out the shelf: shipped
/// practices, those of $EBB_PRACTICE_FOLDER, the person's own; the same id replaces. A file that is
/// refused leaves the others as they are, and its sentence is among `refused`. Throws NoPractice
/// when there is nothing to begin.
[[nodiscard]] scene::Shelf load_shelf(const std::filesystem::path& chosen,
                                      const std::filesystem::path& program);

}  // namespace ebb::app
