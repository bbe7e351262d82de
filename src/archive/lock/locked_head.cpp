#include "archive/lock/locked_head.hpp"

#include <algorithm>
#include <string_view>

#include <sodium.h>

#include "archive/lock/byte_field.hpp"

namespace ebb {
namespace {

constexpr std::string_view kMagic{"EbbLock\0", 8};
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kSumSize = 32;
constexpr std::size_t kSumAt = kLockedBlock - kSumSize;
constexpr std::size_t kKeySize = 32;

std::array<std::uint8_t, kSumSize> sum_of(std::span<const std::uint8_t> bytes) {
  std::array<std::uint8_t, kSumSize> sum{};
  crypto_generichash(sum.data(), sum.size(), bytes.data(), kSumAt, nullptr, 0);
  return sum;
}

}  // namespace

HeadBytes encode(const LockedHead& head) {
  HeadBytes bytes{};
  const std::span all{bytes};
  std::copy(kMagic.begin(), kMagic.end(), bytes.begin());
  put_number(all.subspan(8, 4), kVersion);
  put_number(all.subspan(12, 4), kLockedBlock);
  put_bytes(all.subspan(16), head.public_key);
  put_bytes(all.subspan(48), head.sealed_key);
  put_bytes(all.subspan(kSumAt), sum_of(all));
  return bytes;
}

bool begins_locked(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= kMagic.size() &&
         std::equal(kMagic.begin(), kMagic.end(), bytes.begin(),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

std::optional<LockedHead> decode_locked_head(std::span<const std::uint8_t> bytes) {
  ready_sodium();
  if (bytes.size() != kLockedBlock || !begins_locked(bytes) ||
      number_of(bytes.subspan(8, 4)) != kVersion ||
      number_of(bytes.subspan(12, 4)) != kLockedBlock) {
    return std::nullopt;
  }
  const auto sum = sum_of(bytes);
  if (!std::equal(sum.begin(), sum.end(), bytes.begin() + kSumAt)) {
    return std::nullopt;
  }
  LockedHead head;
  std::copy_n(bytes.begin() + 16, head.public_key.size(), head.public_key.begin());
  std::copy_n(bytes.begin() + 48, head.sealed_key.size(), head.sealed_key.begin());
  return head;
}

NewFileKey make_file_key(const PublicKey& person) {
  Secret key{kKeySize};
  fill_randomly(key.bytes());
  LockedHead head;
  head.public_key = person;
  static_assert(sizeof(SealedKey) == kKeySize + crypto_box_curve25519xchacha20poly1305_SEALBYTES);
  crypto_box_curve25519xchacha20poly1305_seal(head.sealed_key.data(), key.bytes().data(), kKeySize,
                                              person.data());
  return {head, std::move(key)};
}

std::optional<Secret> file_key(const LockedHead& head, const Secret& person) {
  Secret key{kKeySize};
  const bool opened = crypto_box_curve25519xchacha20poly1305_seal_open(
                          key.bytes().data(), head.sealed_key.data(), head.sealed_key.size(),
                          head.public_key.data(), person.bytes().data()) == 0;
  return opened ? std::optional{std::move(key)} : std::nullopt;
}

}  // namespace ebb
