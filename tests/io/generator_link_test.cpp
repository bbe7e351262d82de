#include "io/generator_link.hpp"

#include <gtest/gtest.h>

#include "io/host_clock.hpp"
#include "link_listener.hpp"

namespace ebb::io {
namespace {

/// n items, `apart` from each other, the first at `first`; the bytes of each are its number.
Generator numbered(int n, Microseconds apart, Microseconds first = {}) {
  return [=, i = 0]() mutable -> std::optional<TimedBytes> {
    if (i == n) {
      return std::nullopt;
    }
    const TimedBytes item{first + i * apart, {static_cast<std::uint8_t>(i)}};
    ++i;
    return item;
  };
}

TEST(GeneratorLink, HandsTheRecordedTimesOnVerbatimAtAnySpeed) {
  for (const double speed : {0.0, 1e5, 3.7e5}) {
    asio::io_context io{1};
    std::vector<HostTime> times;
    std::vector<LinkState> states;
    const auto link = make_generator_link(
        io, numbered(1000, Microseconds{997}, Microseconds{-5}), speed, ArrivalStamp::recorded,
        {.bytes = [&](std::span<const std::uint8_t>, HostTime at) { times.push_back(at); },
         .state =
             [&](LinkState state, const std::string& note, HostTime at) {
               states.push_back(state);
               EXPECT_EQ(note, state == LinkState::lost ? "The recording ended." : "");
               EXPECT_EQ(at, times.empty() ? HostTime{Microseconds{-5}} : times.back());
             }});
    link->start();
    io.run();
    ASSERT_EQ(times.size(), 1000U);
    for (std::size_t i = 0; i < times.size(); ++i) {
      ASSERT_EQ(times[i].time_since_epoch().count(), -5 + 997 * static_cast<std::int64_t>(i));
    }
    EXPECT_EQ(states, (std::vector{LinkState::streaming, LinkState::lost}));
  }
}

TEST(GeneratorLink, StampsWithThisMachinesClockWhenItPlaysADevice) {
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_generator_link(io, numbered(10, Microseconds{100}), 1.0, ArrivalStamp::now,
                                        heard.handlers());
  const HostTime before = now();
  link->start();
  io.run();
  EXPECT_GE(heard.last_time, before + Microseconds{900});
  EXPECT_TRUE(heard.in_order);
  EXPECT_EQ(heard.chunks, 10U);
}

TEST(GeneratorLink, WaitsForWhatIsNotDueYetButNotForTheSilenceBeforeARecording) {
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link =
      make_generator_link(io, numbered(2, std::chrono::hours{1}, std::chrono::hours{5}), 10.0,
                          ArrivalStamp::recorded, heard.handlers());
  link->start();
  io.poll();
  EXPECT_EQ(heard.chunks, 1U);
  io.poll();
  EXPECT_EQ(heard.chunks, 1U);
}

TEST(GeneratorLink, GoesOnAfterAStopWithTheItemThatWasNext) {
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_generator_link(io, numbered(3, std::chrono::hours{1}), 1.0,
                                        ArrivalStamp::now, heard.handlers());
  for (std::size_t round = 1; round <= 3; ++round) {
    link->start();
    io.restart();
    io.poll();
    EXPECT_EQ(heard.chunks, round);
    link->stop();
    io.restart();
    io.run();
    EXPECT_EQ(heard.chunks, round);
  }
  EXPECT_EQ(heard.bytes, std::string("\0\1\2", 3));
}

TEST(GeneratorLink, LetsOthersHaveTheirTurnAtFullSpeed) {
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_generator_link(io, numbered(1'000'000, Microseconds{1}), 0.0,
                                        ArrivalStamp::recorded, heard.handlers());
  link->start();
  std::size_t when_others_ran = 0;
  asio::post(io, [&] { asio::post(io, [&] { when_others_ran = heard.chunks; }); });
  io.run_one();
  while (when_others_ran == 0) {
    io.run_one();
  }
  EXPECT_LT(when_others_ran, 1000U);
}

TEST(GeneratorLink, AsksForAnItemOnlyOnceTheOneBeforeWasHeard) {
  asio::io_context io{1};
  int asked = 0;
  int heard = 0;
  const auto link = make_generator_link(
      io,
      [&]() -> std::optional<TimedBytes> {
        EXPECT_EQ(heard, asked);
        return asked == 200 ? std::nullopt : std::optional{TimedBytes{Microseconds{asked++}, {1}}};
      },
      0.0, ArrivalStamp::recorded,
      {.bytes = [&](std::span<const std::uint8_t>, HostTime) { ++heard; }, .state = {}});
  link->start();
  io.run();
  EXPECT_EQ(heard, 200);
}

TEST(GeneratorLink, MayBeDestroyedInItsOwnHandlerAndTakesAbsurdTimes) {
  asio::io_context io{1};
  std::unique_ptr<Link> link;
  int calls = 0;
  link = make_generator_link(
      io,
      [i = 0]() mutable -> std::optional<TimedBytes> {
        return TimedBytes{++i == 1 ? Microseconds::min() : Microseconds{0}, {1}};
      },
      0.5, ArrivalStamp::recorded,
      {.bytes = [&](std::span<const std::uint8_t>, HostTime) { ++calls; }, .state = {}});
  link->start();
  io.poll();
  EXPECT_EQ(calls, 1);
  link = make_generator_link(io, numbered(10, Microseconds{1}), 0.0, ArrivalStamp::recorded,
                             {.bytes =
                                  [&](std::span<const std::uint8_t>, HostTime) {
                                    ++calls;
                                    link.reset();
                                  },
                              .state = {}});
  link->start();
  io.restart();
  io.run();
  EXPECT_EQ(calls, 2);
}

TEST(GeneratorLink, EndsAtOnceWhenThereIsNothingToPlay) {
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link =
      make_generator_link(io, numbered(0, {}), 1.0, ArrivalStamp::recorded, heard.handlers());
  link->start();
  io.run();
  EXPECT_TRUE(heard.is(LinkState::lost));
}

}  // namespace
}  // namespace ebb::io
