#include "archive/lock/sealed_box.hpp"

#include <sodium.h>

namespace ebb {
namespace {

constexpr std::size_t kMore = crypto_box_curve25519xchacha20poly1305_SEALBYTES;
constexpr std::size_t kStep = 1024;

}  // namespace

std::vector<std::uint8_t> seal_for(const PublicKey& person, std::span<const std::uint8_t> bytes) {
  ready_sodium();
  std::vector<std::uint8_t> padded{bytes.begin(), bytes.end()};
  padded.resize((bytes.size() / kStep + 1) * kStep);
  std::vector<std::uint8_t> sealed(padded.size() + kMore);
  crypto_box_curve25519xchacha20poly1305_seal(sealed.data(), padded.data(), padded.size(),
                                              person.data());
  wipe(padded);
  return sealed;
}

std::optional<std::vector<std::uint8_t>> open_sealed(const PublicKey& person, const Secret& secret,
                                                     std::span<const std::uint8_t> sealed) {
  if (sealed.size() < kMore) {
    return std::nullopt;
  }
  std::vector<std::uint8_t> bytes(sealed.size() - kMore);
  if (crypto_box_curve25519xchacha20poly1305_seal_open(bytes.data(), sealed.data(), sealed.size(),
                                                       person.data(), secret.bytes().data()) != 0) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace ebb
