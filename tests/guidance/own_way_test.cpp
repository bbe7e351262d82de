#include "guidance/own_way.hpp"

#include <gtest/gtest.h>

#include "guidance/shipped.hpp"
#include "guidance/walk.hpp"

namespace ebb {
namespace {

TEST(OwnWay, ComesBackAsItWasWritten) {
  const OwnWay way{.floor = BreathsPerMinute{7.5},
                   .comfortable = BreathsPerMinute{13.0},
                   .anchor = "feet",
                   .never = {"kind-companion", "a \"quoted\" one"},
                   .shelf = {"warm-hand", "own-rhythm"},
                   .not_first = {"own-rhythm"},
                   .ease_line = true,
                   .invite_at = 19 * 60 + 30};
  const auto read = parse_own_way(print(way), "screen.toml");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->floor.value(), 7.5);
  EXPECT_EQ(read->comfortable.value(), 13.0);
  EXPECT_EQ(read->anchor, "feet");
  EXPECT_EQ(read->never, way.never);
  EXPECT_EQ(read->shelf, way.shelf) << "in its order";
  EXPECT_EQ(read->not_first, way.not_first);
  EXPECT_TRUE(read->ease_line);
  EXPECT_EQ(read->invite_at, 1170);
  EXPECT_EQ(parse_own_way("invite_at = \"25:00\"", "f")->invite_at, std::nullopt);
  EXPECT_EQ(parse_own_way("invite_at = 1930", "f")->invite_at, std::nullopt);
  EXPECT_FALSE(parse_own_way("ease_line = \"often\"", "f")->ease_line);
}

TEST(OwnWay, PassesOverWhatItDoesNotKnowOrCannotUse) {
  const auto read = parse_own_way(
      "floor = 3\ncomfortable = nan\nanchor = \"mirror\"\nnever = 3\n"
      "shelf = [1, \"warm-hand\", \"warm-hand\"]\nother = 2\n",
      "f");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->floor.value(), 6.0);
  EXPECT_EQ(read->comfortable.value(), 10.0);
  EXPECT_TRUE(read->anchor.empty());
  EXPECT_TRUE(read->never.empty());
  EXPECT_EQ(read->shelf, std::vector<std::string>{"warm-hand"});
  EXPECT_EQ(parse_own_way("never = \"own-rhythm\"", "f")->never, OwnWay::Ids{"own-rhythm"});
  EXPECT_EQ(parse_own_way("floor = 12.5", "f")->floor.value(), 6.0);
  EXPECT_EQ(parse_own_way("floor = 8", "f")->floor.value(), 8.0) << "a whole number will do";
  EXPECT_EQ(parse_own_way("comfortable = 24.5", "f")->comfortable.value(), 10.0);
}

TEST(OwnWay, SaysWhereAFileIsBroken) {
  const auto read = parse_own_way("floor = 7\nnever = [\n", "screen.toml");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().substr(0, 12), "screen.toml:") << read.error();
  EXPECT_FALSE(parse_own_way(std::string(kLargestOwnWay + 1, ' '), "f"));
}

}  // namespace
}  // namespace ebb
