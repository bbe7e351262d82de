// What passes between a therapist's console and the person's screen.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feed/message.hpp"
#include "feed/words.hpp"

namespace ebb::feed {
namespace {

using testing::HasSubstr;
using Kind = ConsoleOffer::Kind;

template <class T>
T relayed(const T& sent) {
  const auto received = decode_received(encode(ViewerMessage{sent}), HostTime{});
  EXPECT_TRUE(received) << encode(ViewerMessage{sent});
  const std::string on_the_way = encode(ServiceMessage{std::get<T>(received->message)});
  EXPECT_EQ(on_the_way, encode(ViewerMessage{sent})) << "reads the same in both directions";
  const auto back = decode_service(on_the_way);
  EXPECT_TRUE(back) << on_the_way;
  return std::get<T>(*back);
}

std::string why_not(std::string_view json) {
  const auto message = decode_received(json, HostTime{});
  return message ? "" : message.error().why;
}

Showing full_showing() {
  return {.time = at_seconds<HostTime>(81.5),
          .practice = "own-rhythm",
          .title = "Finding our own rhythm",
          .state = RunState::paused,
          .step = "ease",
          .step_number = 2,
          .step_count = 5,
          .in_step = Seconds{42.5},
          .in_practice = Seconds{190.0},
          .guide = BreathsPerMinute{8.1},
          .visible = {"shape", "own breath"},
          .shared = false,
          .together = true,
          .offered = Kind::pace,
          .answers = {{at_seconds<HostTime>(70.0), OfferAnswer::What::taken_up, Kind::soften},
                      {at_seconds<HostTime>(80.0), OfferAnswer::What::own_pace, std::nullopt}},
          .slots = {"kind_words"}};
}

TEST(ConsoleMessage, EveryOfferComesBackAsItWas) {
  for (std::size_t i = 0; i < kWords<Kind>.size(); ++i) {
    const Offer sent{at_seconds<HostTime>(12.25),
                     {static_cast<Kind>(i), BreathsPerMinute{7.5}, "There is no hurry.", "place"}};
    const Offer got = relayed(sent);
    EXPECT_EQ(got.time, sent.time);
    EXPECT_EQ(got.what.kind, sent.what.kind);
    if (sent.what.kind == Kind::pace) {
      EXPECT_EQ(got.what.pace, sent.what.pace);
    }
    const bool worded = sent.what.kind == Kind::words || sent.what.kind == Kind::slot;
    EXPECT_EQ(got.what.words, worded ? sent.what.words : "");
    EXPECT_EQ(got.what.slot, sent.what.kind == Kind::slot ? "place" : "");
  }
}

TEST(ConsoleMessage, WhatAScreenShowsComesBackAsItWas) {
  const Showing sent = full_showing();
  const Showing got = relayed(sent);
  EXPECT_EQ(got.practice, sent.practice);
  EXPECT_EQ(got.title, sent.title);
  EXPECT_EQ(got.state, sent.state);
  EXPECT_EQ(got.step, sent.step);
  EXPECT_EQ(got.step_number, sent.step_number);
  EXPECT_EQ(got.step_count, sent.step_count);
  EXPECT_EQ(got.in_step, sent.in_step);
  EXPECT_EQ(got.in_practice, sent.in_practice);
  EXPECT_EQ(got.guide, sent.guide);
  EXPECT_EQ(got.visible, sent.visible);
  EXPECT_EQ(got.shared, sent.shared);
  EXPECT_EQ(got.together, sent.together);
  EXPECT_EQ(got.offered, sent.offered);
  EXPECT_EQ(got.slots, sent.slots);
  ASSERT_EQ(got.answers.size(), 2U);
  EXPECT_EQ(got.answers[0].offer, Kind::soften);
  EXPECT_EQ(got.answers[1].what, OfferAnswer::What::own_pace);
  EXPECT_EQ(got.answers[1].time, sent.answers[1].time);
  EXPECT_FALSE(got.answers[1].offer);
  EXPECT_TRUE(relayed(Showing{}).practice.empty());
}

TEST(ConsoleMessage, AnAgreementComesBackAsItWas) {
  for (const auto stage : {SessionAgreement::Stage::proposed, SessionAgreement::Stage::agreed,
                           SessionAgreement::Stage::declined}) {
    const SessionAgreement sent{
        at_seconds<HostTime>(3.0), stage, "grounding", 6, false, true, "Tuesday A"};
    EXPECT_EQ(relayed(sent), sent);
  }
}

TEST(ConsoleMessage, WhatBecomesOfTheRecordComesBackAsItWas) {
  for (const bool keeping : {false, true}) {
    const auto got =
        decode_service(encode(ServiceMessage{Record{at_seconds<HostTime>(3.0), true, keeping}}));
    ASSERT_TRUE(got);
    EXPECT_EQ(std::get<Record>(*got).time, at_seconds<HostTime>(3.0));
    EXPECT_TRUE(std::get<Record>(*got).can_keep);
    EXPECT_EQ(std::get<Record>(*got).keeping, keeping);
  }
  const auto bare = decode_service(R"({"type":"record","t":1})");
  ASSERT_TRUE(bare);
  EXPECT_FALSE(std::get<Record>(*bare).can_keep) << "what is not said is not promised";
}

TEST(ConsoleMessage, TheSecondBreathTravelsWithTheSnapshot) {
  Snapshot sent;
  sent.second_breath = SecondBreath{
      {BreathsPerMinute{8.0}, BreathsPerMinute{7.5}, BreathsPerMinute{8.5}, 0.9, HostTime{}},
      {Turns{0.25}, Turns{0.25}, Turns{0.25}, 0.9, at_seconds<HostTime>(4.0)}};
  sent.sources.emplace_back().second = true;
  const auto got = decode_service(encode(ServiceMessage{sent}));
  ASSERT_TRUE(got);
  const auto& snapshot = std::get<Snapshot>(*got);
  ASSERT_TRUE(snapshot.second_breath);
  EXPECT_EQ(snapshot.second_breath->rate.value, BreathsPerMinute{8.0});
  EXPECT_EQ(snapshot.second_breath->phase.value, Turns{0.25});
  EXPECT_EQ(snapshot.second_breath->phase.time, at_seconds<HostTime>(4.0));
  EXPECT_TRUE(snapshot.sources.at(0).second);
  const auto half = decode_service(
      R"({"type":"snapshot","t":1,"signal":"good","breath_origin":"none","sources":[],)"
      R"("second_breath":{"rate":{"value":8,"quality":1,"t":1}}})");
  ASSERT_TRUE(half);
  EXPECT_FALSE(std::get<Snapshot>(*half).second_breath) << "a rate without a phase leads nobody";
}

TEST(ConsoleMessage, SaysInASentenceWhatIsWrong) {
  EXPECT_THAT(why_not(R"({"type":"offer"})"), HasSubstr("offer: 'kind' is missing"));
  EXPECT_THAT(why_not(R"({"type":"offer","kind":"push"})"), HasSubstr("words of this version"));
  EXPECT_THAT(why_not(R"({"type":"offer","kind":"pace"})"), HasSubstr("'rate_per_min' is missing"));
  for (const char* rate : {"-1", "1e9", "\"6\"", "null"}) {
    EXPECT_THAT(
        why_not(R"({"type":"offer","kind":"pace","rate_per_min":)" + std::string{rate} + "}"),
        HasSubstr("rate_per_min"));
  }
  EXPECT_THAT(
      why_not(R"({"type":"offer","kind":"words","words":")" + std::string(5000, 'a') + R"("})"),
      HasSubstr("longer than 4096"));
  EXPECT_THAT(why_not(R"({"type":"showing","state":"winning"})"), HasSubstr("'state'"));
  EXPECT_THAT(why_not(R"({"type":"showing","state":"running","visible":[1]})"),
              HasSubstr("short texts"));
  EXPECT_THAT(why_not(R"({"type":"showing","state":"running","in_step_s":-1})"),
              HasSubstr("in_step_s"));
  EXPECT_THAT(why_not(R"({"type":"showing","state":"running","answers":[{"what":"won","t":1}]})"),
              HasSubstr("showing.answers"));
  for (const char* minutes : {"0", "241", "-3", "1e300", "true"}) {
    EXPECT_THAT(
        why_not(R"({"type":"agreement","stage":"agreed","minutes":)" + std::string{minutes} + "}"),
        HasSubstr("minutes"));
  }
}

TEST(ConsoleMessage, EndlessListsAreRefused) {
  std::string visible;
  std::string answers;
  for (int i = 0; i < 17; ++i) {
    visible += (i > 0 ? "," : "") + std::string{R"("shape")"};
    answers += (i > 0 ? "," : "") + std::string{R"({"what":"taken-up","t":1})"};
  }
  EXPECT_THAT(why_not(R"({"type":"showing","state":"running","visible":[)" + visible + "]}"),
              HasSubstr("visible"));
  EXPECT_THAT(why_not(R"({"type":"showing","state":"running","answers":[)" + answers + "]}"),
              HasSubstr("answers"));
}

TEST(ConsoleMessage, CutShortOrWithAFlippedBitItIsRefusedOrStillAMessage) {
  for (const std::string& whole :
       {encode(ViewerMessage{full_showing()}),
        encode(ViewerMessage{Offer{{}, {Kind::pace, BreathsPerMinute{6.5}}}}),
        encode(ViewerMessage{SessionAgreement{.purpose = "grounding"}})}) {
    for (std::size_t n = 0; n < whole.size(); ++n) {
      EXPECT_NE(why_not(std::string_view{whole}.substr(0, n)), "");
      for (int bit = 0; bit < 8; ++bit) {
        std::string hurt = whole;
        hurt[n] = static_cast<char>(hurt[n] ^ (1 << bit));
        if (const auto got = decode_received(hurt, HostTime{})) {
          EXPECT_TRUE(decode_received(encode(got->message), HostTime{})) << hurt;
        }
      }
    }
  }
}

}  // namespace
}  // namespace ebb::feed
