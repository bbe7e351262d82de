#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "archive/lock/key_file.hpp"
#include "archive/lock/secret.hpp"

namespace ebb {

// The database inside a locked file is, byte for byte, the one that a file in plain would be, but
// for the two bytes that say whether SQLite keeps a log: so locking and opening are copies.

/// A whole locked file of a database at rest (no log, no journal beside it).
[[nodiscard]] std::vector<std::uint8_t> locked_copy(std::span<const std::uint8_t> database,
                                                    const PublicKey& person);

struct PlainCopy {
  std::vector<std::uint8_t> database;
  std::size_t damaged = 0;  ///< pages that are not genuine, or are cut off: zeros
};
/// Nothing: the file's own key cannot be brought out.
[[nodiscard]] std::optional<PlainCopy> plain_copy(std::span<const std::uint8_t> file,
                                                  const Secret& person);

}  // namespace ebb
