#include "visualizer/app/window.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "io/host_clock.hpp"
#include "render/canvas.hpp"
#include "scene/own_rhythm.hpp"
#include "visualizer/app/console_window.hpp"

namespace ebb::app {
namespace {

/// Keeps what the window tells.
class Listening : public NoBody {
 public:
  void send(const PracticeEvent& event) override { told.push_back(event.what); }
  std::vector<std::string> told;
};

TEST(Window, FollowsKeysFromTheFirstToTheLast) {
  EBB_NEEDS_DISPLAY();
  Options options;
  options.size = {360, 240};
  options.keys = *parse_keys("0.05:space,0.15:enter,0.25:e,0.35:e,0.45:escape,0.5:escape");
  Listening body;
  keep_company(options, {scene::shelf_practice("own-rhythm"), std::nullopt}, body, *display);
  const auto told = [&body](const std::string& what) {
    return std::find(body.told.begin(), body.told.end(), what) != body.told.end();
  };
  EXPECT_TRUE(told("began"));
  EXPECT_TRUE(told("moved on: key"));
  EXPECT_TRUE(told("eased off"));
  EXPECT_TRUE(told("came back"));
  EXPECT_TRUE(told("ended early"));
}

TEST(Window, EndsByItselfAndTellsTheEndOfThePractice) {
  EBB_NEEDS_DISPLAY();
  Options options;
  options.size = {360, 240};
  options.begin = true;
  options.seconds = Seconds{0.1};
  Listening body;
  keep_company(options, {scene::shelf_practice("own-rhythm"), std::nullopt}, body, *display);
  ASSERT_FALSE(body.told.empty());
  EXPECT_EQ(body.told.back(), "ended early");
}

TEST(Window, OfAConsoleOpensWithoutAServiceAndEndsByItself) {
  EBB_NEEDS_DISPLAY();
  Options options;
  options.size = {480, 300};
  options.keys = *parse_keys("0.02:m,0.04:escape,0.06:escape", true);
  options.seconds = Seconds{10.0};
  LiveConsole feed{"/nonexistent"};
  const HostTime before = io::now();
  keep_console(options, feed, *display, scene::uk_english());
  EXPECT_LT(Seconds{io::now() - before}.count(), 9.0) << "a second Esc closes it";
}

/// Fails after a while.
class Failing : public NoBody {
 public:
  void poll(HostTime) override {
    if (++polls_ > 5) {
      throw std::runtime_error("the world ended");
    }
  }

 private:
  int polls_ = 0;
};

TEST(Window, WhatGoesWrongInTheMiddleIsTellable) {
  EBB_NEEDS_DISPLAY();
  Options options;
  options.size = {360, 240};
  options.begin = true;
  options.seconds = Seconds{10.0};
  Failing body;
  try {
    keep_company(options, {scene::shelf_practice("own-rhythm"), std::nullopt}, body, *display);
    FAIL() << "it went on";
  } catch (const BrokenOff& broken) {
    EXPECT_NE(std::string{broken.what()}.find("the world ended"), std::string::npos);
  }
}

}  // namespace
}  // namespace ebb::app
