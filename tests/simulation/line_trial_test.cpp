#include "sensors/line_trial.hpp"

#include <array>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/trial_run.hpp"

namespace ebb {
namespace {

using test::recognise;
using test::slow_nonin;
using test::TimedDevice;

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

class EveryDevice : public testing::TestWithParam<std::string_view> {};

// Each at the speed of its own kind, heard at whatever speed is being tried.
TEST_P(EveryDevice, IsRecognisedByListeningWithinFiveSeconds) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const auto found = recognise(TimedDevice{GetParam(), false, seed}, false);
    EXPECT_EQ(found.protocol, GetParam());
    EXPECT_LT(found.in.count(), 5.0);
    EXPECT_EQ(found.written, 0U) << "nothing may be written";
  }
}

TEST_P(EveryDevice, IsRecognisedWhateverTheSpeedThatIsTriedWhenItIsSwitchedOn) {
  for (const double on : {0.4, 2.6, 3.8, 7.0, 11.3}) {
    // Switched on later is opened earlier.
    const auto found = recognise(TimedDevice{GetParam(), false, 5}, false, Seconds{30.0}, at(-on));
    EXPECT_EQ(found.protocol, GetParam()) << "on after " << on << " s";
  }
}

TEST_P(EveryDevice, ThatSpeaksByItselfIsNeverAsked) {
  const auto found = recognise(TimedDevice{GetParam(), false, 4}, true);
  EXPECT_EQ(found.protocol, GetParam());
  EXPECT_EQ(found.written, 0U);
}

