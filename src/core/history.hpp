#pragma once

#include <array>
#include <cassert>
#include <cstddef>

namespace ebb {

/// The last N values; the oldest drops out. No allocation. Index 0 is the oldest.
template <class T, std::size_t N>
class History {
 public:
  void push(const T& value) {
    slots_[(first_ + size_) % N] = value;
    if (size_ == N) {
      first_ = (first_ + 1) % N;
    } else {
      ++size_;
    }
  }
  void drop_front() {
    assert(size_ > 0);
    first_ = (first_ + 1) % N;
    --size_;
  }
  void replace_back(const T& value) {
    assert(size_ > 0);
    slots_[(first_ + size_ - 1) % N] = value;
  }
  void reset() { first_ = size_ = 0; }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] bool full() const { return size_ == N; }
  static constexpr std::size_t capacity() { return N; }
  [[nodiscard]] const T& operator[](std::size_t i) const {
    assert(i < size_);
    return slots_[(first_ + i) % N];
  }
  [[nodiscard]] const T& front() const { return (*this)[0]; }
  [[nodiscard]] const T& back() const { return (*this)[size_ - 1]; }

 private:
  std::array<T, N> slots_{};
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace ebb
