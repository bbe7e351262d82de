#include "session/three_axes.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

struct Whole {
  HostTime time;
  ThreeAxes::Values values;
};

HostTime at(int step) { return HostTime{Microseconds{20'000 * step}}; }
double value(int axis, int step) { return 1000.0 * axis + step; }

struct Board {
  ThreeAxes axes;
  std::vector<Whole> told;
  void push(int axis, int step) {
    axes.push(static_cast<std::uint8_t>(axis + 1), at(step), value(axis, step),
              [this](HostTime time, const ThreeAxes::Values& values) {
                told.push_back({time, values});
              });
  }
  void expect_whole(int axes_there) const {
    for (const Whole& one : told) {
      const auto step = static_cast<int>(one.time.time_since_epoch().count() / 20'000);
      for (int axis = 0; axis < 3; ++axis) {
        EXPECT_EQ(one.values[static_cast<std::size_t>(axis)],
                  axis < axes_there ? value(axis, step) : 0.0);
      }
    }
  }
};

TEST(ThreeAxes, ComeTogetherInstantByInstant) {
  Board board;
  for (int step = 0; step < 200; ++step) {
    for (int axis = 0; axis < 3; ++axis) {
      board.push(axis, step);
    }
  }
  EXPECT_EQ(board.told.size(), 200U);
  board.expect_whole(3);
}

TEST(ThreeAxes, ComeTogetherFrameByFrame) {
  Board board;
  for (int frame = 0; frame < 20; ++frame) {
    for (int axis = 0; axis < 3; ++axis) {
      for (int i = 0; i < 10; ++i) {
        board.push(axis, 10 * frame + i);
      }
    }
  }
  EXPECT_EQ(board.told.size(), 200U);
  board.expect_whole(3);
}

TEST(ThreeAxes, OneAloneIsEnough) {
  Board board;
  for (int step = 0; step < 200; ++step) {
    board.push(0, step);
  }
  EXPECT_EQ(board.told.size(), 200U);
  board.expect_whole(1);
}

TEST(ThreeAxes, AnInstantThatOneAxisLacksIsNotTold) {
  Board board;
  for (int step = 0; step < 200; ++step) {
    for (int axis = 0; axis < 3; ++axis) {
      if (axis != 1 || step % 10 != 5) {
        board.push(axis, step);
      }
    }
  }
  EXPECT_EQ(board.told.size(), 180U);
  board.expect_whole(3);
}

TEST(ThreeAxes, GoOnWithoutOneThatFallsSilent) {
  Board board;
  for (int step = 0; step < 600; ++step) {
    for (int axis = 0; axis < (step < 200 ? 3 : 2); ++axis) {
      board.push(axis, step);
    }
  }
  EXPECT_GT(board.told.size(), 400U);
  EXPECT_EQ(board.told.back().time, at(599));
}

TEST(ThreeAxes, AFourthStreamIsNoneOfThem) {
  Board board;
  for (int step = 0; step < 200; ++step) {
    for (int axis = 0; axis < 4; ++axis) {
      board.push(axis, step);
    }
  }
  EXPECT_EQ(board.told.size(), 200U);
  board.expect_whole(3);
}

}  // namespace
}  // namespace ebb
