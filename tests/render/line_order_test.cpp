#include "visualizer/render/line_order.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace ebb::render {
namespace {

TEST(LineOrder, WhatIsReadFromTheLeftStaysAsItIs) {
  EXPECT_EQ(in_drawing_order("In, and out: 4 to 6.", false), U"In, and out: 4 to 6.");
  EXPECT_EQ(in_drawing_order("", true), U"");
  EXPECT_EQ(in_drawing_order("caf\u00e9", false), U"caf\u00e9");
}

TEST(LineOrder, HebrewRunsFromTheRight) {
  // shalom
  EXPECT_EQ(in_drawing_order("\u05e9\u05dc\u05d5\u05dd", false), U"\u05dd\u05d5\u05dc\u05e9");
}

TEST(LineOrder, ArabicLettersJoin) {
  // beh beh beh: final, medial, initial, from the left.
  EXPECT_EQ(in_drawing_order("\u0628\u0628\u0628", false), U"\ufe90\ufe92\ufe91");
  // One that stands alone, and alef, which joins to the right only.
  EXPECT_EQ(in_drawing_order("\u0628", false), U"\ufe8f");
  EXPECT_EQ(in_drawing_order("\u0628\u0627", false), U"\ufe8e\ufe91");
}

TEST(LineOrder, LamAndAlefAreOneSign) {
  EXPECT_EQ(in_drawing_order("\u0644\u0627", false), U"\ufefb");
}

TEST(LineOrder, NumeralsAndLatinKeepTheirOwnOrderWithin) {
  EXPECT_EQ(in_drawing_order("\u05d0\u05d1 12 \u05d2", true), U"\u05d2 12 \u05d1\u05d0");
  EXPECT_EQ(in_drawing_order("\u05d0\u05d1 Ebb \u05d2", true), U"\u05d2 Ebb \u05d1\u05d0");
}

TEST(LineOrder, F70_ANumberToCallIsNeverTurnedRound) {
  for (const bool right_to_left : {false, true}) {
    EXPECT_EQ(in_drawing_order("116 123", right_to_left), U"116 123");
    const std::u32string drawn = in_drawing_order("\u05d0\u05d1 116 123", right_to_left);
    EXPECT_NE(drawn.find(U"116\u00a0123"), std::u32string::npos);
  }
}

TEST(LineOrder, TheTextAroundSaysWhereALineBegins) {
  // A key and what it does: in a text from the right the key stands at the right.
  EXPECT_EQ(in_drawing_order("G   \u05d0\u05d1", true), U"\u05d1\u05d0   G");
  EXPECT_EQ(in_drawing_order("G   \u05d0\u05d1", false), U"G   \u05d1\u05d0");
  EXPECT_EQ(in_drawing_order("Enough.", true), U"Enough.") << "nobody translated it";
}

TEST(LineOrder, BracketsTurnWithTheirText) {
  EXPECT_EQ(in_drawing_order("(\u05d0)", true), U"(\u05d0)");
  EXPECT_EQ(in_drawing_order("\u05d0 (b)", true), U"(b) \u05d0");
}

TEST(LineOrder, WhatOnlySteersIsNeverDrawn) {
  EXPECT_EQ(in_drawing_order("a\u202eb\u200fc\u2066", false), U"abc");
  const std::u32string drawn = in_drawing_order("\u05d0\u202ab\u200e", true);
  EXPECT_TRUE(std::none_of(drawn.begin(), drawn.end(),
                           [](char32_t c) { return c == 0x202A || c == 0x200E; }));
}

TEST(LineOrder, AnyBytesAreALine) {
  std::string bytes;
  unsigned state = 7;
  for (int i = 0; i < 2000; ++i) {
    state = state * 1664525U + 1013904223U;
    bytes += static_cast<char>(state >> 24U);
    if (i % 97 == 0) {
      EXPECT_LE(in_drawing_order(bytes, (state & 1U) != 0U).size(), bytes.size());
    }
  }
  const std::string long_line(50'000, 'x');
  EXPECT_EQ(in_drawing_order(long_line, true).size(), long_line.size());
}

}  // namespace
}  // namespace ebb::render
