#include "service/fading.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace ebb {
namespace {

constexpr Seconds kFrame{0.05};

void advance(EarnedSign<int>& sign, std::optional<int> value, double seconds) {
  for (int i = 0; i < std::lround(seconds / kFrame.count()); ++i) {
    sign.advance(value, kFrame);
  }
}

TEST(EarnedSign, ComesOnlyAfterFiveSecondsOfGoodSignal) {
  EarnedSign<int> sign;
  advance(sign, 60, 4.9);
  EXPECT_EQ(sign.opacity(), 0.0);
  advance(sign, 60, 1.2);
  EXPECT_EQ(sign.opacity(), 1.0);
}

TEST(EarnedSign, GoesWithinTwoSecondsAndKeepsItsLastValueMeanwhile) {
  EarnedSign<int> sign;
  advance(sign, 60, 7.0);
  advance(sign, std::nullopt, 1.0);
  EXPECT_GT(sign.opacity(), 0.0);
  EXPECT_LT(sign.opacity(), 1.0);
  EXPECT_EQ(sign.value(), 60);
  advance(sign, std::nullopt, 1.1);
  EXPECT_EQ(sign.opacity(), 0.0);
}

TEST(EarnedSign, DoesNotFlickerWithASignalOnTheEdge) {
  EarnedSign<int> sign;
  advance(sign, 60, 7.0);
  int turns = 0;
  double before = sign.opacity();
  bool falling = false;
  for (int i = 0; i < 600; ++i) {  // half a minute, good and poor in turn
    advance(sign, i % 2 == 0 ? std::nullopt : std::optional(61), kFrame.count());
    EXPECT_LE(std::abs(sign.opacity() - before), 0.06) << "no frame may leap";
    const bool falls = sign.opacity() < before;
    turns += falls != falling && sign.opacity() != before ? 1 : 0;
    falling = falls;
    before = sign.opacity();
  }
  EXPECT_EQ(turns, 1) << "it goes once and stays away";
  EXPECT_EQ(sign.opacity(), 0.0);
}

TEST(FadingText, WhatStandsThereLeavesBeforeTheNextComes) {
  FadingText text{Seconds{0.4}, Seconds{0.7}};
  for (int i = 0; i < 20; ++i) {
    text.advance("one", 1.0, kFrame);
  }
  EXPECT_EQ(text.opacity(), 1.0);
  text.advance("two", 1.0, kFrame);
  EXPECT_EQ(text.text(), "one");
  double least = 1.0;
  for (int i = 0; i < 40; ++i) {
    text.advance("two", 1.0, kFrame);
    least = std::min(least, text.opacity());
  }
  EXPECT_LE(least, 0.13);
  EXPECT_EQ(text.text(), "two");
  EXPECT_EQ(text.opacity(), 1.0);
}

}  // namespace
}  // namespace ebb
