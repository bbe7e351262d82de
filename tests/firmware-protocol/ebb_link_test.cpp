#include "firmware-protocol/ebb_link.h"

#include <array>
#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes cobs_encode(const Bytes& raw) {
  Bytes out(raw.size() + raw.size() / 254 + 1);
  out.resize(ebb_link_cobs_encode(raw.data(), raw.size(), out.data()));
  return out;
}

std::optional<Bytes> cobs_decode_in_place(Bytes code) {
  const std::size_t size = ebb_link_cobs_decode(code.data(), code.size(), code.data());
  if (size == static_cast<std::size_t>(-1)) {
    return std::nullopt;
  }
  code.resize(size);
  return code;
}

struct Seen {
  ebb_link_frame frame{};
  Bytes payload;
};

class Link {
 public:
  Link() { ebb_link_receiver_reset(&receiver_); }
  std::vector<Seen> push(const Bytes& bytes) {
    std::vector<Seen> seen;
    for (const std::uint8_t byte : bytes) {
      ebb_link_frame frame;
      if (ebb_link_receive(&receiver_, byte, &frame)) {
        seen.push_back({frame, {frame.payload, frame.payload + frame.payload_size}});
      }
    }
    return seen;
  }
  [[nodiscard]] const ebb_link_receiver& counts() const { return receiver_; }

 private:
  ebb_link_receiver receiver_{};
};

class Sender {
 public:
  Sender() { ebb_link_encoder_reset(&encoder); }
  [[nodiscard]] Bytes wire(std::uint8_t size) const { return {encoder.wire, encoder.wire + size}; }
  ebb_link_encoder encoder{};
};

Bytes heartbeat(Sender& sender, std::uint32_t t_us = 1000000) {
  return sender.wire(ebb_link_encode_heartbeat(&sender.encoder, t_us, 0x1234ABCD, 100));
}

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

TEST(Crc16, GivesTheCheckValueOfItsKind) {
  const std::string digits = "123456789";
  EXPECT_EQ(ebb_link_crc16(reinterpret_cast<const std::uint8_t*>(digits.data()), digits.size()),
            0x29B1);
  EXPECT_EQ(ebb_link_crc16(nullptr, 0), 0xFFFF);
}

TEST(Cobs, EncodesTheKnownVectors) {
  EXPECT_EQ(cobs_encode({}), (Bytes{0x01}));
  EXPECT_EQ(cobs_encode({0x00}), (Bytes{0x01, 0x01}));
  EXPECT_EQ(cobs_encode({0x00, 0x00}), (Bytes{0x01, 0x01, 0x01}));
  EXPECT_EQ(cobs_encode({0x11, 0x22, 0x00, 0x33}), (Bytes{0x03, 0x11, 0x22, 0x02, 0x33}));
  EXPECT_EQ(cobs_encode({0x11, 0x00, 0x00, 0x00}), (Bytes{0x02, 0x11, 0x01, 0x01, 0x01}));
}

TEST(Cobs, TakesAFullRunWithAndWithoutTheTrailingOne) {
  Bytes run;
  for (int i = 1; i <= 254; ++i) {
    run.push_back(static_cast<std::uint8_t>(i));
  }
  Bytes code = cobs_encode(run);
  EXPECT_EQ(code.size(), 255U);
  EXPECT_EQ(code.front(), 0xFF);
  EXPECT_EQ(cobs_decode_in_place(code), run);
  code.push_back(0x01);
  EXPECT_EQ(cobs_decode_in_place(code), run);
}

TEST(Cobs, ComesBackAsItWentForEveryLengthAndManyFillings) {
  std::mt19937 random(7);
  for (std::size_t size = 0; size <= 700; ++size) {
    for (const unsigned modulus : {1U, 2U, 5U, 256U}) {
      Bytes raw(size);
      for (auto& byte : raw) {
        byte = static_cast<std::uint8_t>(random() % modulus);
      }
      const Bytes code = cobs_encode(raw);
      EXPECT_EQ(std::count(code.begin(), code.end(), 0), 0);
      EXPECT_EQ(cobs_decode_in_place(code), raw) << size << " mod " << modulus;
    }
  }
}

TEST(Cobs, RefusesACodeThatPointsBeyondTheEnd) {
  EXPECT_EQ(cobs_decode_in_place({0x05, 0x11}), std::nullopt);
  EXPECT_EQ(cobs_decode_in_place({0x00}), std::nullopt);
  EXPECT_EQ(cobs_decode_in_place({0x03, 0x11, 0x00}), std::nullopt);
}

