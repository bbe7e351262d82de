#include "service/replay.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
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

// A strap, a belt, a watch that tells a rate alone and an ECG; the practice rests in the middle,
// and the belt is away meanwhile.
TEST_F(ReplayTest, GivesTheSameOfSeveralSensorsAndAPracticeThatPaused) {
  const fs::path file = folder_ / "together";
  SessionFile record{file, {.id = "0123", .clock = HostTime{Microseconds{987'654'321}}}};
  const auto at = [](Microseconds since) { return HostTime{Microseconds{987'654'321}} + since; };
  Session session;
  Made made;
  std::vector<KeptItem> kept;
  const EventSink sink = [&](const Event& event) {
    kept.emplace_back(event);
    made.take(event);
  };
  struct Sensor {
    SourceId id;
    std::unique_ptr<Intake> intake;
    ByteGenerator device;
    std::optional<TimedBytes> next;
  };
  std::vector<Sensor> sensors;
  for (const std::string protocol : {"ble-bridge", "ebb-link", "pulse-sensor", "bitalino"}) {
    const auto number = static_cast<std::uint32_t>(sensors.size());
    const SourceId id = session.add_source("/dev/tty" + protocol, protocol);
    kept.emplace_back(KeptSensor{.number = number,
                                 .name = "/dev/tty" + protocol,
                                 .protocol = protocol,
                                 .named = protocol,
                                 .address = "serial:/dev/ttyUSB" + std::to_string(number)});
    auto intake = std::make_unique<Intake>(
        protocol, DecoderOptions{},
        Intake::Handlers{[&, id](const Reading& reading) { session.push(id, reading, sink); },
                         [](std::string_view) {}, [](const std::string&, HostTime) {}});
    ByteGenerator device = make_synthetic_device("restless", protocol, 7 + number, Seconds{100});
    std::optional<TimedBytes> first = device();
    sensors.push_back({id, std::move(intake), std::move(device), std::move(first)});
    session.push(id, LinkState::streaming, "", at({}), sink);
  }
  const auto tell = [&](const char* what, Microseconds since) {
    session.push(PracticeEvent{at(since), "own-rhythm", what, "arrive", 7.5}, sink);
  };
  tell("began", Microseconds{1'000'000});
  bool paused = false;
  bool back = false;
  while (true) {
    const auto sensor =
        std::min_element(sensors.begin(), sensors.end(), [](const Sensor& a, const Sensor& b) {
          return a.next && (!b.next || a.next->at < b.next->at);
        });
    if (!sensor->next) {
      break;
    }
    const Microseconds now = sensor->next->at;
    Sensor& belt = sensors[1];
    if (now > Seconds{40} && !std::exchange(paused, true)) {
      tell("paused", now);
      belt.intake->reset();
      session.push(belt.id, LinkState::lost, "gone", at(now), sink);
    }
    if (now > Seconds{60} && !std::exchange(back, true)) {
      session.push(belt.id, LinkState::streaming, "", at(now), sink);
      tell("went on", now);
    }
    if (&*sensor != &belt || !paused || back) {
      KeptChunk chunk;
      chunk.sensor = static_cast<std::uint32_t>(sensor - sensors.begin());
      chunk.arrival = at(now);
      chunk.bytes = sensor->next->bytes;
      kept.emplace_back(std::move(chunk));
      sensor->intake->push(sensor->next->bytes, at(now));
    }
    sensor->next = sensor->device();
    if (kept.size() > 300) {
      record.write(std::exchange(kept, {}));
    }
  }
  session.finish(sink);
  record.write(kept);
  record.close();
  EXPECT_GT(made.beats.size(), 100U);
  EXPECT_GT(made.breaths.size(), 10U);
  EXPECT_EQ(replayed(file), made);
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
