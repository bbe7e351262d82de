#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace ebb {

/// Bytes that are nobody else's business: kept out of swap and out of core dumps where the system
/// allows that, and wiped when they go. Moved, never copied by the way.
class Secret {
 public:
  /// All zero.
  explicit Secret(std::size_t size);
  explicit Secret(std::span<const std::uint8_t> bytes);
  Secret(Secret&&) noexcept = default;
  Secret& operator=(Secret&&) noexcept = default;
  ~Secret() = default;

  [[nodiscard]] std::span<std::uint8_t> bytes() { return {bytes_.get(), size_}; }
  [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {bytes_.get(), size_}; }
  [[nodiscard]] Secret copy() const { return Secret{bytes()}; }

 private:
  struct Wipe {
    void operator()(std::uint8_t* bytes) const;
  };
  std::unique_ptr<std::uint8_t[], Wipe> bytes_;
  std::size_t size_ = 0;
};

/// The library of cryptography is ready from here on; may be called any number of times.
void ready_sodium();
/// Not to be foreseen by anybody.
void fill_randomly(std::span<std::uint8_t> bytes);
void wipe(std::span<std::uint8_t> bytes);

}  // namespace ebb