TEST(EbbLink, CarriesEveryFieldOfTheHeader) {
  Sender sender;
  sender.encoder.next_seq = 0xFFFF;
  const Bytes wire = sender.wire(
      ebb_link_encode_beat(&sender.encoder, 2000000, 3, EBB_LINK_FLAG_SATURATED, 833, 0));
  const auto seen = Link().push(wire);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].frame.version, 1);
  EXPECT_EQ(seen[0].frame.type, EBB_LINK_BEAT);
  EXPECT_EQ(seen[0].frame.stream, 3);
  EXPECT_EQ(seen[0].frame.flags, EBB_LINK_FLAG_SATURATED);
  EXPECT_EQ(seen[0].frame.seq, 0xFFFF);
  EXPECT_EQ(seen[0].frame.t_us, 2000000U);
  EXPECT_EQ(seen[0].payload, (Bytes{0x41, 0x03, 0x00}));
  EXPECT_EQ(sender.encoder.next_seq, 0);
}

TEST(EbbLink, HelloAndStreamComeBackAsTheyWent) {
  Sender sender;
  ebb_link_hello hello{};
  hello.boot_id = 0xDEADBEEF;
  hello.proto_min = hello.proto_max = 1;
  hello.firmware[0] = 2;
  hello.uid[7] = 9;
  hello.stream_count = 1;
  hello.name = "Belt";
  hello.name_size = 4;
  ebb_link_stream stream{};
  stream.kind = EBB_LINK_KIND_RESPIRATION;
  stream.format = EBB_LINK_I24;
  stream.channels = 1;
  stream.period_us = 40000;
  stream.scale = 0.25F;
  stream.offset = -3.0F;
  stream.unit = "N";
  stream.unit_size = 1;
  stream.name = "force";
  stream.name_size = 5;

  Link link;
  auto seen = link.push(sender.wire(ebb_link_encode_hello(&sender.encoder, 1, &hello)));
  ASSERT_EQ(seen.size(), 1U);
  seen[0].frame.payload = seen[0].payload.data();
  ebb_link_hello hello_back{};
  ASSERT_TRUE(ebb_link_read_hello(&seen[0].frame, &hello_back));
  EXPECT_EQ(hello_back.boot_id, 0xDEADBEEF);
  EXPECT_EQ(hello_back.firmware[0], 2);
  EXPECT_EQ(hello_back.uid[7], 9);
  EXPECT_EQ(std::string(hello_back.name, hello_back.name_size), "Belt");

  seen = link.push(sender.wire(ebb_link_encode_stream(&sender.encoder, 2, 1, &stream)));
  ASSERT_EQ(seen.size(), 1U);
  seen[0].frame.payload = seen[0].payload.data();
  ebb_link_stream stream_back{};
  ASSERT_TRUE(ebb_link_read_stream(&seen[0].frame, &stream_back));
  EXPECT_EQ(stream_back.format, EBB_LINK_I24);
  EXPECT_EQ(stream_back.period_us, 40000U);
  EXPECT_EQ(stream_back.scale, 0.25F);
  EXPECT_EQ(stream_back.offset, -3.0F);
  EXPECT_EQ(std::string(stream_back.unit, stream_back.unit_size), "N");
  EXPECT_EQ(std::string(stream_back.name, stream_back.name_size), "force");
  for (std::uint8_t size = 0; size < seen[0].frame.payload_size; ++size) {
    ebb_link_frame cut = seen[0].frame;
    cut.payload_size = size;
    EXPECT_FALSE(ebb_link_read_stream(&cut, &stream_back)) << int{size};
  }
}

TEST(EbbLink, LongestFrameIsSentAndALongerOneIsNot) {
  Sender sender;
  std::array<std::int16_t, 118> samples{};
  samples.fill(-1);
  const std::uint8_t size =
      ebb_link_encode_samples_i16(&sender.encoder, 0, 1, 0, 40000, samples.data(), 117);
  EXPECT_EQ(size, EBB_LINK_WIRE_MAX);
  EXPECT_EQ(Link().push(sender.wire(size)).size(), 1U);
  EXPECT_EQ(ebb_link_encode_samples_i16(&sender.encoder, 0, 1, 0, 40000, samples.data(), 118), 0);
  EXPECT_EQ(sender.encoder.next_seq, 1) << "an unsent frame must not count";
}

