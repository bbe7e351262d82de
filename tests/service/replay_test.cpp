#include "service/replay.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "archive/session_file/session_file.hpp"
#include "archive/session_file/sqlite.hpp"
#include "io/asio.hpp"
#include "service/intake.hpp"
#include "service/reanalysis.hpp"
#include "service/session_text.hpp"
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
    SessionFile record{file, {.id = "0123", .clock = HostTime{Microseconds{-17}}}};
    std::vector<KeptItem> kept;
    Session session;
    Made made;
    const EventSink sink = [&](const Event& event) {
      kept.emplace_back(event);
      made.take(event);
    };
    const std::string as = recognise ? "" : std::string{protocol};
    const SourceId id = session.add_source("serial:/dev/ttyUSB9", as);
    kept.emplace_back(KeptSensor{
        .name = "/dev/ttyUSB9", .protocol = as, .named = as, .address = "serial:/dev/ttyUSB9"});
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
      kept.emplace_back(KeptChunk{0, 0, arrival, sent->bytes});
      intake.push(sent->bytes, arrival);
      if (kept.size() > 100) {
        record.write(std::exchange(kept, {}));
      }
    }
    session.finish(sink);
    record.write(kept);
    record.close();
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
    const auto kept = read_session(file);
    ASSERT_TRUE(kept);
    const Reanalysis found = compare(*kept, reestimate(*SessionPlayback::open(file), true));
    EXPECT_TRUE(found.identical()) << replay_text(found);
  }
}

TEST_F(ReplayTest, TellsWhatAnotherEstimatorChanges) {
  KeptSession kept;
  const auto beat = [](double at, IntervalVerdict verdict) {
    return Beat{
        .time = at_seconds<HostTime>(at), .interval = Milliseconds{1000}, .verdict = verdict};
  };
  kept.beats = {beat(1, IntervalVerdict::normal), beat(2, IntervalVerdict::normal),
                beat(3, IntervalVerdict::missed)};
  Reestimated now;
  now.beats = {beat(1, IntervalVerdict::normal), beat(2.01, IntervalVerdict::ectopic),
               beat(2.5, IntervalVerdict::normal)};
  const Reanalysis found = compare(kept, now);
  EXPECT_FALSE(found.identical());
  EXPECT_EQ(found.beats.added, 1U);
  EXPECT_EQ(found.beats.removed, 1U);
  EXPECT_EQ(found.beats.changed, 1U);
  EXPECT_EQ(found.verdicts, 1U);
  EXPECT_EQ(found.heart_rate, 60.0);
  EXPECT_TRUE(compare(kept, {kept.beats, {}, 0}).identical());
}

TEST_F(ReplayTest, RecognisesTheProtocolJustAsItWasRecognisedThen) {
  const fs::path file = folder_ / "unknown";
  const Made made = live(file, "ble-bridge", true, 120);
  EXPECT_GT(made.beats.size(), 100U);
  EXPECT_EQ(replayed(file), made);
}

TEST_F(ReplayTest, SaysHowMuchItHadToLeaveOut) {
  const fs::path file = folder_ / "damaged";
  live(file, "ble-bridge", false, 60);
  Database{file, Database::Access::change}.execute(
      "UPDATE raw SET packed = zeroblob(20) WHERE seq = (SELECT seq FROM raw LIMIT 1 OFFSET 1)");
  std::string words;
  EXPECT_GT(replayed(file, &words).beats.size(), 20U);
  EXPECT_NE(words.find("1 part "), std::string::npos) << words;
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
