#include "archive/lock/key_file.hpp"

#include <algorithm>
#include <cassert>
#include <string_view>

#include <sodium.h>

#include "archive/lock/byte_field.hpp"

namespace ebb {
namespace {

using Bytes = std::array<std::uint8_t, KeyFile::kSize>;

constexpr std::string_view kMagic{"EbbKeys\0", 8};
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kWrappedAt = 96;  ///< what stands before it, the passphrase vouches for
constexpr std::size_t kSumAt = 144;
constexpr std::size_t kSumSize = 16;
constexpr std::size_t kKeySize = 32;

std::span<const std::uint8_t> vouched(const Bytes& bytes) {
  return std::span{bytes}.first(kWrappedAt);
}

/// Tells damage from a wrong passphrase; it keeps nobody out.
std::array<std::uint8_t, kSumSize> sum_of(std::span<const std::uint8_t> bytes) {
  std::array<std::uint8_t, kSumSize> sum{};
  crypto_generichash(sum.data(), sum.size(), bytes.data(), kSumAt, nullptr, 0);
  return sum;
}

std::optional<Secret> stretched(const Passphrase& passphrase, const KeyFile& file) {
  Secret key{kKeySize};
  const auto typed = passphrase.bytes();
  const int failed = crypto_pwhash(
      key.bytes().data(), kKeySize, reinterpret_cast<const char*>(typed.data()), typed.size(),
      file.salt.data(), file.cost.passes, file.cost.memory, crypto_pwhash_ALG_ARGON2ID13);
  return failed == 0 ? std::optional{std::move(key)} : std::nullopt;
}

}  // namespace

Bytes encode(const KeyFile& file) {
  Bytes bytes{};
  const std::span all{bytes};
  std::copy(kMagic.begin(), kMagic.end(), bytes.begin());
  put_number(all.subspan(8, 4), kVersion);
  put_number(all.subspan(12, 4), file.cost.passes);
  put_number(all.subspan(16, 8), file.cost.memory);
  put_bytes(all.subspan(24), file.salt);
  put_bytes(all.subspan(40), file.public_key);
  put_bytes(all.subspan(72), file.nonce);
  put_bytes(all.subspan(kWrappedAt), file.wrapped);
  put_bytes(all.subspan(kSumAt), sum_of(all));
  return bytes;
}

std::optional<KeyFile> decode_key_file(std::span<const std::uint8_t> bytes) {
  ready_sodium();
  if (bytes.size() != KeyFile::kSize ||
      !std::equal(kMagic.begin(), kMagic.end(), bytes.begin(),
                  [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; }) ||
      number_of(bytes.subspan(8, 4)) != kVersion) {
    return std::nullopt;
  }
  const auto sum = sum_of(bytes);
  if (!std::equal(sum.begin(), sum.end(), bytes.begin() + kSumAt)) {
    return std::nullopt;
  }
  KeyFile file;
  file.cost.passes = static_cast<std::uint32_t>(number_of(bytes.subspan(12, 4)));
  file.cost.memory = number_of(bytes.subspan(16, 8));
  if (file.cost.passes < crypto_pwhash_OPSLIMIT_MIN || file.cost.passes > kDearest.passes ||
      file.cost.memory < crypto_pwhash_MEMLIMIT_MIN || file.cost.memory > kDearest.memory) {
    return std::nullopt;
  }
  std::copy_n(bytes.begin() + 24, file.salt.size(), file.salt.begin());
  std::copy_n(bytes.begin() + 40, file.public_key.size(), file.public_key.begin());
  std::copy_n(bytes.begin() + 72, file.nonce.size(), file.nonce.begin());
  std::copy_n(bytes.begin() + kWrappedAt, file.wrapped.size(), file.wrapped.begin());
  return file;
}

Expected<NewKeys, LockFault> make_keys(const Passphrase& passphrase, const Argon2Cost& cost) {
  Secret secret{kKeySize};
  PublicKey unused{};
  crypto_box_curve25519xchacha20poly1305_keypair(unused.data(), secret.bytes().data());
  auto file = wrap(secret, passphrase, cost);
  if (!file) {
    return Unexpected{file.error()};
  }
  return NewKeys{*file, std::move(secret)};
}

Expected<KeyFile, LockFault> wrap(const Secret& secret, const Passphrase& passphrase,
                                  const Argon2Cost& cost) {
  assert(secret.bytes().size() == kKeySize);
  KeyFile file;
  file.cost = cost;
  fill_randomly(file.salt);
  fill_randomly(file.nonce);
  crypto_scalarmult_base(file.public_key.data(), secret.bytes().data());
  const auto key = stretched(passphrase, file);
  if (!key) {
    return Unexpected{LockFault::no_memory};
  }
  const Bytes bytes = encode(file);
  const auto by = vouched(bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(file.wrapped.data(), nullptr, secret.bytes().data(),
                                             kKeySize, by.data(), by.size(), nullptr,
                                             file.nonce.data(), key->bytes().data());
  return file;
}

Expected<Secret, LockFault> unwrap(const KeyFile& file, const Passphrase& passphrase) {
  ready_sodium();
  const auto key = stretched(passphrase, file);
  if (!key) {
    return Unexpected{LockFault::no_memory};
  }
  Secret secret{kKeySize};
  const Bytes bytes = encode(file);
  const auto by = vouched(bytes);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          secret.bytes().data(), nullptr, nullptr, file.wrapped.data(), file.wrapped.size(),
          by.data(), by.size(), file.nonce.data(), key->bytes().data()) != 0) {
    return Unexpected{LockFault::wrong_passphrase};
  }
  return secret;
}

}  // namespace ebb
