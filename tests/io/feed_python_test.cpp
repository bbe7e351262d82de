#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "io/feed_house.hpp"

namespace ebb::io {
namespace {

/// What stands between ```python and ``` in docs/live-feed.md.
std::string python_example() {
  const std::ifstream page{EBB_SOURCE_DIR "/docs/live-feed.md"};
  std::ostringstream text;
  text << page.rdbuf();
  const std::string open = "```python\n";
  const std::size_t at = text.str().find(open) + open.size();
  return text.str().substr(at, text.str().find("```", at) - at);
}

/// A python3 that has websockets; empty if there is none. /usr/bin comes first because that is
/// where the package puts it.
std::string python() {
  for (const std::string name : {"/usr/bin/python3", "python3"}) {
    if (std::system((name + " -c 'import websockets' 2>/dev/null").c_str()) == 0) {
      return name;
    }
  }
  return "";
}

TEST(FeedPython, TheExampleOnThePageIsAViewer) {
  const std::string interpreter = python();
  if (interpreter.empty()) {
    GTEST_SKIP() << "python3-websockets is not installed, so the page's example cannot be run.";
  }
  const TemporaryFolder place;
  FeedHouse house;
  RuntimeFolder runtime{place.path()};
  runtime.publish({house.server->port(), house.token, ::getpid(), feed::kVersion});
  std::ofstream{place.path() / "viewer.py"} << python_example();

  const std::string command = "EBB_RUNTIME_DIR=" + place.path().string() + " timeout 60 " +
                              interpreter + " -u " + (place.path() / "viewer.py").string() +
                              " 2>&1";
  std::FILE* viewer = ::popen(command.c_str(), "r");
  ASSERT_NE(viewer, nullptr);
  asio::posix::stream_descriptor output{house.io, ::dup(::fileno(viewer))};
  std::string said;
  bool ended = false;
  asio::co_spawn(
      house.io,
      [&]() -> asio::awaitable<void> {
        error_code ec;
        while (!ec) {
          co_await asio::async_read_until(output, asio::dynamic_buffer(said), "beats a minute\n",
                                          asio::redirect_error(asio::use_awaitable, ec));
          if (!ec) {
            house.server->close();
            co_await asio::async_read(output, asio::dynamic_buffer(said),
                                      asio::redirect_error(asio::use_awaitable, ec));
          }
        }
        ended = true;
      },
      kRethrow);

  EXPECT_TRUE(run_until(house.io, [&] { return ended || !house.heard.empty(); }));
  Snapshot snapshot;
  snapshot.time = now();
  snapshot.heart_rate.emplace();
  snapshot.heart_rate->value = BeatsPerMinute{64.2};
  house.server->broadcast(snapshot);
  EXPECT_TRUE(run_until(house.io, [&] { return ended; }));
  EXPECT_EQ(said, "64 beats a minute\n");
  EXPECT_EQ(::pclose(viewer), 0);
  ASSERT_EQ(house.heard.size(), 1U);
  EXPECT_EQ(std::get<Mark>(house.heard[0].second).label, "a script looked in");
}

}  // namespace
}  // namespace ebb::io
