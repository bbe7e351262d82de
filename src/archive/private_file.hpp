#pragma once

#include <filesystem>

namespace ebb {

/// Makes the folders that are missing, each for this person alone (0700), as the XDG base directory
/// specification wants it. Zero, or
/// errno.
int make_private_folder(const std::filesystem::path& folder);
/// Makes an empty file that was never open to anybody else (0600). It must not exist, nor is a
/// symbolic link followed. Zero, or errno.
int make_private_file(const std::filesystem::path& file);

}  // namespace ebb
