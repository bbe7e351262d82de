#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "core/expected.hpp"

namespace ebb {

/// Makes the folders that are missing, each for this person alone (0700), as the XDG base directory
/// specification wants it. Zero, or
/// errno.
int make_private_folder(const std::filesystem::path& folder);
/// Makes an empty file that was never open to anybody else (0600). It must not exist, nor is a
/// symbolic link followed. Zero, or errno.
int make_private_file(const std::filesystem::path& file);
/// The same, with something in it that is on the disk when this returns.
int write_private_file(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);
/// Puts such a file under that name, in place of what has it: whoever looks sees the old one or the
/// new one, also after a power cut. Zero, or errno.
int replace_private_file(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);
/// Under a name that is free or not: on the disk when this returns. Zero, or errno.
int move_private_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// As much of a file as `out` has room for; a symbolic link is not followed. The error is errno.
Expected<std::size_t, int> read_private_file(const std::filesystem::path& file,
                                             std::span<std::uint8_t> out);

/// Overwrites a file and removes it. What has another name too, or is a link, is only removed. Zero
/// (also when there is none), or errno.
int erase_file(const std::filesystem::path& file);

}  // namespace ebb
