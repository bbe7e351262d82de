#include "archive/lock/secret.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>

#include <sodium.h>

namespace ebb {

void ready_sodium() {
  if (sodium_init() < 0) {
    std::abort();  // no source of randomness: nothing that follows would be safe
  }
}

void fill_randomly(std::span<std::uint8_t> bytes) {
  ready_sodium();
  randombytes_buf(bytes.data(), bytes.size());
}

void wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

void Secret::Wipe::operator()(std::uint8_t* bytes) const { sodium_free(bytes); }

Secret::Secret(std::size_t size) : size_(size) {
  ready_sodium();
  bytes_.reset(static_cast<std::uint8_t*>(sodium_malloc(size)));
  if (!bytes_) {
    throw std::bad_alloc();
  }
  sodium_memzero(bytes_.get(), size);
}

Secret::Secret(std::span<const std::uint8_t> bytes) : Secret(bytes.size()) {
  std::copy(bytes.begin(), bytes.end(), bytes_.get());
}

}  // namespace ebb
