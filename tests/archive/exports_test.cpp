#include <algorithm>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/exports/csv_bundle.hpp"
#include "archive/exports/csv_text.hpp"
#include "archive/exports/number_text.hpp"
#include "archive/exports/rr_text.hpp"
#include "archive/exports/session_json.hpp"
#include "telling_evening.hpp"

namespace ebb {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::string table(const KeptSession& session, const std::string& name) {
  const auto files = csv_bundle(session);
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&name](const ExportedFile& file) { return file.name == name; });
  return found == files.end() ? std::string{} : found->content;
}

TEST(NumberText, IsTheSameNumberWhenItIsReadBack) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(std::stod(shortest(1000.0 / 1.024)), 1000.0 / 1.024);
  EXPECT_EQ(shortest(std::numeric_limits<double>::quiet_NaN()), "");
  EXPECT_EQ(fixed(-2.25, 1), "-2.2");
  EXPECT_EQ(fixed(1e300, 2).size(), 304U);
  EXPECT_EQ(seconds_text(HostTime{Microseconds{65'000'001}}), "65.000001");
  EXPECT_EQ(seconds_text(HostTime{Microseconds{-1'500'000}}), "-1.500000");
  EXPECT_EQ(seconds_text(HostTime::min()), "-9223372036854.775808");
}

TEST(CsvText, PutsInQuotationMarksWhatWouldFallApart) {
  CsvText text{"a", "b"};
  text.row({"plain", "says \"so\", twice\nor more"});
  EXPECT_EQ(text.text(), "a,b\nplain,\"says \"\"so\"\", twice\nor more\"\n");
}

TEST(CsvBundle, HasATableForEverythingAndNamesEveryColumn) {
  const KeptSession session = telling_evening();
  const auto files = csv_bundle(session);
  ASSERT_THAT(files, SizeIs(12));
  const std::string& readme = files.front().content;
  for (std::size_t i = 1; i < files.size(); ++i) {
    EXPECT_THAT(readme, HasSubstr(files[i].name));
    std::istringstream names(lines_of(files[i].content).front());
    for (std::string column; std::getline(names, column, ',');) {
      EXPECT_TRUE(column == "key" || column == "value" || readme.find(column) != std::string::npos)
          << files[i].name << ": " << column;
    }
  }
  EXPECT_THAT(lines_of(table(session, "beats.csv")), SizeIs(session.beats.size() + 1));
  EXPECT_THAT(table(session, "marks.csv"), HasSubstr("65.123456,mentioned sister,no,therapist"));
  EXPECT_THAT(table(session, "session.csv"), HasSubstr("started,2026-11-22T19:30:00+01:00"));
}

TEST(RrText, IsOneIntervalALineAndNothingElse) {
  const KeptSession session = telling_evening();
  const std::vector<std::string> lines = lines_of(rr_text(session));
  EXPECT_THAT(lines, SizeIs(session.beats.size() - 1));  // the first has no interval
  for (const std::string& line : lines) {
    std::size_t read = 0;
    EXPECT_NEAR(std::stod(line, &read), 800.0, 60.0);
    EXPECT_EQ(read, line.size()) << line;
  }
}

TEST(RrText, NamesElsewhereWhatIsSetAside) {
  const KeptSession session = telling_evening();
  const std::vector<std::string> aside = lines_of(rr_set_aside(session));
  const auto ectopic = static_cast<std::size_t>(
      std::count_if(session.beats.begin(), session.beats.end(),
                    [](const Beat& beat) { return beat.verdict == IntervalVerdict::ectopic; }));
  ASSERT_THAT(aside, SizeIs(ectopic + 1));
  EXPECT_EQ(aside[1].substr(0, 3), "50,");
  EXPECT_THAT(aside[1], HasSubstr("ectopic"));

  KeptSession with_gap = session;
  with_gap.beats[20].verdict = IntervalVerdict::gap;
  EXPECT_THAT(rr_set_aside(with_gap), HasSubstr("20,"));
  EXPECT_THAT(rr_set_aside(with_gap), HasSubstr(",gap\n"));
}

TEST(SessionJson, SaysHowFarItHasComeAndCanBeStopped) {
  const KeptSession session = telling_evening(3600);
  std::vector<double> shares;
  (void)session_json(session, [&shares](double share) { shares.push_back(share); });
  ASSERT_GE(shares.size(), 4U);
  EXPECT_EQ(shares.front(), 0.0);
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_GT(shares.back(), 0.7);
  EXPECT_THROW((void)session_json(session, [](double) { throw std::runtime_error("enough"); }),
               std::runtime_error);
}

TEST(SessionJson, HoldsEveryWordAndMendsWhatIsNoText) {
  KeptSession session = telling_evening(20);
  session.marks[0].label = "broken \xff text";
  session.beats[3].interval = Milliseconds{std::numeric_limits<double>::quiet_NaN()};
  const std::string json = session_json(session);
  for (const char* said : {"Mina's belt", "drizzle", "of course you're tired, love", "not this one",
                           "stays with Ros", "broken \xef\xbf\xbd text", "\"interval_ms\":null"}) {
    EXPECT_THAT(json, HasSubstr(said));
  }
}

}  // namespace
}  // namespace ebb
