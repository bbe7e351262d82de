#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/exports/csv_bundle.hpp"
#include "archive/exports/number_text.hpp"
#include "archive/exports/rr_text.hpp"
#include "archive/imports/bundle_session.hpp"
#include "archive/imports/csv_rows.hpp"
#include "archive/imports/foreign_sessions.hpp"
#include "archive/imports/interval_session.hpp"
#include "archive/imports/session_items.hpp"
#include "archive/session_file/session_reader.hpp"
#include "kept_evening.hpp"
#include "telling_evening.hpp"

namespace ebb {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::vector<std::uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

std::string everything(const KeptSession& session) {
  std::string all;
  for (const ExportedFile& file : csv_bundle(session)) {
    all += "== " + file.name + "\n" + file.content;
  }
  return all;
}

TEST(CsvRows, ReadsWhatSpreadsheetsWrite) {
  EXPECT_THAT(
      csv_rows("\xef\xbb\xbf"
               "a,b\r\n\"x, \"\"y\"\"\nz\",\r\n\r\nlast"),
      ElementsAre(ElementsAre("a", "b"), ElementsAre("x, \"y\"\nz", ""), ElementsAre("last")));
  EXPECT_THAT(csv_rows("\"never closed"), ElementsAre(ElementsAre("never closed")));
  EXPECT_TRUE(csv_rows("").empty());
}

TEST(BundleSession, IsTheSessionThatTheBundleWasMadeOf) {
  KeptSession session = telling_evening();
  session.marks.front().starred = true;
  const auto read = bundle_session(csv_bundle(session));
  ASSERT_TRUE(read) << read.error();
  EXPECT_TRUE(read->marks.front().starred);
  EXPECT_EQ(everything(*read), everything(session));
  EXPECT_EQ(read->can_tell, session.can_tell);
  EXPECT_EQ(read->head.sensors, session.head.sensors);
}

TEST(BundleSession, NamesTheCellThatMakesNoSense) {
  auto files = csv_bundle(telling_evening(20));
  for (ExportedFile& file : files) {
    if (file.name == "beats.csv") {
      file.content = "time_s,interval_ms,verdict\n1,800,normal\n2,soon,normal\n";
    }
  }
  const auto read = bundle_session(files);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error(), "beats.csv, row 2: \"soon\" makes no sense as interval_ms.");
  EXPECT_FALSE(bundle_session({}));
}

Expected<KeptSession, std::string> written_and_read(const KeptSession& session) {
  const OwnFolder folder;
  const std::filesystem::path path = folder.path() / "one.ebb";
  SessionFile file{
      path,
      {session.head.id, session.head.label, session.head.started_ms, session.head.utc_offset_min,
       session.software, HostTime{}, session.head.length}};
  file.write(session_items(session));
  file.close();
  return read_session(path);
}

TEST(SessionItems, AreTheSameSessionOnceTheyAreWritten) {
  KeptSession session = telling_evening();
  session.marks.front().starred = true;
  const auto read = written_and_read(session);
  ASSERT_TRUE(read) << read.error();
  EXPECT_TRUE(read->marks.front().starred);
  EXPECT_EQ(everything(*read), everything(session));
}

TEST(SessionItems, KeepTheLengthOfASessionThatWasCutOff) {
  KeptSession session = telling_evening();
  session.finished = false;
  session.links.clear();
  session.practice.clear();
  session.rates.clear();
  session.quality.clear();
  session.gaps.clear();
  const auto read = written_and_read(session);
  ASSERT_TRUE(read) << read.error();
  EXPECT_FALSE(read->finished);
  EXPECT_EQ(read->head.length, session.head.length);
}

TEST(IntervalSession, IsMadeOfTheTextThatWasExported) {
  const KeptSession session = telling_evening();
  const auto read = read_interval_table(bytes_of(rr_text(session)));
  ASSERT_TRUE(read) << read.error();
  EXPECT_FALSE(read->dated);
  ASSERT_EQ(read->session.beats.size(), session.beats.size());
  EXPECT_NEAR(read->session.beats[9].interval.count(), session.beats[9].interval.count(), 0.001);
  EXPECT_NEAR(read->session.head.length.count(), 299.0, 1.5);
  EXPECT_TRUE(read->session.can_tell.intervals);
}

