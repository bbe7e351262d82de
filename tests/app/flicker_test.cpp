#include <algorithm>
#include <cmath>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "render/canvas.hpp"
#include "scene/at_the_screen.hpp"
#include "scene/own_rhythm.hpp"
#include "visualizer/app/calm_body.hpp"
#include "visualizer/app/key_script.hpp"
#include "visualizer/app/walk.hpp"

namespace ebb::app {
namespace {

constexpr scene::Extent kSize{480, 270};
constexpr unsigned kRegion = 30;  ///< pixels: a sixteenth of the width
constexpr Microseconds kFrame{16'667};
constexpr int kLookEvery = 5;  ///< frames: twelve looks a second
constexpr Microseconds kSpan{250'000};

std::vector<double> regions(const sf::Image& image) {
  std::vector<double> means;
  for (unsigned top = 0; top + kRegion <= image.getSize().y; top += kRegion) {
    for (unsigned left = 0; left + kRegion <= image.getSize().x; left += kRegion) {
      double sum = 0.0;
      for (unsigned y = top; y < top + kRegion; y += 2) {
        for (unsigned x = left; x < left + kRegion; x += 2) {
          sum += render::luminance(image.getPixel(x, y));
        }
      }
      means.push_back(sum / (kRegion / 2.0 * kRegion / 2.0));
    }
  }
  return means;
}

/// Looks at a picture twelve times a second and remembers how far a region's brightness leapt
/// within a quarter of a second.
class Watcher {
 public:
  explicit Watcher(scene::Extent size) : canvas_(size) {}

  /// `asked`: what changes now was taken away within a frame because the person asked (A7).
  void look(const scene::Picture& picture, HostTime now, bool asked = false) {
    looks_.emplace_back(now, regions(canvas_.draw(picture)));
    while (now - looks_.front().first > kSpan) {
      looks_.pop_front();
    }
    // The window's own coming up is left out.
    if (asked || to_seconds(now) <= 0.3) {
      return;
    }
    for (const auto& [then, before] : looks_) {
      for (std::size_t i = 0; i < before.size(); ++i) {
        const double change = std::abs(looks_.back().second[i] - before[i]);
        if (change > worst_) {
          worst_ = change;
          worst_at_ = to_seconds(now);
        }
      }
    }
  }
  [[nodiscard]] double worst() const { return worst_; }
  [[nodiscard]] double worst_at() const { return worst_at_; }

 private:
  render::Canvas canvas_;
  std::deque<std::pair<HostTime, std::vector<double>>> looks_;
  double worst_ = 0.0;
  double worst_at_ = 0.0;
};

class Flicker : public testing::TestWithParam<scene::Settings> {};

std::string name_of(const testing::TestParamInfo<scene::Settings>& one) {
  constexpr const char* kNames[] = {"Dark", "Light", "StillAndFarAway", "LessMotion"};
  return kNames[one.index];
}

INSTANTIATE_TEST_SUITE_P(EveryKindOfScreen, Flicker,
                         testing::Values(scene::Settings{},
                                         scene::Settings{.theme = scene::Theme::light},
                                         scene::Settings{.theme = scene::Theme::dark_high_contrast,
                                                         .motion = scene::Motion::none,
                                                         .distance = 2.0},
                                         scene::Settings{.motion = scene::Motion::less}),
                         name_of);

/// Through a practice from the start screen to the close screen, with every key that changes what
/// is seen.
TEST_P(Flicker, A32_NoRegionLeapsInBrightness) {
  EBB_NEEDS_DISPLAY();
  const auto keys = parse_keys(
      "3:space,9:enter,70:h,74:h,82:+,90:-,100:space,104:space,112:?,116:?,124:e,142:e,150:g,156:"
      "escape,160:space,163:space,166:enter,172:b,177:enter,184:left,190:escape");
  ASSERT_TRUE(keys);
  Watcher watcher{kSize};
  CalmBody body{HostTime{}};
  scene::PersonScreen screen{
      scene::Shelf{scene::shelf_practice("own-rhythm"), scene::shelf_practice("feet-and-room")},
      GetParam(), nullptr};
  auto key = keys->begin();
  HostTime now{};
  for (int frame = 0; to_seconds(now) < 196.0; ++frame, now += kFrame) {
    for (; key != keys->end() && key->at.count() <= to_seconds(now); ++key) {
      screen.press(key->key, now);
    }
    body.poll(now);
    screen.advance(now, body.latest(), body.take_beats());
    if (frame % kLookEvery == 0) {
      // H takes away thin lines and two words.
      watcher.look(screen.picture(kSize), now, to_seconds(now) >= 70.0 && to_seconds(now) < 70.4);
    }
  }
  RecordProperty("worst", std::to_string(watcher.worst()));
  EXPECT_LE(watcher.worst(), 0.10) << "at " << watcher.worst_at() << " s";
}

/// Ways through everything else, in little: every screen comes, changes and goes.
struct Way {
  const char* name;
  Shot shot;
};

std::vector<Way> ways() {
  const auto way = [](const char* practice, const char* keys, double seconds) {
    Shot shot;
    shot.practice = practice;
    shot.keys = keys;
    shot.at = seconds;
    return shot;
  };
  Shot views = way("own-rhythm",
                   "1:space,3:enter,5:v,9:v,13:v,17:v,20:p,22.5:down,23:p,26:t,28:a,31:c,33:down,"
                   "33.5:down,34:right,43:c,45:e,52:e,56:escape",
                   60.0);
  Shot past =
      way("own-rhythm",
          "1:r,4:tab,6:enter,9:n,12:n,14:t,17:n,19:t,22:+,24:right,26:o,30:left,33:h,35:"
          "escape,38:m,41:tab,43:enter,45:escape,46:escape,49:e,52:tab,54:enter,57:escape,60:"
          "d,63:tab,65:escape,68:escape,71:/,73:enter,75:escape",
          80.0);
  Shot journal = way("own-rhythm",
                     "1:j,4:/,7:enter,9:t,12:tab,14:enter,18:right,21:n,23:escape,27:"
                     "tab,27.2:tab,29:enter,32:tab,33:enter,36:escape,39:escape",
                     44.0);
  journal.typed = "a";
  Shot writing = way("own-rhythm", "1:j,4:tab,4.2:enter,9:tab,12:tab,14:enter,18:escape", 22.0);
  writing.typed = "wanted to stop, and stayed";
  Shot company =
      way("own-rhythm", "8:tab,10:enter,14:space,18:enter,40:enter,50:escape,56:k", 62.0);
  company.console = "1:a,1.1:g,2:down,2.1:left,3:enter,26:-,36:-,37:s";
  company.keeps = true;
  Shot checked =
      way("own-rhythm",
          "1:space,3:tab,3.2:enter,6:tab,6.2:space,8:tab,8.2:enter,12:enter,26:escape,32:"
          "t,35:tab,35.2:enter,40:x",
          46.0);
  checked.check_in = true;
  checked.keeps = true;
  Shot weather =
      way("watching-weather", "1:space,6:tab,6.4:right,8:enter,30:e,36:e,40:g,48:escape", 52.0);
  Shot friendly = way("as-for-a-friend",
                      "1:space,5:tab,5.2:enter,9:enter,11:tab,13:enter,20:?,23:?,26:"
                      "escape",
                      30.0);
  friendly.typed = "late for the train, again";
  friendly.keeps = true;
  Shot place = way("steady-place", "1:space,5:enter,20:h,24:h,30:v,34:b,38:enter,44:escape", 48.0);
  place.place = "hearth";
  return {{"ViewsAndPages", views}, {"LookingBack", past},      {"Journal", journal},
          {"Writing", writing},     {"Company", company},       {"CheckIn", checked},
          {"Weather", weather},     {"AsForAFriend", friendly}, {"Place", place}};
}

class FlickerOfPages : public testing::TestWithParam<Way> {};

INSTANTIATE_TEST_SUITE_P(EveryWay, FlickerOfPages, testing::ValuesIn(ways()),
                         [](const auto& one) { return std::string{one.param.name}; });

TEST_P(FlickerOfPages, A32_NothingComesOrGoesWithALeap) {
  EBB_NEEDS_DISPLAY();
  constexpr scene::Extent kLittle{360, 240};
  const Shot& shot = GetParam().shot;
  Walk walk{shot, scene::whole_shelf(), {}};
  Watcher watcher{kLittle};
  HostTime now{};
  for (int frame = 0; to_seconds(now) < shot.at; ++frame, now += kFrame) {
    walk.advance(now);
    if (frame % kLookEvery == 0) {
      watcher.look(walk.picture(kLittle), now);
    }
  }
  EXPECT_LE(watcher.worst(), 0.10) << "at " << watcher.worst_at() << " s";
}

std::vector<std::string> practices() {
#ifdef __SANITIZE_ADDRESS__
  return {"pocket-minute"};  // to look at pictures is the same work there, and slower
#else
  std::vector<std::string> all;
  for (const Practice& practice : scene::whole_shelf().practices) {
    all.push_back(practice.id);
  }
  return all;
#endif
}

class FlickerOfWholePractices : public testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(EveryPractice, FlickerOfWholePractices, testing::ValuesIn(practices()),
                         [](const auto& one) {
                           std::string name = one.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

/// From the start screen to the close screen, with nobody at the keys.
TEST_P(FlickerOfWholePractices, A32_NothingLeapsFromItsBeginningToItsEnd) {
  EBB_NEEDS_DISPLAY();
  constexpr scene::Extent kLittle{360, 240};
#ifdef __SANITIZE_ADDRESS__
  const int look_every = 7;
#else
  // Frames: three looks within 250 ms, and at every one of the shortest practice.
  const int look_every = GetParam() == "pocket-minute" ? 1 : 7;
#endif
  constexpr Seconds kLongest{1800.0};
  scene::Home home;
  home.preferences.carry_me_along = true;
  CalmBody body{HostTime{}};
  scene::PersonScreen screen{scene::whole_shelf(GetParam()), home, nullptr};
  Watcher watcher{kLittle};
  HostTime now{};
  Seconds after{0.0};
  for (int frame = 0; after < Seconds{4.0}; ++frame, now += kFrame) {
    ASSERT_LT(to_seconds(now), kLongest.count()) << "it does not end";
    if (frame == 120) {
      screen.press(scene::Key::space, now);
    }
    if (frame == 240 && screen.page_name() == "card") {
      screen.press(scene::Key::tab, now);
      screen.press(scene::Key::enter, now);
    }
    after += screen.place() == scene::Place::closed ? Seconds{kFrame} : Seconds{0.0};
    body.poll(now);
    screen.advance(now, body.latest(), body.take_beats());
    if (frame % look_every == 0) {
      watcher.look(screen.picture(kLittle), now);
    }
  }
  RecordProperty("seconds", std::to_string(to_seconds(now)));
  EXPECT_LE(watcher.worst(), 0.10) << "at " << watcher.worst_at() << " s";
}

}  // namespace
}  // namespace ebb::app
