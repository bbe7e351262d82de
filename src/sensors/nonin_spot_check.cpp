#include "sensors/nonin_spot_check.hpp"

#include <algorithm>
#include <numeric>

namespace ebb {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::array<std::uint8_t, 4> kBegin{0x00, 0x02, 0x00, 0x0D};
constexpr std::uint8_t kEnd = 0x03;
constexpr unsigned kNoMeasurement = 0x0100;
constexpr unsigned kFromMemory = 0x0010;
constexpr std::size_t kStatus = 8;  // within the data
constexpr std::size_t kRate = 10;

unsigned u16_be(Bytes bytes, std::size_t at) { return bytes[at] * 256U + bytes[at + 1]; }

/// How long a frame that begins so is as a whole; 0 = none does.
std::size_t whole_length(Bytes bytes) {
  if (!std::equal(
          bytes.begin(),
          bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), kBegin.size())),
          kBegin.begin())) {
    return 0;
  }
  if (bytes.size() < NoninSpotChecks::kHeader) {
    return NoninSpotChecks::kHeader + NoninSpotChecks::kLeastData + NoninSpotChecks::kFooter;
  }
  const std::size_t data = u16_be(bytes, kBegin.size());
  return data < NoninSpotChecks::kLeastData || data > NoninSpotChecks::kMostData
             ? 0
             : NoninSpotChecks::kHeader + data + NoninSpotChecks::kFooter;
}

bool adds_up(Bytes frame) {
  const auto data = frame.subspan(
      NoninSpotChecks::kHeader, frame.size() - NoninSpotChecks::kHeader - NoninSpotChecks::kFooter);
  return (std::accumulate(data.begin(), data.end(), 0U) & 0xFFU) == frame[frame.size() - 2] &&
         frame.back() == kEnd;
}

}  // namespace

std::optional<NoninSpotCheck> NoninSpotChecks::push(std::uint8_t byte) {
  bytes_[size_++] = byte;
  while (size_ > 0) {
    const std::size_t whole = whole_length(kept());
    if (whole > size_) {
      return std::nullopt;
    }
    if (whole != 0 && adds_up(kept().first(whole))) {
      const Bytes data = kept().subspan(kHeader);
      const unsigned status = u16_be(data, kStatus);
      const NoninSpotCheck found{.rate_bpm = static_cast<int>(u16_be(data, kRate)),
                                 .nothing = (status & kNoMeasurement) != 0,
                                 .from_memory = (status & kFromMemory) != 0};
      length_ = whole;
      forget(whole);
      return found;
    }
    forget(1);
  }
  return std::nullopt;
}

void NoninSpotChecks::forget(std::size_t count) {
  std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(count),
            bytes_.begin() + static_cast<std::ptrdiff_t>(size_), bytes_.begin());
  size_ -= count;
}

}  // namespace ebb
