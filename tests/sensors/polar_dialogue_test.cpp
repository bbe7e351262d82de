#include "sensors/polar_dialogue.hpp"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ebb {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Bytes = PolarDialogue::Bytes;
using Kind = PolarFrame::Kind;
using State = PolarDialogue::State;

// The exchange with a real H10.
const Bytes kFeatures{0x0F, 0x05, 0x00, 0x00};
const Bytes kSettings{0xF0, 0x01, 0x00, 0x00, 0x00, 0x00, 0x01, 0x82, 0x00, 0x01, 0x01, 0x0E, 0x00};
const Bytes kStarted{0xF0, 0x02, 0x00, 0x00, 0x00, 0x00};

TEST(PolarDialogue, StartsAnH10sEcgAsARealOneWasStarted) {
  ASSERT_EQ(PolarDialogue::best_offer(kFeatures), Kind::ecg);
  PolarDialogue dialogue{Kind::ecg};
  EXPECT_THAT(dialogue.first(), ElementsAre(0x01, 0x00));
  const auto start = dialogue.push(kSettings);
  ASSERT_TRUE(start);
  EXPECT_THAT(*start, ElementsAre(0x02, 0x00, 0x00, 0x01, 0x82, 0x00, 0x01, 0x01, 0x0E, 0x00));
  EXPECT_EQ(dialogue.state(), State::starting);
  EXPECT_FALSE(dialogue.push(kStarted));
  EXPECT_EQ(dialogue.state(), State::started);
  EXPECT_THAT(PolarDialogue::stop(Kind::ecg), ElementsAre(0x03, 0x00));
}

TEST(PolarDialogue, AStartedReplyOfFiveBytesIsOneToo) {
  PolarDialogue dialogue{Kind::ecg};
  dialogue.push(kSettings);
  dialogue.push(Bytes{0xF0, 0x02, 0x00, 0x00, 0x00});
  EXPECT_EQ(dialogue.state(), State::started);
}

TEST(PolarDialogue, WhatRunsAlreadyHasStarted) {
  PolarDialogue dialogue{Kind::ecg};
  dialogue.push(kSettings);
  dialogue.push(Bytes{0xF0, 0x02, 0x00, 0x06, 0x00});
  EXPECT_EQ(dialogue.state(), State::started);
}

TEST(PolarDialogue, RefusalsSayWhatToDo) {
  PolarDialogue short_messages{Kind::ecg};
  short_messages.push(Bytes{0xF0, 0x01, 0x00, 0x0A});
  EXPECT_EQ(short_messages.state(), State::refused);
  EXPECT_THAT(short_messages.why(), HasSubstr("longer messages"));

  PolarDialogue charging{Kind::ecg};
  charging.push(kSettings);
  charging.push(Bytes{0xF0, 0x02, 0x00, 0x0D, 0x00});
  EXPECT_THAT(charging.why(), HasSubstr("charger"));

  PolarDialogue other{Kind::ecg};
  other.push(kSettings);
  other.push(Bytes{0xF0, 0x02, 0x00, 0x05, 0x00});
  EXPECT_THAT(other.why(), HasSubstr("error 5"));
}

TEST(PolarDialogue, OneOfSeveralOffersIsChosen) {
  PolarDialogue dialogue{Kind::acceleration};
  EXPECT_THAT(dialogue.first(), ElementsAre(0x01, 0x02));
  const auto start = dialogue.push(Bytes{
      0xF0, 0x01, 0x02, 0x00, 0x00, 0x00, 0x04, 25, 0, 50, 0,    100,  0,    200,  0,    0x01, 0x01,
      0x10, 0x00, 0x02, 0x03, 2,    0,    4,    0,  8, 0,  0x05, 0x01, 0x8B, 0xC0, 0x7F, 0x39});
  ASSERT_TRUE(start);
  EXPECT_THAT(*start, ElementsAre(0x02, 0x02, 0, 1, 50, 0, 1, 1, 16, 0, 2, 1, 4, 0));
}

TEST(PolarDialogue, SettingsMayComeInParts) {
  PolarDialogue dialogue{Kind::ecg};
  EXPECT_FALSE(dialogue.push(Bytes{0xF0, 0x01, 0x00, 0x00, 0x01, 0x00, 0x01, 0x82}));
  const auto start = dialogue.push(Bytes{0xF0, 0x01, 0x00, 0x00, 0x00, 0x00, 0x01, 0x01, 0x0E, 0});
  ASSERT_TRUE(start);
  EXPECT_THAT(*start, ElementsAre(0x02, 0x00, 0x00, 0x01, 0x82, 0x00, 0x01, 0x01, 0x0E, 0x00));
}

TEST(PolarDialogue, PulseIntervalsAreStartedWithoutSettings) {
  ASSERT_EQ(PolarDialogue::best_offer(Bytes{0x0F, 0x0E}), Kind::beats);
  PolarDialogue dialogue{Kind::beats};
  EXPECT_THAT(dialogue.first(), ElementsAre(0x02, 0x03));
  dialogue.push(Bytes{0xF0, 0x02, 0x03, 0x00, 0x00});
  EXPECT_EQ(dialogue.state(), State::started);
}

TEST(PolarDialogue, AnH10OffersItsMovementToo) {
  EXPECT_TRUE(PolarDialogue::offers(kFeatures, Kind::acceleration));
  EXPECT_FALSE(PolarDialogue::offers(kFeatures, Kind::beats));
  EXPECT_FALSE(PolarDialogue::offers(Bytes{0x0E, 0xFF}, Kind::acceleration));
}

TEST(PolarDialogue, NothingIsOfferedByOtherBytes) {
  EXPECT_FALSE(PolarDialogue::best_offer({}));
  EXPECT_FALSE(PolarDialogue::best_offer(Bytes{0x0F, 0x04}));
  EXPECT_FALSE(PolarDialogue::best_offer(Bytes{0x01, 0x05}));
}

TEST(PolarDialogue, AnswersToOthersAndOutOfTurnChangeNothing) {
  PolarDialogue dialogue{Kind::ecg};
  EXPECT_FALSE(dialogue.push(kStarted));
  EXPECT_FALSE(dialogue.push(Bytes{0xF0, 0x01, 0x02, 0x0A}));
  EXPECT_FALSE(dialogue.push(Bytes{0x01, 0x00}));
  EXPECT_EQ(dialogue.state(), State::asking);
}

TEST(PolarDialogue, SettingsWithoutAnOfferAreRefused) {
  PolarDialogue dialogue{Kind::ecg};
  dialogue.push(Bytes{0xF0, 0x01, 0x00, 0x00, 0x00, 0x00, 0xFF, 0x82});
  EXPECT_EQ(dialogue.state(), State::refused);
}

TEST(PolarDialogue, WildIndicationsDoNoHarm) {
  std::minstd_rand random{7};
  for (int round = 0; round < 20'000; ++round) {
    PolarDialogue dialogue{Kind::ecg};
    for (int word = 0; word < 4; ++word) {
      Bytes bytes(random() % 40);
      for (auto& byte : bytes) {
        byte = static_cast<std::uint8_t>(random() % 7);
      }
      if (bytes.size() > 4) {
        bytes[0] = 0xF0;
        bytes[2] = 0;
        bytes[3] = 0;
      }
      if (const auto next = dialogue.push(bytes)) {
        EXPECT_LE(next->size(), 320U);
      }
    }
  }
}

}  // namespace
}  // namespace ebb
