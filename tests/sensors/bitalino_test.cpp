#include "sensors/bitalino.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/hex.hpp"
#include "sensors/readings.hpp"

namespace ebb {
namespace {

using testing::Contains;
using testing::IsEmpty;

using Bytes = std::vector<std::uint8_t>;

BitalinoFrame frame_of(std::uint8_t number, std::uint8_t digital,
                       const std::vector<std::uint16_t>& values) {
  BitalinoFrame frame;
  frame.number = number;
  frame.digital = digital;
  frame.count = values.size();
  std::copy(values.begin(), values.end(), frame.slots.begin());
  return frame;
}

struct Worked {
  BitalinoFrame frame;
  std::string hex;
};

std::vector<Worked> worked() {
  return {{frame_of(0, 12, {512}), "00 c8 06"},
          {frame_of(1, 12, {512, 300}), "2c 01 c8 1f"},
          {frame_of(2, 12, {512, 300, 1023}), "c0 ff 2c 01 c8 2d"},
          {frame_of(3, 12, {512, 300, 1023, 1}), "10 c0 ff 2c 01 c8 35"},
          {frame_of(4, 10, {512, 300, 1023, 1, 42}), "80 1a c0 ff 2c 01 a8 4f"},
          {frame_of(15, 5, {512, 300, 1023, 1, 42, 63}), "bf 1a c0 ff 2c 01 58 fd"},
          {frame_of(9, 15, {682, 341, 682, 341, 21, 42}), "6a 55 95 aa 55 a9 fa 93"}};
}

TEST(BitalinoFrame, WorkedFramesGoBothWays) {
  for (const Worked& w : worked()) {
    const Bytes bytes = bytes_of(w.hex);
    EXPECT_EQ(encode_bitalino_frame(w.frame), bytes) << w.hex;
    EXPECT_TRUE(bitalino_frame_sound(bytes)) << w.hex;
    const BitalinoFrame read = decode_bitalino_frame(bytes, w.frame.count);
    EXPECT_EQ(read.slots, w.frame.slots) << w.hex;
    EXPECT_EQ(read.number, w.frame.number) << w.hex;
    EXPECT_EQ(read.digital, w.frame.digital) << w.hex;
  }
}

TEST(BitalinoFrame, EveryFlippedBitIsSeen) {
  for (const Worked& w : worked()) {
    const Bytes bytes = bytes_of(w.hex);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
      Bytes bent = bytes;
      bent[bit / 8] = static_cast<std::uint8_t>(bent[bit / 8] ^ (1U << (bit % 8)));
      EXPECT_FALSE(bitalino_frame_sound(bent)) << w.hex << " bit " << bit;
    }
  }
}

TEST(BitalinoFrame, CountsBecomeWhatTheSheetsSay) {
  EXPECT_DOUBLE_EQ(bitalino_ecg_mv(512), 0.0);
  EXPECT_NEAR(bitalino_ecg_mv(600), 0.2578, 1e-4);
  EXPECT_DOUBLE_EQ(bitalino_ecg_mv(0), -1.5);
  EXPECT_NEAR(bitalino_belt_percent(600), 8.594, 1e-3);
}

Bytes stream_of(std::size_t slots, int frames, int first = 0) {
  Bytes bytes;
  for (int i = 0; i < frames; ++i) {
    BitalinoFrame frame;
    frame.count = slots;
    frame.number = static_cast<std::uint8_t>((first + i) % 16);
    for (std::size_t slot = 0; slot < slots; ++slot) {
      frame.slots[slot] = static_cast<std::uint16_t>(slot < 4 ? 512 + 10 * i : 20);
    }
    const Bytes more = encode_bitalino_frame(frame);
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
  return bytes;
}

// What firmware 5.2 sends in its simulated mode: an ECG on A1, a fixed row of numbers on A2, sines.
TEST(BitalinoFrame, TheBoardsOwnSimulationIsRead) {
  const auto read = [](const char* hex, std::size_t channels) {
    const Bytes bytes = bytes_of(hex);
    const std::size_t size = bitalino_frame_size(channels);
    std::vector<BitalinoFrame> frames;
    for (std::size_t at = 0; at < bytes.size(); at += size) {
      const auto frame = std::span{bytes}.subspan(at, size);
      EXPECT_TRUE(bitalino_frame_sound(frame));
      frames.push_back(decode_bitalino_frame(frame, channels));
      EXPECT_EQ(frames.back().number, frames.size() - 1);
      EXPECT_EQ(frames.back().digital, frames.size() - 1) << "the mode shows the number there too";
      EXPECT_EQ(encode_bitalino_frame(frames.back()), Bytes(frame.begin(), frame.end()));
    }
    return frames;
  };
  const auto one = read("e0 06 0f e0 16 13 e0 26 24 ec 36 33", 1);
  const auto two = read("b5 e1 06 0f d1 e3 16 11 e5 e2 26 2e 52 ee 36 3c", 2);
  const auto six = read(
      "df f7 df 7f b5 e1 06 06 e1 e8 67 a7 d1 e3 16 1e e3 59 ef ca e5 e2 26 29"
      " a5 da 35 e7 52 ee 36 37",
      6);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(one[i].slots[0], i < 3 ? 440 : 443);
    EXPECT_EQ(two[i].slots[0], one[i].slots[0]);
    EXPECT_EQ(six[i].slots[0], one[i].slots[0]);
    EXPECT_EQ(six[i].slots[1], two[i].slots[1]) << "the same row";
  }
  EXPECT_EQ(six[0].slots[2], 511) << "a sine begins in the middle";
}

// Its first frames, and as many of our own as it takes to be sure.
TEST(Bitalino, TheBoardsOwnSimulationIsBelieved) {
  Bytes bytes = bytes_of("e0 06 0f e0 16 13 e0 26 24 ec 36 33");
  for (std::uint8_t number = 4; number < 8; ++number) {
    const Bytes next = encode_bitalino_frame(frame_of(number, number, {456}));
    bytes.insert(bytes.end(), next.begin(), next.end());
  }
  DecoderOptions counts;
  counts.kind = StreamKind::ppg;
  const auto seen = readings_of("bitalino", bytes, counts);
  ASSERT_EQ(seen.size(), 9U);
  EXPECT_EQ(seen[1], "wave2.1 440");
  EXPECT_EQ(seen[4], "wave2.1 443");
  EXPECT_EQ(seen[5], "wave2.1 456");
}

TEST(Bitalino, AnyNumberOfChannelsIsFoundOut) {
  for (std::size_t slots = 1; slots <= 6; ++slots) {
    const auto decoder = make_decoder("bitalino");
    const auto seen = readings_of(*decoder, stream_of(slots, 20));
    EXPECT_EQ(seen.size(), slots == 1 ? 21U : 41U) << slots;
    EXPECT_EQ(seen[0], "on") << slots;
    EXPECT_EQ(seen[1], "wave1.1 0") << slots;
    EXPECT_EQ(decoder->damage().bytes, 0U) << slots;
  }
}

TEST(Bitalino, TheUserSaysWhatIsPluggedInWhere) {
  DecoderOptions options;
  options.channels[1] = StreamKind::ecg;
  options.channels[3] = StreamKind::respiration;
  const auto seen = readings_of("bitalino", stream_of(4, 8), options);
  EXPECT_THAT(seen, Contains("wave1.2 0").Times(1));
  EXPECT_THAT(seen, Contains("wave3.4 0").Times(1));
  EXPECT_EQ(seen.size(), 17U);
}

TEST(Bitalino, WhatItTellsFollowsFromWhatIsPluggedIn) {
  const auto can = [](std::initializer_list<std::optional<StreamKind>> channels) {
    DecoderOptions options;
    std::copy(channels.begin(), channels.end(), options.channels.begin());
    return make_decoder("bitalino", options)->capabilities();
  };
  EXPECT_TRUE(can({}).breath) << "the second is a belt where nobody says otherwise";
  EXPECT_TRUE(can({}).contact);
  EXPECT_FALSE(can({StreamKind::ecg}).breath);
  EXPECT_TRUE(can({StreamKind::ecg, std::nullopt, StreamKind::respiration}).breath);
  EXPECT_FALSE(can({StreamKind::respiration}).contact) << "a belt does not say whether it is worn";
}

/// So many frames of these two values; numbers go on from `number`.
Bytes held(int& number, int frames, std::uint16_t ecg, std::uint16_t belt) {
  Bytes bytes;
  for (int i = 0; i < frames; ++i) {
    const Bytes more =
        encode_bitalino_frame(frame_of(static_cast<std::uint8_t>(number++ % 16), 12, {ecg, belt}));
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
  return bytes;
}

TEST(Bitalino, AnInputAtTheEndOfItsScaleForHalfASecondHasNothingConnected) {
  for (const std::uint16_t end : {std::uint16_t{0}, std::uint16_t{1023}}) {
    const auto decoder = make_decoder("bitalino");
    int number = 0;
    EXPECT_THAT(readings_of(*decoder, held(number, 20, 512, 512)), Contains("on").Times(1));
    const auto clipped = readings_of(*decoder, held(number, 49, end, 512));
    EXPECT_EQ(clipped.size(), 98U) << "a clipped peak is a peak";
    const auto off = readings_of(*decoder, held(number, 30, end, 512));
    EXPECT_THAT(off, Contains("off").Times(1));
    EXPECT_EQ(off.size(), 31U) << "of the belt only";
    const auto back = readings_of(*decoder, held(number, 3, 600, 512));
    EXPECT_THAT(back, Contains("on").Times(1));
    EXPECT_THAT(back, Contains("loss 30").Times(1));
  }
}

TEST(Bitalino, ABeltAtTheEndOfItsScaleIsALargeBreath) {
  const auto decoder = make_decoder("bitalino");
  int number = 0;
  const auto seen = readings_of(*decoder, held(number, 100, 512, 1023));
  EXPECT_EQ(seen.size(), 201U);
}

TEST(Bitalino, AStepInTheNumberIsALoss) {
  Bytes bytes = stream_of(2, 10);
  const Bytes later = stream_of(2, 5, 13);
  bytes.insert(bytes.end(), later.begin(), later.end());
  const auto seen = readings_of("bitalino", bytes);
  EXPECT_THAT(seen, Contains("loss 3").Times(1));
}

TEST(Bitalino, ARowOfZerosIsNoSignal) {
  EXPECT_THAT(readings_of("bitalino", Bytes(10'000, 0)), IsEmpty());
}

}  // namespace
}  // namespace ebb
