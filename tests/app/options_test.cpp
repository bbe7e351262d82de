#include "visualizer/app/options.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace ebb::app {
namespace {

std::variant<Options, int> read(std::vector<const char*> words) {
  words.insert(words.begin(), "ebb-visualizer");
  return read_options(static_cast<int>(words.size()), words.data());
}

TEST(Options, BeginWithAQuietDarkWindow) {
  const auto options = std::get<Options>(read({}));
  EXPECT_EQ(options.settings.theme, scene::Theme::dark);
  EXPECT_EQ(options.settings.motion, scene::Motion::full);
  EXPECT_FALSE(options.snapshot);
  EXPECT_FALSE(options.begin);
  EXPECT_FALSE(options.seconds);
}

TEST(Options, SayHowThingsAreSeen) {
  const auto options = std::get<Options>(read(
      {"--light", "--high-contrast", "--motion", "none", "--distance", "2", "--size", "360x240"}));
  EXPECT_EQ(options.settings.theme, scene::Theme::light_high_contrast);
  EXPECT_EQ(options.settings.motion, scene::Motion::none);
  EXPECT_EQ(options.settings.distance, 2.0);
  EXPECT_EQ(options.size, (scene::Extent{360, 240}));
}

TEST(Options, AskForAPicture) {
  const auto options = std::get<Options>(read({"--snapshot", "a.png", "--at", "7.5", "--scene",
                                               "eased", "--body", "none", "--seconds", "3"}));
  EXPECT_EQ(options.snapshot, "a.png");
  EXPECT_EQ(options.at, Seconds{7.5});
  EXPECT_EQ(options.scene, SnapshotScene::eased);
  EXPECT_EQ(options.body, BodyKind::none);
  EXPECT_EQ(options.seconds, Seconds{3.0});
}

TEST(Options, OpenAConsole) {
  const auto options = std::get<Options>(read({"--console", "--keys", "1:w"}));
  EXPECT_TRUE(options.console);
  EXPECT_EQ(options.keys.size(), 1U);
}

TEST(Options, WhatIsNotUnderstoodEndsWithTwo) {
  testing::internal::CaptureStderr();
  for (const auto& words : std::vector<std::vector<const char*>>{{"--size", "big"},
                                                                 {"--size", "99999x2"},
                                                                 {"--motion", "wild"},
                                                                 {"--keys", "now"},
                                                                 {"--distance", "0"},
                                                                 {"--at", "3"},
                                                                 {"--nonsense"}}) {
    const auto status = read(words);
    ASSERT_TRUE(std::holds_alternative<int>(status)) << words[0];
    EXPECT_EQ(std::get<int>(status), 2);
  }
  EXPECT_FALSE(testing::internal::GetCapturedStderr().empty());
}

}  // namespace
}  // namespace ebb::app
