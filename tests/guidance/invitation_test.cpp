#include "guidance/invitation.hpp"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace ebb {
namespace {

TEST(Invitation, F66_ATimeOfDayIsReadAndPrinted) {
  EXPECT_EQ(parse_time_of_day("19:30"), 1170);
  EXPECT_EQ(parse_time_of_day("7:05"), 425);
  EXPECT_EQ(parse_time_of_day("00:00"), 0);
  EXPECT_EQ(parse_time_of_day("23:59"), 1439);
  for (const char* other : {"", "24:00", "19:60", "1930", "19:3", "19:300", "-1:00", "a:bc",
                            "19.30", " 19:30", "019:30", "19:30 "}) {
    EXPECT_EQ(parse_time_of_day(other), std::nullopt) << other;
  }
  for (int minutes = 0; minutes < 1440; minutes += 7) {
    EXPECT_EQ(parse_time_of_day(time_of_day_text(minutes)), minutes);
  }
}

TEST(Invitation, F66_StandsForHalfAnHourAcrossMidnightTooAndOffIsNever) {
  EXPECT_FALSE(invited_at(1169, 1170));
  EXPECT_TRUE(invited_at(1170, 1170));
  EXPECT_TRUE(invited_at(1199, 1170));
  EXPECT_FALSE(invited_at(1200, 1170));
  EXPECT_TRUE(invited_at(5, 1435));
  EXPECT_FALSE(invited_at(1434, 1435));
  for (int minute = 0; minute < 1440; ++minute) {
    ASSERT_FALSE(invited_at(minute, std::nullopt));
  }
}

TEST(Invitation, F66_TheCalendarsFileIsOneQuietEntryADayInFoldedRows) {
  const std::string line = "A few easy breaths, if it suits; \u00e9 " + std::string(150, 'x');
  const std::string file = invitation_calendar({2026, 3, 9}, 1170, line, "abc", "20260309T101112Z");
  std::istringstream rows{file};
  std::string row;
  std::string whole;
  while (std::getline(rows, row)) {
    ASSERT_EQ(row.back(), '\r');
    row.pop_back();
    EXPECT_LE(row.size(), 75U) << row;
    whole += !row.empty() && row[0] == ' ' ? row.substr(1) : "\n" + row;
  }
  EXPECT_NE(whole.find("\nDTSTART:20260309T193000\n"), std::string::npos)
      << "the reader's own time of day, wherever that is";
  EXPECT_NE(whole.find("\nRRULE:FREQ=DAILY\n"), std::string::npos);
  EXPECT_NE(whole.find("\nTRANSP:TRANSPARENT\n"), std::string::npos);
  EXPECT_NE(whole.find("breaths\\, if it suits\\; \u00e9 xxx"), std::string::npos);
  EXPECT_NE(whole.find("\nACTION:DISPLAY\n"), std::string::npos);
  EXPECT_EQ(whole.find("AUDIO"), std::string::npos);
  for (const char* push : {"ATTENDEE", "ORGANIZER", "URL", "PRIORITY", "DUE", "VTODO"}) {
    EXPECT_EQ(whole.find(push), std::string::npos) << push;
  }
}

}  // namespace
}  // namespace ebb
