#include "service/consent.hpp"

#include <gtest/gtest.h>

namespace ebb {
namespace {

using Heard = Consent::Heard;
using Stage = SessionAgreement::Stage;

constexpr std::uint64_t kConsole = 1;
constexpr std::uint64_t kPerson = 2;

HostTime at(double seconds) { return HostTime{to_microseconds(Seconds{seconds})}; }

SessionAgreement terms(Stage stage, bool kept = true) {
  return {.stage = stage, .purpose = "grounding", .minutes = 6, .kept = kept, .label = "Tuesday A"};
}

TEST(Consent, KeepsOnceAnotherViewerAgreesToWhatStands) {
  Consent consent;
  EXPECT_EQ(consent.hear(kConsole, terms(Stage::proposed), at(1)), Heard::taken);
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::agreed), at(9)), Heard::keep);
}

TEST(Consent, WhatNobodyAgreedToMayBeLetGoAfterwardsAndWhatTwoAgreedToNot) {
  Consent consent;
  EXPECT_TRUE(consent.may_let_go());
  consent.hear(kConsole, terms(Stage::proposed), at(1));
  EXPECT_TRUE(consent.may_let_go());
  consent.hear(kPerson, terms(Stage::agreed), at(2));
  EXPECT_FALSE(consent.may_let_go());
  consent.hear(kConsole, terms(Stage::proposed, false), at(3));
  consent.hear(kPerson, terms(Stage::agreed, false), at(4));
  EXPECT_TRUE(consent.may_let_go());
}

TEST(Consent, TakesNoYesThatNobodyAskedFor) {
  Consent consent;
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::agreed), at(1)), Heard::refused);
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::declined), at(2)), Heard::refused);
  EXPECT_FALSE(consent.ran_out(at(1e6)));
}

TEST(Consent, IsNotGivenByWhoeverAsksForIt) {
  Consent consent;
  consent.hear(kConsole, terms(Stage::proposed), at(1));
  EXPECT_EQ(consent.hear(kConsole, terms(Stage::agreed), at(2)), Heard::refused);
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::agreed), at(3)), Heard::keep) << "it still stands";
}

TEST(Consent, IsToJustWhatWasProposed) {
  for (const auto& change :
       {+[](SessionAgreement& a) { a.kept = false; }, +[](SessionAgreement& a) { a.minutes = 60; },
        +[](SessionAgreement& a) { a.purpose = "something else"; },
        +[](SessionAgreement& a) { a.feedback_shown = false; },
        +[](SessionAgreement& a) { a.label = "another"; }}) {
    Consent consent;
    consent.hear(kConsole, terms(Stage::proposed), at(1));
    SessionAgreement other = terms(Stage::agreed);
    change(other);
    EXPECT_EQ(consent.hear(kPerson, other, at(2)), Heard::refused);
  }
}

TEST(Consent, IsToTheNewestProposal) {
  Consent consent;
  consent.hear(kConsole, terms(Stage::proposed), at(1));
  consent.hear(kConsole, terms(Stage::proposed, false), at(2));
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::agreed), at(3)), Heard::refused);
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::agreed, false), at(4)), Heard::keep_nothing);
}

TEST(Consent, IsGivenOnceForEachProposal) {
  Consent consent;
  consent.hear(kConsole, terms(Stage::proposed), at(1));
  consent.hear(kPerson, terms(Stage::agreed), at(2));
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::agreed), at(3)), Heard::refused);
}

TEST(Consent, ANoLeavesTheWayOpenForAnotherProposal) {
  Consent consent;
  consent.hear(kConsole, terms(Stage::proposed), at(1));
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::declined), at(2)), Heard::taken);
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::agreed), at(3)), Heard::refused);
  consent.hear(kConsole, terms(Stage::proposed), at(4));
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::agreed), at(5)), Heard::keep);
}

TEST(Consent, RunsOutOnceWhenTheMinutesAreOver) {
  Consent consent;
  consent.hear(kConsole, terms(Stage::proposed), at(1));
  consent.hear(kPerson, terms(Stage::agreed), at(10));
  EXPECT_FALSE(consent.ran_out(at(10 + 359.9)));
  EXPECT_TRUE(consent.ran_out(at(10 + 360)));
  EXPECT_FALSE(consent.ran_out(at(10 + 361)));
}

TEST(Consent, NewMinutesTakeThePlaceOfTheOld) {
  Consent consent;
  consent.hear(kConsole, terms(Stage::proposed), at(0));
  consent.hear(kPerson, terms(Stage::agreed), at(0));
  consent.hear(kConsole, terms(Stage::proposed), at(300));
  EXPECT_TRUE(consent.ran_out(at(360))) << "what is only proposed changes nothing";
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::agreed), at(361)), Heard::keep);
  EXPECT_FALSE(consent.ran_out(at(720)));
  consent.hear(kConsole, terms(Stage::proposed, false), at(700));
  EXPECT_EQ(consent.hear(kPerson, terms(Stage::agreed, false), at(701)), Heard::keep_nothing);
  EXPECT_FALSE(consent.ran_out(at(1e6))) << "there is nothing to end";
}

}  // namespace
}  // namespace ebb
