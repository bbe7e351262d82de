#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "archive/lock/key_file.hpp"
#include "archive/lock/secret.hpp"

namespace ebb {

inline constexpr std::size_t kLockedBlock = 4096;  ///< bytes: the head, and a page in plain

using SealedKey = std::array<std::uint8_t, 80>;
using HeadBytes = std::array<std::uint8_t, kLockedBlock>;

/// How a locked file begins: its own key, which only the person's secret key brings out. Whoever
/// overwrites this has destroyed the file. docs/passphrase.md has it byte by byte.
struct LockedHead {
  PublicKey public_key{};  ///< of the person whose file it is
  SealedKey sealed_key{};
};

[[nodiscard]] HeadBytes encode(const LockedHead& head);
/// Nothing: it is damaged.
[[nodiscard]] std::optional<LockedHead> decode_locked_head(std::span<const std::uint8_t> bytes);
/// By its first bytes, damaged or not.
[[nodiscard]] bool begins_locked(std::span<const std::uint8_t> bytes);

/// A fresh key, and the head that gives it back.
struct NewFileKey {
  LockedHead head;
  Secret key;  ///< 32 bytes
};
[[nodiscard]] NewFileKey make_file_key(const PublicKey& person);
/// Nothing: that key is not the person's, or the head is not genuine.
[[nodiscard]] std::optional<Secret> file_key(const LockedHead& head, const Secret& person);

}  // namespace ebb
