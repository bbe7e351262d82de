#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "archive/lock/passphrase.hpp"
#include "archive/lock/secret.hpp"
#include "core/expected.hpp"

namespace ebb {

using PublicKey = std::array<std::uint8_t, 32>;  ///< X25519

/// What one try of a passphrase costs, by Argon2id (RFC 9106, one lane).
struct Argon2Cost {
  std::uint32_t passes = 3;
  std::uint64_t memory = 256ULL << 20U;  ///< bytes
  friend bool operator==(const Argon2Cost&, const Argon2Cost&) = default;
};
/// The dearest that a file may ask for: it could be made to hold a machine up.
inline constexpr Argon2Cost kDearest{16, 1ULL << 30U};

/// A person's pair of keys: whoever has the public one can lock, only the secret one opens, and
/// that lies here under the passphrase. docs/passphrase.md has it byte by byte.
struct KeyFile {
  static constexpr std::size_t kSize = 160;
  Argon2Cost cost;
  std::array<std::uint8_t, 16> salt{};
  PublicKey public_key{};
  std::array<std::uint8_t, 24> nonce{};
  std::array<std::uint8_t, 48> wrapped{};  ///< the secret key and the tag that proves it
};

[[nodiscard]] std::array<std::uint8_t, KeyFile::kSize> encode(const KeyFile& file);
/// Nothing: it is damaged, or asks for more than kDearest.
[[nodiscard]] std::optional<KeyFile> decode_key_file(std::span<const std::uint8_t> bytes);

enum class LockFault : std::uint8_t { wrong_passphrase, damaged, no_memory };

struct NewKeys {
  KeyFile file;
  Secret secret;  ///< 32 bytes
};
[[nodiscard]] Expected<NewKeys, LockFault> make_keys(const Passphrase& passphrase,
                                                     const Argon2Cost& cost);
/// The same pair under another passphrase.
[[nodiscard]] Expected<KeyFile, LockFault> wrap(const Secret& secret, const Passphrase& passphrase,
                                                const Argon2Cost& cost);
[[nodiscard]] Expected<Secret, LockFault> unwrap(const KeyFile& file, const Passphrase& passphrase);

}  // namespace ebb
