#include "simulation/bitalino_board.hpp"

#include <array>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "sensors/bitalino_frame.hpp"

namespace ebb {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// Six inputs that stand still, each at a place of its own; the last ones as they are told in six
/// bits.
constexpr std::array<std::uint16_t, 6> kInputs{512, 612, 412, 712, 320, 960};
constexpr std::array<std::uint16_t, 6> kNarrow{512, 612, 412, 712, 20, 60};

BitalinoBoard board_with(std::size_t inputs, bool asleep) {
  Measured measured;
  for (std::size_t i = 0; i < inputs; ++i) {
    const double value = (kInputs[i] - 512.0) / 200.0;
    measured.waves.push_back({StreamKind::respiration, Hertz{100.0}, "", false, [value](double) {
                                return std::optional{WaveValue{value, true}};
                              }});
  }
  DeviceConfig config;
  config.asleep = asleep;
  return {std::move(measured), config};
}

BitalinoBoard idle_board(std::size_t inputs) { return board_with(inputs, true); }

Bytes next_of(BitalinoBoard& board) { return board.next()->bytes; }

struct Start {
  std::uint8_t order;
  std::vector<std::size_t> inputs;  ///< counted from 0, in the order of the slots
  std::size_t size;                 ///< of its frames, as the maker's firmware has them
};

class StartedOn : public testing::TestWithParam<Start> {};

TEST_P(StartedOn, SendsJustTheInputsThatWereAskedFor) {
  const auto& [order, inputs, size] = GetParam();
  BitalinoBoard board = idle_board(6);
  EXPECT_TRUE(board.hear(Bytes{order}).empty());
  for (unsigned number = 0; number < 40; ++number) {
    const Bytes bytes = next_of(board);
    ASSERT_EQ(bytes.size(), size);
    ASSERT_TRUE(bitalino_frame_sound(bytes));
    const BitalinoFrame frame = decode_bitalino_frame(bytes, inputs.size());
    EXPECT_EQ(frame.number, number % 16);
    for (std::size_t slot = 0; slot < inputs.size(); ++slot) {
      const std::size_t input = inputs[slot];
      EXPECT_EQ(frame.slots[slot], slot < 4 ? kInputs[input] : kNarrow[input]) << slot;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Orders, StartedOn,
                         testing::Values(Start{0x05, {0}, 3}, Start{0x09, {1}, 3},
                                         Start{0x0D, {0, 1}, 4}, Start{0x15, {0, 2}, 4},
                                         Start{0x89, {1, 5}, 4}, Start{0x1D, {0, 1, 2}, 6},
                                         Start{0x3D, {0, 1, 2, 3}, 7},
                                         Start{0x7D, {0, 1, 2, 3, 4}, 8},
                                         Start{0xFD, {0, 1, 2, 3, 4, 5}, 8}),
                         [](const auto& start) {
                           std::string name = "A";
                           for (const std::size_t input : start.param.inputs) {
                             name += std::to_string(input + 1);
                           }
                           return name;
                         });

TEST(BitalinoBoard, AnInputWithNothingOnItReadsAsAnEndOfTheScale) {
  BitalinoBoard board = idle_board(2);
  board.hear(Bytes{0x3D});
  const BitalinoFrame frame = decode_bitalino_frame(next_of(board), 4);
  EXPECT_EQ(frame.slots[1], kInputs[1]);
  EXPECT_EQ(frame.slots[2], 0U);
  EXPECT_EQ(frame.slots[3], 0U);
}

TEST(BitalinoBoard, IdleItIsSilentAndSaysItsVersionWhenAsked) {
  BitalinoBoard board = idle_board(2);
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(next_of(board).empty());
  }
  const Bytes version = board.hear(Bytes{0x07});
  EXPECT_EQ(std::string(version.begin(), version.end()), "BITalino_v5.2\n");
  EXPECT_TRUE(board.hear(Bytes{0xFF, 0x83, 0x00}).empty());
  EXPECT_TRUE(next_of(board).empty());
}

TEST(BitalinoBoard, WhileItSendsItCanOnlyBeStopped) {
  BitalinoBoard board = board_with(2, false);
  EXPECT_EQ(next_of(board).size(), bitalino_frame_size(2)) << "as another program has started it";
  Bytes all(256);
  std::iota(all.begin(), all.end(), std::uint8_t{0});
  EXPECT_TRUE(board.hear(std::span{all}.subspan(1, 254)).empty());
  EXPECT_EQ(next_of(board).size(), bitalino_frame_size(2));
  EXPECT_TRUE(board.hear(Bytes{0xFF, 0x83, 0x3D}).empty());
  const Bytes first = next_of(board);
  EXPECT_EQ(first.size(), bitalino_frame_size(4));
  EXPECT_EQ(decode_bitalino_frame(first, 4).number, 0U) << "each start counts anew";
}

}  // namespace
}  // namespace ebb