std::string many(const std::string& header, const std::string& row, int count) {
  std::string text = header;
  for (int i = 0; i < count; ++i) {
    text += row;
  }
  return text;
}

TEST(IntervalSession, ReadsSecondsAsWellAsMilliseconds) {
  const auto read = read_interval_table(bytes_of(many("", "0.812\n", 60)));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->session.beats[30].interval, Milliseconds{812.0});
}

TEST(IntervalSession, ReadsPolarSensorLoggerAndTellsWhenItBegan) {
  std::string text = "Phone timestamp;RR-interval [ms]\n";
  for (int i = 0; i < 40; ++i) {
    text += "2026-04-24T14:10:" + std::to_string(10 + i) + ".000;1000\n";
  }
  // Then half a minute is missing.
  for (int i = 0; i < 20; ++i) {
    text += "2026-04-24T14:11:" + std::to_string(20 + i) + ".000;1000\n";
  }
  const auto read = read_interval_table(bytes_of(text));
  ASSERT_TRUE(read) << read.error();
  EXPECT_TRUE(read->dated);
  EXPECT_EQ(read->session.head.started_ms, 1'777'039'809'000);
  EXPECT_NEAR(read->session.head.length.count(), 90.0, 0.1);
  EXPECT_EQ(read->session.beats[41].verdict, IntervalVerdict::gap);
  EXPECT_EQ(read->session.beats[42].verdict, IntervalVerdict::normal);
}

TEST(IntervalSession, ReadsHrvLogger) {
  const auto read = read_interval_table(
      bytes_of(many("date,rr,since start\n", "2025-03-15 09:00:15.123,823,0\n", 20)));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->session.beats[5].interval, Milliseconds{823.0});
}

/// 300 intervals of 812 ms with a time each, so many of which are a second.
std::string timed(const char* name, double in_a_second, double lost = 0.0) {
  std::string text = std::string{name} + ",rr\n";
  for (int i = 0; i < 300; ++i) {
    const double seconds = 1'777'039'809.0 + 0.812 * i + (i < 200 ? 0.0 : lost);
    text += fixed(seconds * in_a_second, 3) + ",812\n";
  }
  return text;
}

TEST(IntervalSession, TellsByTheIntervalsInWhatUnitTheirTimesAre) {
  for (const double in_a_second : {1.0, 1e3, 1e6, 1e9}) {
    const auto whole = read_interval_table(bytes_of(timed("timestamp", in_a_second)));
    ASSERT_TRUE(whole) << whole.error();
    EXPECT_NEAR(whole->session.head.length.count(), 243.6, 0.1) << in_a_second;
    EXPECT_EQ(std::count_if(whole->session.beats.begin(), whole->session.beats.end(),
                            [](auto& beat) { return beat.verdict == IntervalVerdict::gap; }),
              1);
    const auto parted = read_interval_table(bytes_of(timed("timestamp", in_a_second, 30.0)));
    EXPECT_NEAR(parted->session.head.length.count(), 273.6, 0.1) << in_a_second;
  }
}

TEST(IntervalSession, LeavesTimesAloneThatDoNotGoWithTheIntervals) {
  for (const double in_a_second : {1.0 / 60.0, 30.0}) {
    const auto read = read_interval_table(bytes_of(timed("time", in_a_second, 30.0)));
    ASSERT_TRUE(read) << read.error();
    EXPECT_NEAR(read->session.head.length.count(), 243.6, 0.1) << in_a_second;
  }
}

