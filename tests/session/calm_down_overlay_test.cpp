#include <cmath>

#include <gtest/gtest.h>

#include "session/calm_down/overlay.hpp"

namespace ebb {
namespace {

OverlaySession session(std::string kind, double date, double rate, double from, double to) {
  OverlaySession made{std::move(kind), date, {}, 60.0, rate};
  for (double t = from; t < to; t += 5.0) {
    made.curve.points.push_back({t + 2.5, 5.0, rate, CycleOrigin::breath, false});
  }
  return made;
}

TEST(Overlay, LinesAreInOrderOfDateAndSensorsApart) {
  const std::vector<OverlaySession> sessions{
      session("strap", 30, 70, 0, 600), session("finger", 5, 80, 0, 600),
      session("strap", 10, 60, 0, 600), session("strap", 20, 90, 0, 600)};
  const auto groups = lay_over(sessions, {}, false);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].sensor_kind, "finger");
  EXPECT_EQ(groups[1].sensor_kind, "strap");
  EXPECT_EQ(groups[1].sessions, (std::vector<std::size_t>{2, 3, 0}));
}

TEST(Overlay, TheMiddleHalfIsThereWhereFourSessionsAre) {
  std::vector<OverlaySession> sessions;
  for (int i = 0; i < 5; ++i) {
    sessions.push_back(session("strap", i, 60.0 + 4.0 * i, 0, i < 3 ? 600.0 : 300.0));
  }
  const OverlayAxis axis{-60.0, 540.0, 10.0};
  const auto groups = lay_over(sessions, axis, false);
  ASSERT_EQ(groups.size(), 1U);
  const auto place = [&](double t) { return static_cast<std::size_t>((t + 60.0) / 10.0); };
  ASSERT_TRUE(groups[0].low[place(100)]);
  EXPECT_NEAR(*groups[0].low[place(100)], 64.0, 1e-9);
  EXPECT_NEAR(*groups[0].high[place(100)], 72.0, 1e-9);
  EXPECT_FALSE(groups[0].low[place(400)]) << "three are left";
  EXPECT_TRUE(groups[0].lines[0][place(400)]);
  EXPECT_FALSE(groups[0].lines[4][place(400)]);
}

TEST(Overlay, AgainstTheMarkAllLinesMeetThere) {
  const std::vector<OverlaySession> sessions{session("strap", 1, 60, 0, 300),
                                             session("strap", 2, 85, 0, 300)};
  const auto groups = lay_over(sessions, {0.0, 100.0, 50.0}, true);
  for (const OverlayLine& line : groups[0].lines) {
    ASSERT_TRUE(line[0]);
    EXPECT_NEAR(*line[0], 0.0, 1e-9);
  }
}

TEST(Overlay, AnAxisThatIsNoneHoldsNothing) {
  for (const OverlayAxis axis :
       {OverlayAxis{0.0, -1.0, 5.0}, OverlayAxis{0.0, 10.0, 0.0},
        OverlayAxis{0.0, 10.0, std::nan("")}, OverlayAxis{0.0, 1e300, 1e-300}}) {
    EXPECT_EQ(axis.size(), 0U);
    EXPECT_TRUE(lay_over({}, axis, true).empty());
  }
}

}  // namespace
}  // namespace ebb
