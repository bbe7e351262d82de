#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ebb {

/// One measurement of a Nonin 9560 or 3150 in data format 13.
struct NoninSpotCheck {
  int rate_bpm = 0;          ///< 511 = none
  bool nothing = false;      ///< there was no measurement to tell
  bool from_memory = false;  ///< made earlier, perhaps hours ago
};

/// Finds data format 13 in a stream: 00 02 00 0D, a length of two bytes, so many bytes of data and
/// the low byte of their sum, 03. Data: eight bytes of date and time, status, rate (two bytes each,
/// high byte first), a reserved byte, SpO2; longer ones may follow and say more. The 9560's "OEM
/// Specification and Technical Information".
class NoninSpotChecks {
 public:
  static constexpr std::size_t kLeastData = 14;
  static constexpr std::size_t kMostData = 64;
  static constexpr std::size_t kHeader = 6;
  static constexpr std::size_t kFooter = 2;

  /// The measurement that this byte ends, if any.
  std::optional<NoninSpotCheck> push(std::uint8_t byte);
  void reset() { size_ = 0; }
  /// Bytes of the measurement that was given last.
  [[nodiscard]] std::size_t length() const { return length_; }

 private:
  [[nodiscard]] std::span<const std::uint8_t> kept() const { return {bytes_.data(), size_}; }
  void forget(std::size_t count);

  std::array<std::uint8_t, kHeader + kMostData + kFooter> bytes_{};
  std::size_t size_ = 0;
  std::size_t length_ = 0;
};

}  // namespace ebb