TEST_P(EveryDevice, HeardAtAnotherSpeedIsNotTakenForSomethingElse) {
  for (const std::string_view other : {"", "cms50", "nonin"}) {
    const LineSpeed heard = test::line_of(other);
    const LineSpeed sent = test::line_of(GetParam());
    if (heard == sent) {
      continue;
    }
    for (const std::uint64_t seed : {6U, 7U}) {
      Recogniser recogniser;
      ByteGenerator device = make_synthetic_device("quick", GetParam(), seed, Seconds{13.0});
      while (const auto item = device()) {
        recogniser.push(misheard(item->bytes, sent, heard), HostTime{item->at});
      }
      EXPECT_EQ(recogniser.protocol(), "") << heard.baud << ": " << recogniser.reason();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Names, EveryDevice, testing::ValuesIn(device_names()),
                         [](const auto& name) {
                           std::string word{name.param};
                           std::erase(word, '-');
                           return word;
                         });

TEST(LineTrial, ThoseThatWaitToBeAskedAreFoundWithinFiveSecondsOnceTheyMayBe) {
  for (const std::string_view as : {"cms50-v7", "bitalino", "cyton"}) {
    const auto found = recognise(TimedDevice{as, true, 3}, true);
    EXPECT_EQ(found.protocol, as);
    EXPECT_LT(found.in.count(), 5.0) << as;
    EXPECT_EQ(found.misunderstood, 0U) << as << ": no question may be an order to it";
    const auto never = recognise(TimedDevice{as, true, 3}, false);
    EXPECT_EQ(never.protocol, "") << as;
    EXPECT_EQ(never.written, 0U) << as;
  }
}

TEST(LineTrial, ANoninThatTellsRatesAloneIsFoundWithinFiveSecondsToo) {
  for (int phase = 0; phase < 20; ++phase) {
    for (const auto& packet : {std::vector<std::uint8_t>{0x80, 0x48, 0x61, 0x00},
                               {0x81, 0x11, 0x62, 0x20},
                               {0xA3, 0x7F, 0x7F, 0x08}}) {
      const auto found = recognise(slow_nonin(0.05 * phase, packet), false);
      EXPECT_EQ(found.protocol, "nonin");
      EXPECT_LT(found.in.count(), 5.0) << "first at " << 0.05 * phase;
      EXPECT_EQ(found.written, 0U);
    }
  }
}

TEST(LineTrial, ANoninThatTellsRatesAloneIsFoundWhateverIsTriedWhenItIsSwitchedOn) {
  for (const double on : {0.4, 2.6, 3.8, 7.0, 11.3}) {
    const auto found =
        recognise(slow_nonin(0.3, {0x80, 0x48, 0x61, 0x00}), false, Seconds{30.0}, at(-on));
    EXPECT_EQ(found.protocol, "nonin") << on;
    EXPECT_LT(found.in.count() - on, 8.0) << on;
  }
}

TEST(LineTrial, ALineOfTextOnceASecondIsHeardOutAtItsSpeed) {
  for (const std::size_t cut : {1U, 4U, 7U}) {
    const std::string line = "rr:812\r\n";
    const TimedDevice device{"text", [=, count = 0]() mutable -> std::optional<TimedBytes> {
                               const bool rest = count % 2 == 1;
                               const std::string part =
                                   rest ? line.substr(cut) : line.substr(0, cut);
                               const Seconds when{0.5 + count / 2 + (rest ? 0.02 : 0.0)};
                               ++count;
                               return TimedBytes{to_microseconds(when), {part.begin(), part.end()}};
                             }};
    const auto found = recognise(device, false);
    EXPECT_EQ(found.protocol, "text") << cut;
    EXPECT_LT(found.in.count(), 5.0) << cut;
  }
}

TEST(LineTrial, GoesRoundInTheOrderThatIsWrittenDown) {
  LineTrial trial{false};
  trial.begin(at(0));
  std::vector<std::string> order;
  for (int i = 0; i < 7; ++i) {
    const DeviceSpeech line = trial.line();
    order.push_back(std::to_string(line.baud) + (line.odd_parity ? " odd" : ""));
    EXPECT_FALSE(trial.advance(trial.due() - Microseconds{1}, false));
    EXPECT_TRUE(trial.advance(trial.due(), false));
  }
  EXPECT_THAT(order, testing::ElementsAre("115200", "19200 odd", "9600", "115200", "19200 odd",
                                          "9600", "115200"));
  EXPECT_EQ(trial.rounds(), 2U);
}

TEST(LineTrial, StaysWhereItBeginsToMakeSenseButNotForEver) {
  LineTrial trial{false};
  trial.begin(at(0));
  double stayed = 0.0;
  while (!trial.advance(trial.due(), true)) {
    stayed = to_seconds(trial.due());
  }
  EXPECT_GT(stayed, 11.0);
  EXPECT_LT(stayed, 13.0);
}

TEST(LineTrial, AsksNothingOfALineOnWhichAnythingCame) {
  LineTrial trial{true};
  trial.begin(at(0));
  trial.push(std::array<std::uint8_t, 1>{0}, at(0));
  for (int i = 0; i < 9; ++i) {
    EXPECT_TRUE(trial.step().ask.empty());
    trial.advance(trial.due(), false);
  }
}

TEST(LineTrial, AsksInTheOrderThatIsWrittenDown) {
  LineTrial trial{true};
  trial.begin(at(0));
  std::vector<std::uint8_t> first_bytes;
  for (int i = 0; i < 6; ++i) {
    if (!trial.step().ask.empty()) {
      first_bytes.push_back(trial.step().ask.front());
    }
    trial.advance(trial.due(), false);
  }
  EXPECT_THAT(first_bytes, testing::ElementsAre(0x07, 0x7D, 'v'));
}

TEST(LineTrial, AnAnswerCutAnywhereIsHeard) {
  const std::string answer = "\x80\xffnoise BITalino_v5.2\n";
  for (std::size_t cut = 0; cut < answer.size(); ++cut) {
    LineTrial trial{true};
    trial.begin(at(0));
    trial.advance(trial.due(), false);
    ASSERT_EQ(trial.step().answers, "BITalino");
    const auto bytes = [](std::string_view text) {
      return std::span{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};  // NOLINT
    };
    trial.push(bytes(std::string_view{answer}.substr(0, cut)), at(3));
    trial.push(bytes(std::string_view{answer}.substr(cut)), at(3));
    EXPECT_EQ(trial.answered(), "bitalino");
  }
}

TEST(LineTrial, IsBoundedWhateverComes) {
  std::mt19937 random(3);
  LineTrial trial{true};
  trial.begin(at(0));
  for (int i = 0; i < 200'000; ++i) {
    const auto byte = static_cast<std::uint8_t>(random());
    trial.push({&byte, 1}, at(i * 1e-4));
  }
  EXPECT_EQ(trial.answered(), "");
}

TEST(LineTrial, PluggedInAgainItBeginsWhereItWas) {
  LineTrial trial{false};
  trial.begin(at(0));
  trial.advance(trial.due(), false);
  trial.begin(at(100));
  EXPECT_EQ(trial.line().baud, 19'200U);
}

}  // namespace
}  // namespace ebb
