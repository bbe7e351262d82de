#pragma once

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace ebb::test {

/// How often this program has asked for memory. The counting operator new below replaces the
/// library's: include this header in exactly one source of a test program that counts.
inline std::atomic<std::size_t> g_allocations{0};

/// Counts what is asked for while it lives.
class AllocationGuard {
 public:
  [[nodiscard]] std::size_t count() const { return g_allocations.load() - before_; }

 private:
  std::size_t before_ = g_allocations.load();
};

}  // namespace ebb::test

// GCC cannot see that these belong together once it has inlined one of them.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

void* operator new(std::size_t size) {
  ++ebb::test::g_allocations;
  if (void* const p = std::malloc(size == 0 ? 1 : size)) {
    return p;
  }
  throw std::bad_alloc{};
}
void* operator new(std::size_t size, std::align_val_t align) {
  ++ebb::test::g_allocations;
  const auto a = static_cast<std::size_t>(align);
  if (void* const p = std::aligned_alloc(a, (size + a - 1) / a * a)) {
    return p;
  }
  throw std::bad_alloc{};
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
