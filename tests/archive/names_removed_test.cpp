#include "archive/exports/names_removed.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/exports/even_means.hpp"
#include "archive/exports/number_text.hpp"
#include "telling_evening.hpp"

namespace ebb {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

TEST(EvenMeans, AreBreathMeansOnAGridAndLeaveGapsOpen) {
  KeptSession session = telling_evening(300);
  session.beats.erase(std::remove_if(session.beats.begin(), session.beats.end(),
                                     [](const Beat& beat) {
                                       const double at = to_seconds(beat.time);
                                       return at > 100.0 && at < 140.0;
                                     }),
                      session.beats.end());
  const std::vector<EvenMean> means = even_means(session, Seconds{10.0});
  ASSERT_THAT(means, SizeIs(30));
  EXPECT_NEAR(means[5].heart.value_or(0.0), 75.0, 3.0);
  EXPECT_NEAR(means[5].breath.value_or(0.0), 12.0, 1e-9);
  EXPECT_FALSE(means[11].heart);
  EXPECT_TRUE(means[11].breath);
  EXPECT_NEAR(clear_share(session)->of_time, 0.86, 0.03);
}

TEST(ClearShare, IsOfTheWholeOfALongSession) {
  // Six hours, of which the last two have no beats, and one in four of them was set aside.
  KeptSession session;
  session.head.length = Seconds{6.0 * 3600.0};
  for (int i = 1; i < 4 * 3600; ++i) {
    session.beats.push_back(
        {.time = at_seconds<HostTime>(i),
         .interval = Milliseconds{1000.0},
         .verdict = i % 4 == 0 ? IntervalVerdict::ectopic : IntervalVerdict::normal});
  }
  const auto clear = clear_share(session);
  ASSERT_TRUE(clear);
  EXPECT_NEAR(clear->of_time, 0.5, 0.001);
  EXPECT_NEAR(clear->set_aside, 0.25, 0.001);
  for (Beat& beat : session.beats) {
    beat.time += to_microseconds(Seconds{2.0 * 3600.0});
  }
  EXPECT_NEAR(clear_share(session)->of_time, 0.5, 0.001);
}

TEST(ClearShare, A5_IsNotToldOfASensorWithoutBeats) {
  KeptSession session = telling_evening(60);
  session.beats.clear();
  EXPECT_FALSE(clear_share(session));
  const NamesRemoved leaving = names_removed(session, {});
  EXPECT_THAT(print_names_removed(leaving), Not(HasSubstr("clear signal")));
  for (const LeavingField& field : leaving_fields(leaving)) {
    EXPECT_NE(field.field, "clear signal");
    EXPECT_NE(field.field, "beats set aside");
  }
}

TEST(EvenMeans, A5_AreTheRatesThatWereToldWhereNoBeatWas) {
  KeptSession session = telling_evening(60);
  session.beats.clear();
  session.breaths.clear();
  session.rates[2].quality = 0.1;  // the heart's second
  const std::vector<EvenMean> means = even_means(session, Seconds{10.0});
  EXPECT_EQ(means[0].heart, 72.5);
  EXPECT_FALSE(means[1].heart);
  EXPECT_EQ(means[1].breath, 12.0);
}

TEST(EvenMeans, LeaveOutRatesThatNoBodyHas) {
  KeptSession session = telling_evening(60);
  session.beats.clear();
  session.breaths.clear();
  session.rates.clear();
  const double beyond = std::numeric_limits<double>::infinity();
  for (const double rate : {1e9, 1e300, 19.0, 301.0, -70.0, beyond, std::nan("")}) {
    session.rates.push_back({at_seconds<HostTime>(2.0), KeptRate::Of::heart, rate, 0.8});
  }
  for (const double rate : {1e9, 61.0, 0.5, beyond, std::nan("")}) {
    session.rates.push_back({at_seconds<HostTime>(2.0), KeptRate::Of::breath, rate, 0.8});
  }
  EXPECT_FALSE(even_means(session, Seconds{10.0})[0].heart);
  EXPECT_FALSE(even_means(session, Seconds{10.0})[0].breath);
  session.rates.push_back({at_seconds<HostTime>(3.0), KeptRate::Of::heart, 70.0, 0.8});
  EXPECT_EQ(even_means(session, Seconds{10.0})[0].heart, 70.0);
}

TEST(EvenMeans, StayBoundedWhateverASessionSaysOfItsLength) {
  KeptSession session = telling_evening(10);
  session.head.length = Seconds{1e12};
  EXPECT_THAT(even_means(session, Seconds{10.0}), SizeIs(17'280));
  session.head.length = Seconds{-5.0};
  EXPECT_THAT(even_means(session, Seconds{10.0}), SizeIs(0));
}

/// Every text in the session, by its pieces: what would tell whose it is.
std::vector<std::string> telling_texts(const KeptSession& session) {
  std::vector<std::string> texts{session.head.id,
                                 session.head.label,
                                 session.software,
                                 session.agreed.shown,
                                 session.agreed.kept,
                                 session.agreed.note,
                                 "for-sarah",
                                 "sarahs-words",
                                 "2026",
                                 "11-22",
                                 "19:30",
                                 "1795372200",
                                 "Mina",
                                 "7E1A2B3C",
                                 "/dev/",
                                 "Tuesday",
                                 "ble",
                                 "ebb-link"};
  for (const KeptSensor& sensor : session.sensors) {
    texts.insert(texts.end(), {sensor.name, sensor.protocol, sensor.address});
  }
  for (const LinkEvent& link : session.links) {
    texts.insert(texts.end(), {link.source, link.note});
  }
  for (const KeptMark& mark : session.marks) {
    texts.insert(texts.end(), {mark.id, mark.label});
  }
  for (const KeptWords& words : session.words) {
    texts.insert(texts.end(), {words.id, words.words.text});
  }
  return texts;
}

NamesRemovedChoices choices(std::vector<std::string> labels = {}) {
  return {"7f3a", std::move(labels), {{"kind-pause", {"arrive", "kindness"}}}};
}

TEST(NamesRemoved, A26_NothingThatTellsWhoseItIsLeaves) {
  const KeptSession session = telling_evening();
  const NamesRemoved leaving = names_removed(session, choices());
  const std::string text = print_names_removed(leaving);
  for (const std::string& telling : telling_texts(session)) {
    EXPECT_THAT(text, Not(HasSubstr(telling)));
  }
  EXPECT_EQ(text.substr(0, 31), "# names removed, not anonymous\n");
  EXPECT_THAT(text, AllOf(HasSubstr("# practice: kind-pause\n"), HasSubstr("60,step,,,kindness\n"),
                          HasSubstr("200,step,,,step 1\n"), HasSubstr("65,mark,,,\n"),
                          HasSubstr("\n10,mean,7"), Not(HasSubstr("91,mark"))));
}

TEST(NamesRemoved, A26_AStepThatAShippedPracticeDoesNotHaveIsNumbered) {
  KeptSession session = telling_evening();
  session.practice.push_back(
      {at_seconds<HostTime>(210.0), "kind-pause", "step", "words-to-mina", 0.0});
  const std::string text = print_names_removed(names_removed(session, choices()));
  EXPECT_THAT(text, Not(HasSubstr("mina")));
  EXPECT_THAT(text, AllOf(HasSubstr("60,step,,,kindness\n"), HasSubstr("210,step,,,step 2\n")));
}

TEST(NamesRemoved, A26_ALabelLeavesOnlyWhenItWasTicked) {
  const KeptSession session = telling_evening();
  const std::string text =
      print_names_removed(names_removed(session, {"7f3a", {"aaaa0001", "aaaa0003"}, {}}));
  EXPECT_THAT(text, HasSubstr("65,mark,,,mentioned sister\n"));
  EXPECT_THAT(text, Not(HasSubstr("warmer")));
  EXPECT_THAT(text, Not(HasSubstr("not this one")));  // hidden: not there at all
  EXPECT_THAT(text, Not(HasSubstr("kind-pause")));    // not said to be a shipped one
}

TEST(NamesRemoved, A26_ThePreviewNamesEveryTextThatLeaves) {
  const NamesRemoved leaving = names_removed(telling_evening(), choices({"aaaa0001"}));
  std::string preview;
  for (const LeavingField& field : leaving_fields(leaving)) {
    preview += field.field + ": " + field.holds + "\n";
  }
  for (const NamesRemoved::Moment& moment : leaving.moments) {
    EXPECT_THAT(preview, HasSubstr(fixed(moment.seconds, 0) + " s"));
    EXPECT_THAT(preview, HasSubstr(moment.name));
  }
  EXPECT_THAT(preview, AllOf(HasSubstr("7f3a"), HasSubstr("kind-pause"), HasSubstr("30 means"),
                             HasSubstr("marks without a label: at 90 s\n")));
  // And every column or remark that is printed is in it.
  for (const char* field : {"session", "minutes", "practice", "clear signal", "set aside",
                            "heart_per_minute", "breath_per_minute", "steps", "marks"}) {
    EXPECT_THAT(preview, HasSubstr(field));
  }
}

}  // namespace
}  // namespace ebb
