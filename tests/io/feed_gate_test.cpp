#include "io/feed_gate.hpp"

#include <gtest/gtest.h>

namespace ebb::io {
namespace {

const std::string kToken(64, 'a');

class FeedGateTest : public testing::Test {
 protected:
  [[nodiscard]] unsigned status(const GateRequest& asked) const {
    const auto refusal = gate.refuse_viewer(asked);
    return refusal ? refusal->status : 101;
  }
  GateRequest request{.target = "/feed",
                      .host = "127.0.0.1:4000",
                      .origin = {},
                      .authorization = {},
                      .protocols = {}};
  FeedGate gate{4000, kToken};
};

TEST_F(FeedGateTest, NamesAreReadWithoutRegardToCase) {
  request.host = "LocalHost:4000";
  request.origin = "HTTP://LOCALHOST:4000";
  const std::string bearer = "bearer " + kToken;
  request.authorization = bearer;
  EXPECT_EQ(status(request), 101U);
}

TEST_F(FeedGateTest, AnotherPortIsAnotherPlace) {
  const std::string bearer = "Bearer " + kToken;
  request.authorization = bearer;
  for (const char* host : {"127.0.0.1:4001", "127.0.0.1:40000", "127.0.0.1:400",
                           "127.0.0.1:", "127.0.0.1:4000 ", "[::1]:4000", "127.0.0.1:4000:4000"}) {
    request.host = host;
    EXPECT_EQ(status(request), 403U) << host;
  }
}

TEST_F(FeedGateTest, OnlyAPlainOriginOfThisServiceIsIts) {
  const std::string bearer = "Bearer " + kToken;
  request.authorization = bearer;
  for (const char* origin : {"https://127.0.0.1:4000", "http://127.0.0.1:4000/", "file://",
                             "http://127.0.0.1:4000.example.org", "http://user@127.0.0.1:4000"}) {
    request.origin = origin;
    EXPECT_EQ(status(request), 403U) << origin;
  }
}

TEST_F(FeedGateTest, TheTokenIsFoundAmongOtherFields) {
  const std::string target = "/feed?a=b&token=" + kToken + "&c";
  request.target = target;
  EXPECT_EQ(status(request), 101U);
  const std::string wrong = "/feed?nottoken=" + kToken;
  request.target = wrong;
  EXPECT_EQ(status(request), 401U);
}

TEST_F(FeedGateTest, NothingIsTheTokenOfAServiceWithoutOne) {
  const FeedGate open{4000, ""};
  request.authorization = "Bearer ";
  request.target = "/feed?token=";
  request.protocols = "ebb.";
  const auto refusal = open.refuse_viewer(request);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 401U);
}

TEST_F(FeedGateTest, TheSentenceForAMissingTokenDoesNotTellIt) {
  const auto refusal = gate.refuse_viewer(request);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->sentence.find(kToken), std::string_view::npos);
}

}  // namespace
}  // namespace ebb::io
