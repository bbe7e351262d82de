#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "archive/lock/secret.hpp"

namespace ebb {

/// What a person types to open what is theirs: the bytes as they came, UTF-8 from a keyboard, with
/// every space. Nothing is normalised: the same letters typed the same way are the same passphrase.
class Passphrase {
 public:
  static constexpr std::size_t kMost = 1024;  ///< bytes

  Passphrase() : bytes_(kMost) {}
  explicit Passphrase(std::string_view text) : Passphrase() { push(text); }

  /// What does not fit is left out whole, and false comes back.
  bool push(std::string_view bytes);
  /// One that was typed. Control characters are passed over.
  bool push(char32_t character);
  /// A whole character of UTF-8.
  void drop_last();
  void clear();

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t characters() const;
  [[nodiscard]] std::span<const std::uint8_t> bytes() const { return bytes_.bytes().first(size_); }
  [[nodiscard]] bool same_as(const Passphrase& other) const;

 private:
  Secret bytes_;
  std::size_t size_ = 0;
};

}  // namespace ebb
