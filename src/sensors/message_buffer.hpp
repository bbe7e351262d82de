#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ebb {

/// What came and is not read yet, of a stream of messages that tell their own length. Whoever reads
/// takes from the front only what it knows: behind a false beginning whole messages may wait.
template <std::size_t kMost>
class MessageBuffer {
 public:
  void push(std::uint8_t byte) {
    assert(size_ < kMost);
    bytes_[size_++] = byte;
  }
  [[nodiscard]] std::span<const std::uint8_t> bytes() const {
    return std::span{bytes_}.first(size_);
  }
  /// The first `count` bytes are done with.
  void drop(std::size_t count) {
    assert(count <= size_);
    std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(count),
              bytes_.begin() + static_cast<std::ptrdiff_t>(size_), bytes_.begin());
    size_ -= count;
  }
  void reset() { size_ = 0; }

 private:
  std::array<std::uint8_t, kMost> bytes_{};
  std::size_t size_ = 0;
};

}  // namespace ebb
