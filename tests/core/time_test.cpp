#include "core/time.hpp"

#include <type_traits>

#include <gtest/gtest.h>

#include "core/unwrapped_clock.hpp"

namespace ebb {
namespace {

template <class A, class B>
concept Subtracts = requires(A a, B b) {
  a - b;
};
template <class A, class B>
concept Compares = requires(A a, B b) {
  a < b;
};

TEST(Time, DeviceAndHostTimeDoNotMix) {
  static_assert(Subtracts<HostTime, HostTime>);
  static_assert(Subtracts<DeviceTime, DeviceTime>);
  static_assert(!Subtracts<DeviceTime, HostTime>);
  static_assert(!Compares<DeviceTime, HostTime>);
  static_assert(!std::is_constructible_v<HostTime, DeviceTime>);
}

TEST(Time, SecondsRoundToTheNearestMicrosecondOnBothSidesOfZero) {
  EXPECT_EQ(to_microseconds(Seconds{1.2345674}).count(), 1234567);
  EXPECT_EQ(to_microseconds(Seconds{-0.0000006}).count(), -1);
  EXPECT_DOUBLE_EQ(to_seconds(at_seconds<HostTime>(12.5)), 12.5);
}

TEST(UnwrappedClock, GoesOnAcrossTheWrap) {
  UnwrappedClock clock;
  const DeviceTime before = clock.push(4294967290U);
  const DeviceTime after = clock.push(119994U);
  EXPECT_EQ((after - before).count(), 120000);
}

TEST(UnwrappedClock, KeepsItsTimeWhenAFrameComesLate) {
  UnwrappedClock clock;
  const DeviceTime first = clock.push(1'000'000U);
  clock.push(1'040'000U);
  EXPECT_EQ((clock.push(1'020'000U) - first).count(), 20'000);
}

TEST(UnwrappedClock, BeginsAfreshAfterReset) {
  UnwrappedClock clock;
  clock.push(3'000'000'000U);
  clock.reset();
  EXPECT_EQ(clock.push(5U).time_since_epoch().count(), 5);
}

}  // namespace
}  // namespace ebb
