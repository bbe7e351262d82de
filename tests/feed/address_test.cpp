#include "feed/address.hpp"

#include <gtest/gtest.h>

namespace ebb::feed {
namespace {

const std::string kToken(64, 'a');

TEST(Address, ComesBackAsItWas) {
  const auto back = decode_address(encode(Address{40321, kToken, 12345, 1}));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->port, 40321);
  EXPECT_EQ(back->token, kToken);
  EXPECT_EQ(back->pid, 12345);
  EXPECT_EQ(back->version, 1);
}

TEST(Address, CutShortAtAnyByteItIsRefused) {
  const std::string whole = encode(Address{40321, kToken, 12345, 1});
  for (std::size_t n = 0; n < whole.size(); ++n) {
    EXPECT_FALSE(decode_address(whole.substr(0, n))) << n;
  }
}

TEST(Address, ATokenThatCouldCarryAHeaderLineIsRefused) {
  EXPECT_FALSE(decode_address(encode(Address{1, "\r\nX: y" + std::string(58, 'a'), 1, 1})));
  EXPECT_FALSE(decode_address(encode(Address{1, "", 1, 1})));
}

TEST(Address, NumbersOutOfRangeAreRefused) {
  const std::string rest = R"(,"pid":1,"version":1,"token":")" + kToken + "\"}";
  EXPECT_TRUE(decode_address(R"({"port":1)" + rest));
  EXPECT_FALSE(decode_address(R"({"port":0)" + rest));
  EXPECT_FALSE(decode_address(R"({"port":65536)" + rest));
  EXPECT_FALSE(decode_address(R"({"port":-1)" + rest));
  EXPECT_FALSE(decode_address(R"({"port":"1")" + rest));
  EXPECT_FALSE(decode_address(std::string(5000, '[')));
}

}  // namespace
}  // namespace ebb::feed
