#include "io/seating.hpp"

#include <gtest/gtest.h>

namespace ebb::io {
namespace {

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

TEST(Seating, WhoComesBackAloneHasTheOldSeat) {
  Seating seats;
  EXPECT_EQ(seats.take("192.168.1.20", at(0)), 0U);
  EXPECT_EQ(seats.take("192.168.1.21", at(0)), 1U);
  seats.leave(0, at(5));
  seats.leave(1, at(6));
  EXPECT_EQ(seats.take("192.168.1.21", at(7)), 1U);
  EXPECT_EQ(seats.take("192.168.1.20", at(8)), 0U);
}

TEST(Seating, TwoOfOneAddressAreNeverTakenForEachOther) {
  Seating seats;
  ASSERT_EQ(seats.take("127.0.0.1", at(0)), 0U);
  ASSERT_EQ(seats.take("127.0.0.1", at(0)), 1U);
  seats.leave(0, at(10));
  seats.leave(1, at(10));
  EXPECT_EQ(seats.take("127.0.0.1", at(11)), 2U) << "it may be either of them";
  EXPECT_EQ(seats.take("127.0.0.1", at(190)), 0U) << "nobody remembers by then";
}

TEST(Seating, TheOnlyOneOfAnAddressThatFellSilentIsKnown) {
  Seating seats;
  ASSERT_EQ(seats.take("192.168.1.20", at(0)), 0U);
  seats.hear(0, at(10));
  EXPECT_FALSE(seats.silent_one("192.168.1.20", at(12)));
  EXPECT_FALSE(seats.silent_one("192.168.1.21", at(60)));
  EXPECT_EQ(seats.silent_one("192.168.1.20", at(13)), 0U);
  seats.leave(0, at(13));
  EXPECT_FALSE(seats.silent_one("192.168.1.20", at(14))) << "it is known to have gone";
  ASSERT_EQ(seats.take("192.168.1.20", at(14)), 0U);
  ASSERT_EQ(seats.take("192.168.1.20", at(15)), 1U);
  EXPECT_FALSE(seats.silent_one("192.168.1.20", at(60))) << "it may be either of them";
}

TEST(Seating, IsBoundedAndForgetsThoseWhoLeftLongAgo) {
  Seating seats({.most = 2, .forgotten_after = to_microseconds(Seconds{60.0})});
  ASSERT_TRUE(seats.take("a", at(0)));
  ASSERT_TRUE(seats.take("b", at(0)));
  EXPECT_FALSE(seats.take("c", at(1)));
  seats.leave(1, at(10));
  EXPECT_FALSE(seats.take("c", at(69)));
  EXPECT_EQ(seats.take("c", at(70)), 1U);
  EXPECT_EQ(seats.size(), 2U);
}

}  // namespace
}  // namespace ebb::io
