#include "archive/session_file/packed_chunks.hpp"

#include <random>

#include <gtest/gtest.h>

namespace ebb {
namespace {

std::vector<KeptChunk> some_chunks(unsigned seed) {
  std::mt19937 random{seed};
  std::vector<KeptChunk> chunks(1 + random() % 200);
  std::int64_t seq = static_cast<std::int64_t>(random()) << (random() % 20);
  std::int64_t time = static_cast<std::int64_t>(random()) - 2'000'000'000;
  for (KeptChunk& chunk : chunks) {
    chunk.seq = seq;
    chunk.sensor = static_cast<std::uint32_t>(random() % 5 == 0 ? random() : random() % 3);
    chunk.arrival = HostTime{Microseconds{time}};
    chunk.bytes.resize(random() % (random() % 10 == 0 ? 5000 : 20));
    for (std::uint8_t& byte : chunk.bytes) {
      byte = static_cast<std::uint8_t>(random());
    }
    seq += 1 + static_cast<std::int64_t>(random() % 3);
    // Mostly forward, now and then back.
    time += static_cast<std::int64_t>(random() % 100'000) - 1000;
  }
  return chunks;
}

TEST(PackedChunks, AreUnpackedAsTheyWere) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const std::vector<KeptChunk> chunks = some_chunks(seed);
    const auto back = unpack(pack(chunks), chunks.front().seq, chunks.front().arrival);
    ASSERT_TRUE(back) << seed;
    EXPECT_EQ(*back, chunks) << seed;
  }
}

TEST(PackedChunks, DamagedAreNeverBelieved) {
  std::mt19937 random{1};
  const std::vector<KeptChunk> chunks = some_chunks(3);
  const std::vector<std::uint8_t> packed = pack(chunks);
  const HostTime first = chunks.front().arrival;
  for (std::size_t size = 0; size < packed.size(); size += 1 + packed.size() / 300) {
    EXPECT_FALSE(unpack(std::span{packed}.first(size), 0, first)) << size;
  }
  for (int i = 0; i < 300; ++i) {
    std::vector<std::uint8_t> damaged = packed;
    damaged[random() % damaged.size()] ^= static_cast<std::uint8_t>(1U << (random() % 8));
    if (const auto back = unpack(damaged, chunks.front().seq, first)) {
      EXPECT_EQ(*back, chunks);  // a bit that means nothing
    }
  }
}

TEST(PackedChunks, ThatClaimToHaveComeAgesApartAreNotBelieved) {
  const HostTime first{Microseconds{1'000'000}};
  const auto two = [first](Microseconds apart) {
    return std::vector<KeptChunk>{{1, 0, first, {1}}, {2, 0, first + apart, {2}}};
  };
  for (const Microseconds apart : {kLongestBlock, -kLongestBlock}) {
    EXPECT_TRUE(unpack(pack(two(apart)), 1, first));
    EXPECT_FALSE(unpack(pack(two(apart + apart / 1000)), 1, first));
    EXPECT_FALSE(unpack(pack(two(apart * 1'000'000)), 1, first));
  }
}

}  // namespace
}  // namespace ebb
