#include "archive/session_file/packed_chunks.hpp"

#include <algorithm>
#include <cassert>
#include <map>

#define ZLIB_CONST  // what is packed is not written to
#include <zlib.h>

namespace ebb {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint64_t kMostChunks = 1'000'000;

void put(Bytes& out, std::uint64_t number) {
  for (; number >= 0x80U; number >>= 7U) {
    out.push_back(static_cast<std::uint8_t>(number | 0x80U));
  }
  out.push_back(static_cast<std::uint8_t>(number));
}

std::uint64_t zigzag(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return number < 0 ? ~(bits << 1U) : bits << 1U;
}

std::int64_t unzigzag(std::uint64_t number) {
  return static_cast<std::int64_t>((number & 1U) != 0 ? ~(number >> 1U) : number >> 1U);
}

/// Takes numbers off the front; once something is missing, it stays wrong.
class Taker {
 public:
  explicit Taker(std::span<const std::uint8_t> bytes) : rest_(bytes) {}
  std::uint64_t number() {
    std::uint64_t out = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) {
        break;
      }
      const std::uint8_t byte = rest_.front();
      rest_ = rest_.subspan(1);
      out |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      if (byte < 0x80U) {
        return out;
      }
    }
    good_ = false;
    return 0;
  }
  std::span<const std::uint8_t> take(std::size_t size) {
    if (size > rest_.size()) {
      good_ = false;
      size = 0;
    }
    const auto taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::span<const std::uint8_t> rest_;
  bool good_ = true;
};

std::optional<Bytes> inflated(std::span<const std::uint8_t> packed) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) {
    return std::nullopt;
  }
  Bytes out;
  stream.next_in = packed.data();
  stream.avail_in = static_cast<uInt>(std::min(packed.size(), kLargestBlock));
  int code = Z_OK;
  while (code == Z_OK && out.size() < kLargestBlock) {
    const std::size_t before = out.size();
    out.resize(before + std::max<std::size_t>(before, 16'384));
    stream.next_out = out.data() + before;
    stream.avail_out = static_cast<uInt>(out.size() - before);
    code = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  return code == Z_STREAM_END ? std::optional{std::move(out)} : std::nullopt;
}

}  // namespace

std::vector<std::uint8_t> pack(std::span<const KeptChunk> chunks) {
  assert(!chunks.empty());
  Bytes plain;
  put(plain, chunks.size());
  std::int64_t seq = chunks.front().seq;
  for (const KeptChunk& chunk : chunks) {
    put(plain, static_cast<std::uint64_t>(chunk.seq - seq));
    seq = chunk.seq;
  }
  std::map<std::uint32_t, Bytes> by_sensor;
  for (const KeptChunk& chunk : chunks) {
    put(plain, chunk.sensor);
    Bytes& bytes = by_sensor[chunk.sensor];
    bytes.insert(bytes.end(), chunk.bytes.begin(), chunk.bytes.end());
  }
  HostTime time = chunks.front().arrival;
  for (const KeptChunk& chunk : chunks) {
    put(plain, zigzag((chunk.arrival - time).count()));
    time = chunk.arrival;
  }
  for (const KeptChunk& chunk : chunks) {
    put(plain, chunk.bytes.size());
  }
  for (const auto& [sensor, bytes] : by_sensor) {
    plain.insert(plain.end(), bytes.begin(), bytes.end());
  }
  Bytes packed(compressBound(plain.size()));
  uLongf size = packed.size();
  const int code =
      compress2(packed.data(), &size, plain.data(), plain.size(), Z_DEFAULT_COMPRESSION);
  assert(code == Z_OK);
  packed.resize(code == Z_OK ? size : 0);
  return packed;
}

std::optional<std::vector<KeptChunk>> unpack(std::span<const std::uint8_t> packed,
                                             std::int64_t first_seq, HostTime first) {
  const std::optional<Bytes> plain = inflated(packed);
  if (!plain) {
    return std::nullopt;
  }
  Taker taker{*plain};
  const std::uint64_t count = taker.number();
  if (count == 0 || count > std::min<std::uint64_t>(kMostChunks, taker.left())) {
    return std::nullopt;
  }
  std::vector<KeptChunk> chunks(static_cast<std::size_t>(count));
  auto seq = static_cast<std::uint64_t>(first_seq);
  for (KeptChunk& chunk : chunks) {
    seq += taker.number();
    chunk.seq = static_cast<std::int64_t>(seq);
  }
  for (KeptChunk& chunk : chunks) {
    chunk.sensor = static_cast<std::uint32_t>(taker.number());
  }
  auto time = static_cast<std::uint64_t>(first.time_since_epoch().count());
  const auto begin = time;
  constexpr auto kSpan = static_cast<std::uint64_t>(kLongestBlock.count());
  for (KeptChunk& chunk : chunks) {
    time += static_cast<std::uint64_t>(unzigzag(taker.number()));
    if (time - begin + kSpan > 2 * kSpan) {  // before it or after; unsigned, so it cannot overflow
      return std::nullopt;
    }
    chunk.arrival = HostTime{Microseconds{static_cast<std::int64_t>(time)}};
  }
  std::map<std::uint32_t, std::vector<std::pair<KeptChunk*, std::size_t>>> by_sensor;
  for (KeptChunk& chunk : chunks) {
    by_sensor[chunk.sensor].emplace_back(&chunk, static_cast<std::size_t>(taker.number()));
  }
  for (const auto& [sensor, parts] : by_sensor) {
    for (const auto& [chunk, size] : parts) {
      const auto bytes = taker.take(size);
      chunk->bytes.assign(bytes.begin(), bytes.end());
    }
  }
  return taker.good() && taker.left() == 0 ? std::optional{std::move(chunks)} : std::nullopt;
}

}  // namespace ebb
