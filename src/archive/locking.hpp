#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "archive/lock/key_ring.hpp"

namespace ebb {

/// 0 to 1, between one file and the next: whoever throws from here ends it in good order.
using LockingProgress = std::function<void(double share)>;

struct Locking {
  std::size_t sessions = 0;           ///< that were turned
  std::vector<std::string> troubles;  ///< a sentence for each file that was left as it is
};

/// Turns whatever lies in plain in the folder of sessions (those put away too), and the journal
/// beside it, into locked files one after the other: the locked one is whole, read again and on the
/// disk before the one in plain is overwritten and removed. It can be broken off at any moment,
/// even by a power cut, and goes on when it is called again. The person's folder is locked already.
Locking lock_all(const std::filesystem::path& sessions, const Unlocked& keys,
                 const LockingProgress& progress);
/// The other way. While no trouble comes back nothing locked is left but the key file.
Locking unlock_all(const std::filesystem::path& sessions, const Unlocked& keys,
                   const LockingProgress& progress);

/// How many sessions lie there in plain still, because locking was broken off.
[[nodiscard]] std::size_t count_in_plain(const std::filesystem::path& sessions);

}  // namespace ebb
