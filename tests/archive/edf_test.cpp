#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/exports/edf_file.hpp"
#include "archive/exports/edf_notes.hpp"
#include "archive/imports/edf_session.hpp"
#include "kept_evening.hpp"
#include "telling_evening.hpp"

namespace ebb {
namespace {

using testing::SizeIs;

std::vector<std::uint8_t> edf_of(const KeptSession& session) {
  const OwnFolder folder;
  const std::filesystem::path path = folder.path() / "one.edf";
  const auto trouble = write_edf(session, {}, path, [](double) {});
  EXPECT_FALSE(trouble) << trouble.value_or("");
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(EdfFile, HoldsRatesQualityAndAllThatHappened) {
  const KeptSession session = telling_evening();
  const auto read = read_edf(edf_of(session));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->seconds, 300.0);
  EXPECT_EQ(read->started_ms, 1'795'372'200'000 + 3'600'000);  // by the calendar there
  ASSERT_THAT(read->signals, SizeIs(3));
  EXPECT_EQ(read->signals[0].label, "Heart rate");
  EXPECT_EQ(read->signals[0].unit, "/min");
  ASSERT_THAT(read->signals[0].samples, SizeIs(300));
  EXPECT_NEAR(static_cast<double>(read->signals[0].samples[52]), 75.0, 3.0);
  EXPECT_NEAR(static_cast<double>(read->signals[1].samples[52]), 12.0, 0.001);
  EXPECT_EQ(read->signals[2].label, "Q respiration");
  EXPECT_NEAR(static_cast<double>(read->signals[2].samples[11]), 0.75, 0.001);
  EXPECT_NEAR(static_cast<double>(read->signals[2].samples[12]), -1.0, 0.001);

  const auto said = [&read](const std::string& text) {
    return std::count_if(read->annotations.begin(), read->annotations.end(),
                         [&text](const EdfAnnotation& note) { return note.text == text; });
  };
  EXPECT_EQ(said("mark: mentioned sister"), 1);
  EXPECT_EQ(said("mark: not this one"), 0);  // hidden
  EXPECT_EQ(said("step: kindness"), 1);
  EXPECT_EQ(said("machine slept 33.5 s"), 1);
  EXPECT_EQ(said("breath"), static_cast<std::ptrdiff_t>(session.breaths.size()));
}

TEST(EdfFile, SaysWhichYearsItKnows) {
  const OwnFolder folder;
  const std::filesystem::path path = folder.path() / "one.edf";
  KeptSession session = telling_evening(20);
  session.head.utc_offset_min = 0;
  for (const auto& [started_ms, year] : std::vector<std::pair<std::int64_t, std::string>>{
           {0, "1970"}, {473'385'599'999, "1984"}, {3'629'145'600'000, "2085"}}) {
    session.head.started_ms = started_ms;
    EXPECT_EQ(write_edf(session, {}, path, [](double) {}).value_or(""),
              "EDF+ knows the years 1985 to 2084, and this session is of " + year +
                  "; export it as csv.");
    EXPECT_FALSE(std::filesystem::exists(path));
  }
  session.head.started_ms = 473'385'600'000;
  EXPECT_EQ(read_edf(edf_of(session))->started_ms, session.head.started_ms);
  session.head.started_ms = 3'629'145'599'000;
  EXPECT_EQ(read_edf(edf_of(session))->started_ms, session.head.started_ms);
}

TEST(EdfSession, HasTheBeatsBreathsStepsAndMarksThatWereWritten) {
  const KeptSession session = telling_evening();
  const auto recording = read_edf(edf_of(session));
  ASSERT_TRUE(recording);
  const auto read = edf_session(*recording);
  ASSERT_TRUE(read) << read.error();
  const KeptSession& back = read->session;
  EXPECT_TRUE(read->dated);
  ASSERT_EQ(back.beats.size(), session.beats.size());
  for (std::size_t i = 0; i < back.beats.size(); ++i) {
    EXPECT_EQ(back.beats[i].verdict, session.beats[i].verdict) << i;
    EXPECT_NEAR(back.beats[i].interval.count(), session.beats[i].interval.count(), 0.11) << i;
  }
  ASSERT_EQ(back.breaths.size(), session.breaths.size());
  EXPECT_EQ(back.breaths[7].period, Seconds{5.0});
  EXPECT_EQ(back.marks[0].label, "mentioned sister");
  EXPECT_NEAR(to_seconds(back.marks[0].time), 65.1235, 1e-4);
  EXPECT_EQ(back.practice[1].step, "arrive");
  EXPECT_EQ(back.head.practice, "kind-pause");
  EXPECT_EQ(back.head.length, session.head.length);
}

TEST(EdfSession, TellsABreathOutOfTheHeartFromABelts) {
  KeptSession session = telling_evening(60);
  for (Breath& breath : session.breaths) {
    breath.origin = BreathOrigin::heart;
  }
  session.breaths[3].quality = 0.1;
  session.breaths[4].period = Seconds{0.01};
  const auto recording = read_edf(edf_of(session));
  ASSERT_TRUE(recording);
  const auto read = edf_session(*recording);
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->session.breaths.size(), session.breaths.size() - 2)
      << "what is not trusted stays";
  for (const Breath& breath : read->session.breaths) {
    EXPECT_EQ(breath.origin, BreathOrigin::heart);
  }
  EXPECT_FALSE(read->session.can_tell.respiration);
  EXPECT_TRUE(read->session.marks.empty()) << "it is no mark either";
}

TEST(EdfNotes, PartALongLabelBetweenWordsAndNeverWithinACharacter) {
  KeptSession session;
  session.marks.push_back(
      {"1", HostTime{}, "the way down by the river with the dog that would not come back"});
  session.marks.push_back({"2", HostTime{}, std::string(36, 'x') + "\u00e9\u00e9\u00e9"});
  std::string first;
  for (const EdfNote& note : edf_notes(session, at_seconds<HostTime>(1.0))) {
    EXPECT_LE(note.text.size(), kLongestNote);
    EXPECT_NE(static_cast<unsigned char>(note.text.front()) & 0xc0U, 0x80U);
    first += note.text;
  }
  EXPECT_EQ(first, "mark: " + session.marks[0].label + "mark: " + session.marks[1].label);
}

TEST(EdfReader, RefusesWhatIsCutOrNoEdfInASentence) {
  const std::vector<std::uint8_t> whole = edf_of(telling_evening(30));
  for (const std::size_t size : {std::size_t{0}, std::size_t{100}, std::size_t{300}}) {
    const auto read = read_edf(std::span{whole}.first(size));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().back(), '.');
  }
  // Cut among its records it is read as far as it goes.
  const auto cut = read_edf(std::span{whole}.first(whole.size() - whole.size() / 4));
  ASSERT_TRUE(cut);
  EXPECT_LT(cut->seconds, 30.0);
  EXPECT_GT(cut->seconds, 10.0);
}

}  // namespace
}  // namespace ebb
