#include "archive/lock/passphrase.hpp"

#include <algorithm>
#include <array>

#include <sodium.h>

namespace ebb {
namespace {

bool goes_on(std::uint8_t byte) { return (byte & 0xC0U) == 0x80U; }

}  // namespace

bool Passphrase::push(std::string_view bytes) {
  if (bytes.size() > kMost - size_) {
    return false;
  }
  std::copy(bytes.begin(), bytes.end(), bytes_.bytes().begin() + static_cast<long>(size_));
  size_ += bytes.size();
  return true;
}

bool Passphrase::push(char32_t c) {
  if (c < U' ' || c == U'\x7f' || c > 0x10FFFF) {
    return true;
  }
  std::array<char, 4> utf8{};
  std::size_t count = 0;
  const auto put = [&](char32_t byte) { utf8.at(count++) = static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
  }
  if (c >= 0x800) {
    put(0x80U | ((c >> 6U) & 0x3FU));
  }
  if (c >= 0x80) {
    put(0x80U | (c & 0x3FU));
  }
  const bool fits = push(std::string_view{utf8.data(), count});
  sodium_memzero(utf8.data(), utf8.size());
  return fits;
}

void Passphrase::drop_last() {
  const auto all = bytes_.bytes();
  while (size_ > 0) {
    const std::uint8_t last = all[--size_];
    all[size_] = 0;
    if (!goes_on(last)) {
      return;
    }
  }
}

void Passphrase::clear() {
  wipe(bytes_.bytes());
  size_ = 0;
}

std::size_t Passphrase::characters() const {
  const auto all = bytes();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](std::uint8_t byte) { return !goes_on(byte); }));
}

bool Passphrase::same_as(const Passphrase& other) const {
  return size_ == other.size_ &&
         sodium_memcmp(bytes_.bytes().data(), other.bytes_.bytes().data(), kMost) == 0;
}

}  // namespace ebb
