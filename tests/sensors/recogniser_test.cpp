#include "sensors/recogniser.hpp"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/hex.hpp"
#include "sensors/link_script.hpp"
#include "sensors/pulse_sensor_lines.hpp"
#include "sensors/readings.hpp"

namespace ebb {
namespace {

using testing::HasSubstr;
using Verdict = Recogniser::Verdict;
using Bytes = LinkScript::Bytes;

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

Bytes strap(int notifications) {
  LinkScript device;
  Bytes bytes;
  for (int i = 0; i < notifications; ++i) {
    bytes = joined({bytes, device.notify(static_cast<std::uint32_t>(i) * 1000000U, 0x180D, 0x2A37,
                                         "10 48 2c 03")});
  }
  return bytes;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

std::string_view recognised(const std::string& text) {
  Recogniser recogniser;
  recogniser.push(bytes_of_text(text), at(0));
  return recogniser.protocol();
}

TEST(Recogniser, TellsABridgeByItsNotifications) {
  Recogniser recogniser;
  recogniser.push(strap(1), at(0));
  EXPECT_EQ(recogniser.verdict(), Verdict::listening);
  ASSERT_EQ(recogniser.candidates().size(), 1U);
  EXPECT_EQ(recogniser.candidates()[0].protocol, "ble-bridge");
  recogniser.push(strap(2), at(1));
  EXPECT_EQ(recogniser.verdict(), Verdict::recognised);
  EXPECT_EQ(recogniser.protocol(), "ble-bridge");
  EXPECT_THAT(recogniser.reason(), HasSubstr("strap"));
}

TEST(Recogniser, TellsASensorBoardByItsSamples) {
  LinkScript device;
  Recogniser recogniser;
  recogniser.push(joined({device.hello(0, 1, "Belt"), device.samples(0, 1, {1, 2, 3})}), at(0));
  EXPECT_EQ(recogniser.protocol(), "ebb-link");
}

TEST(Recogniser, WaitsWithABoardThatHasOnlyGreeted) {
  LinkScript device;
  Recogniser recogniser;
  recogniser.push(joined({device.hello(0, 1, "Board"), device.heartbeat(1, 1)}), at(0));
  EXPECT_EQ(recogniser.verdict(), Verdict::listening);
  recogniser.push(strap(1), at(1));
  EXPECT_EQ(recogniser.protocol(), "ble-bridge");
}

TEST(Recogniser, FindsTheLinkBehindABootText) {
  Recogniser recogniser;
  recogniser.push(bytes_of_text("ets Jul 29 2019 12:21:46\r\nrst:0x1 (POWERON_RESET)\r\n"), at(0));
  recogniser.push(joined({{0}, strap(2)}), at(1));
  EXPECT_EQ(recogniser.protocol(), "ble-bridge");
}

TEST(Recogniser, TellsThePulseSensorInAllItsForms) {
  EXPECT_EQ(recognised("12\r\n" + repeated(print_pulse_sample(512), 6)), "pulse-sensor");
  EXPECT_EQ(recognised(repeated("a512\r\n", 7)), "pulse-sensor");
  EXPECT_EQ(recognised(repeated("PSWS,1,SIM,42,12345,2840,72,833,1,12,OK\r\n", 7)), "pulse-sensor");
  EXPECT_EQ(recognised(repeated(print_pulse_plotter(72, 833, 571), 21)), "pulse-sensor");
  EXPECT_EQ(recognised(repeated("1847,72,833,1\n", 21)), "pulse-sensor");
  EXPECT_EQ(recognised(repeated("0,750,512\n", 21)), "pulse-sensor");
}

TEST(Recogniser, TellsPlainNumbers) {
  EXPECT_EQ(recognised(repeated("512\n", 9)), "text");
  EXPECT_EQ(recognised("Initializing...\n" + repeated("resp:3.5 hr:61\n", 9)), "text");
  EXPECT_EQ(recognised(repeated("1200,3.5,7\n", 9)), "text");
  EXPECT_EQ(recognised(repeated("IR=123456, BPM=72.34, Avg BPM=71\n", 9)), "max3010x");
  EXPECT_EQ(recognised(repeated("{\"raw\":2048}\n", 9)), "text");
}

TEST(Recogniser, OneLineASecondIsEnoughAfterAWhile) {
  Recogniser recogniser;
  for (int i = 0; i < 3; ++i) {
    recogniser.push(bytes_of_text("rr:812\n"), at(i));
    EXPECT_EQ(recogniser.verdict(), Verdict::listening);
  }
  recogniser.push(bytes_of_text("rr:812\n"), at(3));
  EXPECT_EQ(recogniser.protocol(), "text");
}

TEST(Recogniser, SaysSoWhenNothingIsKnown) {
  std::mt19937 random(9);
  Bytes noise(Recogniser::kEnough);
  for (auto& byte : noise) {
    byte = static_cast<std::uint8_t>(random());
  }
  Recogniser recogniser;
  EXPECT_THAT(recogniser.reason(), HasSubstr("Nothing has come"));
  recogniser.push(std::span{noise}.first(Recogniser::kEnough - 1), at(0));
  EXPECT_EQ(recogniser.verdict(), Verdict::listening);
  recogniser.push(std::span{noise}.last(1), at(0));
  EXPECT_EQ(recogniser.verdict(), Verdict::unknown);
  EXPECT_THAT(recogniser.reason(), HasSubstr("as="));
}

TEST(Recogniser, ItsVerdictDoesNotHangOnTheCut) {
  const auto text = bytes_of_text("tail\n" + repeated("512\n", 12));
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Recogniser recogniser;
    recogniser.push(std::span{text}.first(cut), at(0));
    recogniser.push(std::span{text}.subspan(cut), at(0));
    EXPECT_EQ(recogniser.protocol(), "text");
  }
}

TEST(Recogniser, HandsOverEveryByteWithTheTimeItCame) {
  LinkScript device;
  Recogniser recogniser;
  recogniser.push(device.notify(0, 0x180D, 0x2A37, "10 48 2c 03"), at(1));
  recogniser.push(device.notify(1000000, 0x180D, 0x2A37, "10 48 2c 03"), at(2));
  const auto decoder = make_decoder(recogniser.protocol());
  ASSERT_TRUE(decoder);
  std::vector<double> arrivals;
  recogniser.hand_over(*decoder, [&](const Reading& reading) {
    if (const auto* interval = std::get_if<IntervalReading>(&reading)) {
      arrivals.push_back(to_seconds(interval->arrival));
    }
  });
  EXPECT_THAT(arrivals, testing::ElementsAre(1.0, 2.0));
}

TEST(Recogniser, KeepsNoMoreThanItSays) {
  Recogniser recogniser;
  const Bytes chunk(1000, 'x');
  for (int i = 0; i < 1000; ++i) {
    recogniser.push(chunk, at(i));
  }
  struct Counting final : Decoder {
    std::size_t bytes = 0;
    void push(std::span<const std::uint8_t> more, HostTime, const ReadingSink&) override {
      bytes += more.size();
    }
    void reset() override {}
    [[nodiscard]] Capabilities capabilities() const override { return {}; }
    [[nodiscard]] Damage damage() const override { return {}; }
    [[nodiscard]] std::string_view protocol() const override { return "counting"; }
  } counting;
  recogniser.hand_over(counting, [](const Reading&) {});
  EXPECT_EQ(counting.bytes, Recogniser::kKept);
  EXPECT_EQ(recogniser.bytes_seen(), 1'000'000U);
}

std::string heard_each(double seconds, std::initializer_list<const char*> packets) {
  Recogniser recogniser;
  double now = 1.0;
  for (const char* packet : packets) {
    recogniser.push(bytes_of(packet), at(now));
    now += seconds;
  }
  return std::string{recogniser.protocol()};
}

TEST(Recogniser, TellsAnOximeterOfRatesAloneByTwoPackets) {
  EXPECT_EQ(heard_each(1.0, {"80 48 61 00", "80 49 61 00"}), "nonin");
  EXPECT_EQ(heard_each(1.0, {"a3 7f 7f 08", "a3 7f 7f 08"}), "nonin") << "no finger";
  EXPECT_EQ(heard_each(1.0, {"ff 00 80", "80 48 61 00", "80 48 61 00"}), "nonin") << "noise before";
}

TEST(Recogniser, DoesNotTakeOtherBytesForAnOximetersRates) {
  EXPECT_EQ(heard_each(1.0, {"80 48 61 00"}), "");
  EXPECT_EQ(heard_each(0.3, {"80 48 61 00", "80 48 61 00", "80 48 61 00"}), "") << "too fast";
  EXPECT_EQ(heard_each(2.0, {"80 48 61 00", "80 48 61 00", "80 48 61 00"}), "") << "too slow";
  EXPECT_EQ(heard_each(1.0, {"80 48 61 00", "81 11 61 00", "80 48 61 00"}), "") << "two people";
  EXPECT_EQ(heard_each(1.0, {"80 48 65 00", "80 48 65 00"}), "") << "oxygen of 101";
  EXPECT_EQ(heard_each(1.0, {"80 48 61 00 00", "80 48 61 00 00"}), "") << "a fifth byte";
  EXPECT_EQ(heard_each(1.0, {"80 00 61 00", "80 00 61 00"}), "") << "a rate of nothing";
}

TEST(Recogniser, TellsAnOximeterByOneSingleMeasurement) {
  EXPECT_EQ(heard_each(1.0, {"00 02 00 0d 00 0e 20 26 11 22 19 30 00 00 02 00 00 48 00 61 6d 03"}),
            "nonin");
}

TEST(Registry, MakesEveryNameItTells) {
  for (const std::string_view name : decoder_names()) {
    const auto decoder = make_decoder(name);
    ASSERT_TRUE(decoder) << name;
    EXPECT_EQ(decoder->protocol(), name);
  }
  EXPECT_FALSE(make_decoder("telepathy"));
}

TEST(Registry, KnowsTheWordsOfKinds) {
  EXPECT_EQ(parse_stream_kind("ppg"), StreamKind::ppg);
  EXPECT_EQ(parse_stream_kind("rr"), StreamKind::interval);
  EXPECT_EQ(parse_stream_kind("PPG"), std::nullopt);
}

}  // namespace
}  // namespace ebb
