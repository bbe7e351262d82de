#include "archive/lock/sealed_unit.hpp"

#include <array>
#include <cassert>

#include <sodium.h>

#include "archive/lock/byte_field.hpp"

namespace ebb {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kNonce + kTag == kSealing);

using Place = std::array<std::uint8_t, 9>;

Place place_of(UnitKind kind, std::uint64_t number) {
  Place place{};
  place[0] = static_cast<std::uint8_t>(kind);
  put_number(std::span{place}.subspan(1), number);
  return place;
}

}  // namespace

void seal_unit(const Secret& key, UnitKind kind, std::uint64_t number,
               std::span<const std::uint8_t> plain, std::span<std::uint8_t> record) {
  assert(record.size() == plain.size() + kSealing);
  const auto nonce = record.first(kNonce);
  const auto tag = record.subspan(kNonce, kTag);
  const auto sealed = record.subspan(kSealing);
  fill_randomly(nonce);
  const Place place = place_of(kind, number);
  crypto_aead_xchacha20poly1305_ietf_encrypt_detached(
      sealed.data(), tag.data(), nullptr, plain.data(), plain.size(), place.data(), place.size(),
      nullptr, nonce.data(), key.bytes().data());
}

bool open_unit(const Secret& key, UnitKind kind, std::uint64_t number,
               std::span<const std::uint8_t> record, std::span<std::uint8_t> plain) {
  assert(record.size() == plain.size() + kSealing);
  const Place place = place_of(kind, number);
  const bool genuine = crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
                           plain.data(), nullptr, record.subspan(kSealing).data(), plain.size(),
                           record.subspan(kNonce, kTag).data(), place.data(), place.size(),
                           record.data(), key.bytes().data()) == 0;
  if (!genuine) {
    wipe(plain);
  }
  return genuine;
}

}  // namespace ebb
