#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ebb {

/// Bytes to lines. A line ends at LF or CR, so that CR LF costs an empty line, which is left out;
/// blanks around it are taken off. Lines longer than kLongest are dropped and counted, so memory is
/// bounded whatever comes.
class LineSplitter {
 public:
  static constexpr std::size_t kLongest = 512;

  struct Line {
    std::string_view text;  ///< until the next push
    bool first = false;     ///< since opening: may be the tail of a line
  };

  std::optional<Line> push(std::uint8_t byte);
  /// Forget the half-read line; the next is the first again. The counts stay.
  void reset();

  [[nodiscard]] std::uint64_t too_long() const { return too_long_; }
  [[nodiscard]] std::uint64_t dropped_bytes() const { return dropped_bytes_; }

 private:
  std::array<char, kLongest> text_{};
  std::size_t size_ = 0;  ///< beyond kLongest: being dropped
  bool first_ = true;
  std::uint64_t too_long_ = 0;
  std::uint64_t dropped_bytes_ = 0;
};

}  // namespace ebb
