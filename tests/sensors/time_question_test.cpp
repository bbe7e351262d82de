#include "sensors/time_question.hpp"

#include <gtest/gtest.h>

#include "firmware-protocol/ebb_link.h"

namespace ebb {
namespace {

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

/// The token of a question's bytes; nothing when there are none.
std::optional<std::uint32_t> token_of(const std::vector<std::uint8_t>& bytes) {
  ebb_link_receiver receiver;
  ebb_link_receiver_reset(&receiver);
  ebb_link_frame frame;
  for (const std::uint8_t byte : bytes) {
    if (ebb_link_receive(&receiver, byte, &frame) && frame.type == EBB_LINK_TIME_REQUEST) {
      return ebb_link_get_u32(frame.payload);
    }
  }
  return std::nullopt;
}

TEST(TimeQuestion, IsAskedEverySevenSecondsAsLongAsItIsAnswered) {
  TimeQuestion question;
  int asked = 0;
  for (double t = 0.0; t < 70.0; t += 0.1) {
    if (const auto token = token_of(question.ask(at(t)))) {
      ++asked;
      EXPECT_EQ(question.answer(*token, at(t + 0.004)), at(t));
    }
  }
  EXPECT_EQ(asked, 10);
}

TEST(TimeQuestion, IsSeldomAskedOfADeviceThatOnlyTalks) {
  TimeQuestion question;
  int asked = 0;
  for (double t = 0.0; t < 600.0; t += 0.1) {
    asked += question.ask(at(t)).empty() ? 0 : 1;
  }
  EXPECT_LE(asked, 3 + 10);
  EXPECT_GE(asked, 8);
}

TEST(TimeQuestion, IsNotAskedAgainOfADeviceThatDoesNotKnowIt) {
  TimeQuestion question;
  EXPECT_FALSE(question.ask(at(0.0)).empty());
  question.refuse();
  EXPECT_TRUE(question.ask(at(100.0)).empty());
}

TEST(TimeQuestion, AnAnswerIsUnderstoodWithoutTheQuestion) {
  TimeQuestion question;
  // Also where the token went round between the two.
  const HostTime asked{Microseconds{(std::int64_t{7} << 32) - 1'000}};
  const HostTime arrival = asked + Microseconds{5'000};
  const auto token = static_cast<std::uint32_t>(asked.time_since_epoch().count());
  EXPECT_EQ(question.answer(token, arrival), asked);
}

TEST(TimeQuestion, AnAnswerToNothingIsNone) {
  TimeQuestion question;
  EXPECT_FALSE(question.answer(0, at(100.0)));
  EXPECT_FALSE(question.answer(100'000'001, at(100.0))) << "asked after it was answered";
}

}  // namespace
}  // namespace ebb
