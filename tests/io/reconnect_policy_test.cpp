#include "io/reconnect_policy.hpp"

#include <gtest/gtest.h>

namespace ebb::io {
namespace {

TEST(ReconnectPolicy, WaitsLongerEachTimeButNeverTwoSeconds) {
  ReconnectPolicy policy;
  Microseconds before{};
  for (int i = 0; i < 1000; ++i) {
    const Microseconds wait = policy.next();
    EXPECT_GE(wait, before);
    EXPECT_LT(wait, Seconds{2});
    before = wait;
  }
  EXPECT_GT(before, Seconds{1});
}

TEST(ReconnectPolicy, StartsSmallAgainAfterBytesCame) {
  ReconnectPolicy policy;
  const Microseconds first = policy.next();
  policy.next();
  policy.reset();
  EXPECT_EQ(policy.next(), first);
}

}  // namespace
}  // namespace ebb::io
