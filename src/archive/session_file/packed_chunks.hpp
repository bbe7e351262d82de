#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/time.hpp"

namespace ebb {

/// What arrived together from one sensor. `seq` is its place among all that the session kept, so
/// that it can be played again in the very order.
struct KeptChunk {
  std::int64_t seq = 0;
  std::uint32_t sensor = 0;
  HostTime arrival;
  std::vector<std::uint8_t> bytes;
  friend bool operator==(const KeptChunk&, const KeptChunk&) = default;
};

/// The most bytes that a block may unpack to.
inline constexpr std::size_t kLargestBlock = 16U << 20U;

/// A block of chunks, compressed by zlib. Inside: the number of chunks; then for each chunk, in
/// turn, four numbers (seq, less the one before; sensor; arrival in us, less the one before;
/// length); then the bytes, those of the sensor with the lowest number first, each sensor's in
/// order. The first seq and arrival stand outside. Numbers are LEB128, the arrivals' zigzag. All
/// chunks together must be no longer than half a kLargestBlock.
[[nodiscard]] std::vector<std::uint8_t> pack(std::span<const KeptChunk> chunks);

/// How far from its first arrival any other of a block may be.
inline constexpr Microseconds kLongestBlock = std::chrono::hours{1};

/// Nothing when the block is damaged, or larger or longer than it may be.
std::optional<std::vector<KeptChunk>> unpack(std::span<const std::uint8_t> packed,
                                             std::int64_t first_seq, HostTime first);

}  // namespace ebb
