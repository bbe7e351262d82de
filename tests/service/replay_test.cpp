#include "service/replay.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "archive/run_log.hpp"
#include "io/asio.hpp"
#include "service/intake.hpp"
#include "service/start_error.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

/// What a session made of bytes, in a form that compares to the last bit.
struct Made {
  std::vector<std::tuple<std::int64_t, double, IntervalVerdict>> beats;
  std::vector<std::tuple<std::int64_t, double, double>> breaths;
  void take(const Event& event) {
    if (const auto* beat = std::get_if<Beat>(&event)) {
      beats.emplace_back(beat->time.time_since_epoch().count(), beat->interval.count(),
                         beat->verdict);
    } else if (const auto* breath = std::get_if<Breath>(&event)) {
      breaths.emplace_back(breath->start.time_since_epoch().count(), breath->period.count(),
                           breath->depth);
    }
  }
  friend bool operator==(const Made&, const Made&) = default;
};

class ReplayTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "ebb-replay-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// Runs a synthetic device through a live session in virtual time and keeps the record.
  Made live(const fs::path& file, std::string_view protocol, bool recognise, double seconds) {
    std::ofstream record(file, std::ios::binary);
    Session session;
    Made made;
    const EventSink sink = [&](const Event& event) {
      record << encode(RunItem{event});
      made.take(event);
    };
    const std::string as = recognise ? "" : std::string{protocol};
    const SourceId id = session.add_source("serial:/dev/ttyUSB9", as);
    record << encode(RunItem{RunStart{}})
           << encode(RunItem{RunSource{0, as, "serial:/dev/ttyUSB9", "serial:/dev/ttyUSB9"}});
    Intake intake{as,
                  {},
                  {[&](const Reading& reading) { session.push(id, reading, sink); },
                   [](std::string_view) {}, [](const std::string&, HostTime) {}}};
    const ByteGenerator device = make_synthetic_device("restless", protocol, 7, Seconds{seconds});
    session.push(id, LinkState::streaming, "", HostTime{}, sink);
    int count = 0;
    while (const auto sent = device()) {
      const HostTime arrival{sent->at + Microseconds{1234 + (count % 7) * 911}};
      if (++count == 400) {
        // Somebody trips over the cable.
        intake.reset();
        session.push(id, LinkState::lost, "gone", arrival, sink);
        session.push(id, LinkState::streaming, "", arrival, sink);
      }
      record << encode(RunItem{RunChunk{0, arrival, sent->bytes}});
      intake.push(sent->bytes, arrival);
    }
    session.finish(sink);
    return made;
  }

  static Made replayed(const fs::path& file, std::string* words = nullptr) {
    asio::io_context io{1};
    Session session;
    Made made;
    io::SensorAddress address;
    address.kind = io::AddressKind::replay;
    address.place = file.string();
    address.speed = 0.0;
    const EventSink sink = [&made](const Event& event) { made.take(event); };
    Replay replay{io,
                  address,
                  session,
                  {sink, [] {},
                   [&](const std::string& sentence) {
                     if (words != nullptr) {
                       *words = sentence;
                     }
                   }}};
    replay.start();
    io.run();
    session.finish(sink);
    return made;
  }

  fs::path folder_;
};

TEST_F(ReplayTest, GivesTheSameBeatsAndBreathsToTheLastBit) {
  for (const std::string_view protocol : {"ble-bridge", "ebb-link", "pulse-sensor", "text"}) {
    const fs::path file = folder_ / protocol;
    const Made made = live(file, protocol, false, 180);
    EXPECT_GT(made.beats.size() + made.breaths.size(), 20U) << protocol;
    EXPECT_EQ(replayed(file), made) << protocol;
  }
}

TEST_F(ReplayTest, RecognisesTheProtocolJustAsItWasRecognisedThen) {
  const fs::path file = folder_ / "unknown";
  const Made made = live(file, "ble-bridge", true, 120);
  EXPECT_GT(made.beats.size(), 100U);
  EXPECT_EQ(replayed(file), made);
}

TEST_F(ReplayTest, SaysWhichLinesItHadToLeaveOut) {
  const fs::path file = folder_ / "damaged";
  live(file, "ble-bridge", false, 60);
  std::string text;
  {
    std::ifstream in(file, std::ios::binary);
    text.assign(std::istreambuf_iterator<char>{in}, {});
  }
  const std::size_t line = text.find("\nbytes", text.size() / 2) + 1;
  text[line + 20] = text[line + 20] == '1' ? '2' : '1';
  std::ofstream(file, std::ios::binary) << text;
  std::string words;
  EXPECT_GT(replayed(file, &words).beats.size(), 30U);
  EXPECT_NE(words.find("1 line "), std::string::npos) << words;
}

TEST_F(ReplayTest, RefusesWhatIsNoRecordingWithASentence) {
  const fs::path file = folder_ / "letter";
  std::ofstream(file) << std::string(5000, 'x') << "\nDear Ros\n";
  EXPECT_THROW(replayed(file), StartError);
  EXPECT_THROW(replayed(folder_ / "not there"), StartError);
  EXPECT_THROW(replayed(folder_), StartError);
}

}  // namespace
}  // namespace ebb