TEST(EbbLink, EverySampleFormatKeepsItsSign) {
  Sender sender;
  const std::array<std::int32_t, 3> wide{-8388608, -1, 8388607};
  auto seen = Link().push(
      sender.wire(ebb_link_encode_samples_i24(&sender.encoder, 0, 1, 0, 40000, wide.data(), 3)));
  ASSERT_EQ(seen.size(), 1U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(ebb_link_get_i24(seen[0].payload.data() + 6 + 3 * i), wide[i]);
  }
  const std::array<float, 2> real{-0.5F, 1e30F};
  seen = Link().push(
      sender.wire(ebb_link_encode_samples_f32(&sender.encoder, 0, 1, 0, 40000, real.data(), 2)));
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(ebb_link_get_f32(seen[0].payload.data() + 6), -0.5F);
  EXPECT_EQ(ebb_link_get_f32(seen[0].payload.data() + 10), 1e30F);
}

TEST(EbbLink, ADroppedFrameIsToldByTheNext) {
  Sender sender;
  heartbeat(sender);
  ebb_link_dropped(&sender.encoder);
  const Bytes second = heartbeat(sender);
  const Bytes third = heartbeat(sender);
  const auto seen = Link().push(joined({second, third}));
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].frame.flags, EBB_LINK_FLAG_DROPPED);
  EXPECT_EQ(seen[0].frame.seq, 1);
  EXPECT_EQ(seen[1].frame.flags, 0);
}

TEST(EbbLink, FindsTheFrameBehindAnyGarbageThatEndsInZero) {
  Sender sender;
  const Bytes wire = heartbeat(sender);
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    Bytes garbage(random() % 600);
    for (auto& byte : garbage) {
      byte = static_cast<std::uint8_t>(random());
    }
    garbage.push_back(0);
    Link link;
    EXPECT_EQ(link.push(joined({garbage, wire})).size(), 1U);
  }
}

TEST(EbbLink, EveryFlippedBitIsCaughtAndTheNextFrameIsRead) {
  Sender sender;
  const Bytes first = heartbeat(sender);
  const Bytes second = heartbeat(sender);
  for (std::size_t i = 0; i < first.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      Bytes bent = first;
      bent[i] = static_cast<std::uint8_t>(bent[i] ^ (1U << bit));
      Link link;
      const auto seen = link.push(joined({bent, {0}, second}));
      ASSERT_EQ(seen.size(), 1U) << i << "." << bit;
      EXPECT_EQ(seen[0].frame.seq, 1);
      EXPECT_GE(link.counts().damaged_frames, 1U);
    }
  }
}

TEST(EbbLink, EveryDroppedAndDoubledByteIsCaught) {
  Sender sender;
  const Bytes first = heartbeat(sender);
  const Bytes second = heartbeat(sender);
  const auto at = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
  for (std::size_t i = 0; i + 1 < first.size(); ++i) {
    Bytes shorter = first;
    shorter.erase(shorter.begin() + at(i));
    Bytes longer = first;
    longer.insert(longer.begin() + at(i), first[i]);
    for (const Bytes& bent : {shorter, longer}) {
      Link link;
      const auto seen = link.push(joined({bent, second}));
      ASSERT_EQ(seen.size(), 1U) << i;
      EXPECT_EQ(seen[0].frame.seq, 1);
      EXPECT_EQ(link.counts().damaged_frames, 1U);
      EXPECT_EQ(link.counts().damaged_bytes, bent.size() - 1);
    }
  }
}

TEST(EbbLink, ALostDelimiterCostsTwoFramesAndNoMore) {
  Sender sender;
  Bytes first = heartbeat(sender);
  first.pop_back();
  const Bytes second = heartbeat(sender);
  const Bytes third = heartbeat(sender);
  const auto seen = Link().push(joined({first, second, third}));
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].frame.seq, 2);
}

TEST(EbbLink, AnEndlessFrameIsCountedOnceAndForgotten) {
  Sender sender;
  Link link;
  link.push(Bytes(100000, 0x55));
  EXPECT_EQ(link.push(joined({{0}, heartbeat(sender)})).size(), 1U);
  EXPECT_EQ(link.counts().damaged_frames, 1U);
  EXPECT_EQ(link.counts().damaged_bytes, 100000U);
}

TEST(EbbLink, AnotherVersionIsCountedAndNotHandedOut) {
  Sender sender;
  ebb_link_begin(&sender.encoder, EBB_LINK_LOG, 0, 0, 0);
  sender.encoder.wire[1] = 2;
  Link link;
  EXPECT_TRUE(link.push(sender.wire(ebb_link_finish(&sender.encoder))).empty());
  EXPECT_EQ(link.counts().unknown_version, 1U);
  EXPECT_EQ(link.counts().other_version, 2);
  EXPECT_EQ(link.counts().damaged_frames, 0U);
}

TEST(EbbLink, EmptyFramesAreNothing) {
  Link link;
  EXPECT_TRUE(link.push(Bytes(1000, 0)).empty());
  EXPECT_EQ(link.counts().damaged_frames, 0U);
}

}  // namespace
