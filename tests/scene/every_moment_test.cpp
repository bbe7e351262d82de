#include <random>
#include <string>

#include <gtest/gtest.h>

#include "scene/at_the_screen.hpp"

namespace ebb::scene {
namespace {

class EveryPractice : public testing::TestWithParam<std::string> {};

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const Practice& practice : all_practices()) {
    all.push_back(practice.id);
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(OnTheShelf, EveryPractice, testing::ValuesIn(names()),
                         [](const auto& one) {
                           std::string name = one.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

/// Begins the practice and lets a random while pass with random keys that lead nowhere else.
void be_somewhere(AtTheScreen& at, std::mt19937& random) {
  at.press(Key::space);
  if (at.screen.page_name() == "card") {
    at.press(Key::tab);
    at.press(Key::enter);
  }
  ASSERT_EQ(at.screen.place(), Place::practice);
  constexpr Key kOnTheWay[] = {Key::enter,  Key::tab,    Key::left,  Key::down,    Key::plus,
                               Key::view,   Key::anchor, Key::hide,  Key::noticed, Key::help,
                               Key::people, Key::blank,  Key::space, Key::comfort, Key::ease_off};
  const auto steps = random() % 5;
  for (unsigned i = 0; i < steps; ++i) {
    at.wait(static_cast<double>(random() % 2000) * 1e-3, Microseconds{200'000});
    const Key key = kOnTheWay[random() % std::size(kOnTheWay)];
    if (at.screen.place() == Place::practice && !at.screen.writing()) {
      at.press(key);
    }
  }
}

/// Two hundred moments of every practice: the next frame is the right screen.
TEST_P(EveryPractice, F02_F03_F04_EscapeEaseOffAndGroundingActAtOnceAtAnyMoment) {
  std::mt19937 random{std::hash<std::string>{}(GetParam()) & 0xffffU};
  AtTheScreen at{whole_shelf(GetParam())};
  for (int i = 0; i < 200; ++i) {
    be_somewhere(at, random);
    if (at.screen.place() != Place::practice) {
      at.press(Key::space);  // it ended by itself
      continue;
    }
    const RunState before = at.screen.run_view()->state;
    const bool writing = at.screen.writing();
    const bool paged = !at.screen.page_name().empty();
    switch (random() % 3) {
      case 0:
        break;
      case 1:
        if (!writing) {
          at.press(Key::ease_off);
          at.wait(0.0);
          EXPECT_EQ(at.screen.run_view()->state == RunState::eased_off,
                    before != RunState::eased_off || paged);
        }
        break;
      default:
        if (!writing) {
          at.press(Key::grounding);
          at.wait(0.0);
          EXPECT_EQ(at.screen.practice()->id, "feet-and-room");
          EXPECT_FALSE(at.screen.run_view()->cue.shown);
          EXPECT_TRUE(at.screen.page_name().empty());
        }
        break;
    }
    at.press(Key::escape);
    at.wait(0.0);
    EXPECT_EQ(at.screen.place(), Place::closed);
    EXPECT_TRUE(at.screen.page_name().empty());
    EXPECT_FALSE(at.screen.sound_wanted());
    EXPECT_FALSE(at.screen.blank());
    EXPECT_EQ(at.told.back().what.substr(0, 5), "ended");
    at.press(Key::space);
    ASSERT_EQ(at.screen.place(), Place::start);
    at.told.clear();
  }
}

}  // namespace
}  // namespace ebb::scene