TEST(IntervalSession, RefusesWhatHasTooFewOrIsBelowZero) {
  EXPECT_THAT(read_interval_table(bytes_of("800\n810\n")).error(), HasSubstr("too few"));
  EXPECT_THAT(read_interval_table(bytes_of(many("", "-3\n", 20))).error(), HasSubstr("row 1"));
  EXPECT_FALSE(read_interval_table(bytes_of("dear diary\n")));
}

TEST(IntervalSession, StaysBoundedWhateverTheNumbersSay) {
  std::vector<ForeignInterval> wild(1000, {1e300, 1e300});
  wild.push_back({800.0, -1e300});
  const KeptSession session = interval_session(wild);
  EXPECT_LE(session.head.length, Seconds{48.0 * 3600.0});
}

TEST(RateTable, ReadsAHeartRateWithItsTimes) {
  const auto read = read_rate_table(
      bytes_of("Phone timestamp;HR [bpm];HRV [ms];Breathing interval [rpm];\n"
               "2026-04-24T14:10:16.000;64;42.5;;\n2026-04-24T14:10:17.000;65;42.5;;\n"));
  ASSERT_TRUE(read) << read.error();
  ASSERT_THAT(read->session.rates, SizeIs(2));
  EXPECT_EQ(read->session.rates[1].per_minute, 65.0);
  EXPECT_FALSE(read->session.can_tell.variability());
  EXPECT_TRUE(read->dated);
}

TEST(ForeignSessions, ReadsPolarFlowAndTellsWhenItBegan) {
  const auto read =
      read_foreign(bytes_of("Name,Sport,Date,Start time,Duration,Average heart rate (bpm)\n"
                            "A Person,OTHER,24-11-2016,13:58:58,00:00:03,86\n"
                            "Sample rate,Time,HR (bpm),Speed (km/h)\n"
                            "1,00:00:00,86,\n,00:00:01,87,\n,00:00:02,88,\n"));
  ASSERT_TRUE(read) << read.error();
  ASSERT_THAT(*read, SizeIs(1));
  const KeptSession& session = read->front().session;
  EXPECT_EQ(session.head.started_ms, 1'479'995'938'000);
  ASSERT_THAT(session.rates, SizeIs(3));
  EXPECT_EQ(session.rates[2].per_minute, 88.0);
  EXPECT_EQ(everything(session).find("A Person"), std::string::npos);
}

TEST(ForeignSessions, ReadsARowOfIntervalsAMeasurement) {
  const auto read =
      read_foreign(bytes_of("date,rMSSD,HRV Score,RR intervals\n"
                            "2026-01-10,55.2,72,800;810;795;820;805;800;810;795;820;805;799\n"
                            "2026-01-11,48.3,65,\n"
                            "2026-01-12,48.3,65,900;910;895;920;905;900;910;895;920;905\n"));
  ASSERT_TRUE(read) << read.error();
  ASSERT_THAT(*read, SizeIs(2));
  EXPECT_EQ(read->front().session.head.started_ms, 1'768'003'200'000);
  EXPECT_EQ(read->back().session.beats[1].interval, Milliseconds{900.0});
}

TEST(ForeignSessions, KnowsTheDateInAName) {
  EXPECT_EQ(date_in_name("2017-01-15 07-12-32.txt"), 1'484'464'352.0);
  EXPECT_FALSE(date_in_name("2017-13-15 07-12-32.txt"));
  EXPECT_FALSE(date_in_name("evening.txt"));
}

TEST(ForeignSessions, SaysInASentenceWhatItCannotRead) {
  for (const char* text : {"", "dear diary", "a,b\n1,2\n", "0       no edf", "{\"json\": 1}"}) {
    const auto read = read_foreign(bytes_of(text));
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().back(), '.') << read.error();
  }
  const auto results = read_foreign(bytes_of("date,HR,rMSSD\n2021-03-04,62,41\n"));
  ASSERT_FALSE(results);
  EXPECT_THAT(results.error(), testing::HasSubstr("'date', 'HR', 'rMSSD'"));
  EXPECT_THAT(results.error(), testing::HasSubstr("none of its columns"));
}

}  // namespace
}  // namespace ebb
