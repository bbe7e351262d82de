#pragma once

#include <filesystem>

#include "guidance/practice.hpp"

namespace ebb {

/// A shipped practice's file by its id. Throws StartError when the shipped practices are not there.
[[nodiscard]] std::filesystem::path find_practice(const std::string& id);

/// Reads and parses one practice file. Throws StartError with file, line and reason.
[[nodiscard]] Practice read_practice(const std::filesystem::path& file);

}  // namespace ebb
