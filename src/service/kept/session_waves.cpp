#include "service/kept/session_waves.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "archive/session_file/session_reader.hpp"
#include "service/session_player.hpp"
#include "service/start_error.hpp"
#include "session/source_timing.hpp"

namespace ebb {
namespace {

constexpr std::size_t kMostSamples = 20'000'000;  ///< of all waves: 240 MB
constexpr std::size_t kMostWaves = 64;
constexpr double kPause = 1.0;  ///< seconds; a longer silence parts a wave

class Collector {
 public:
  explicit Collector(HostTime beginning) : beginning_(to_seconds(beginning)) {}

  void play(const PlayedItem& item) {
    if (const auto* sensor = std::get_if<KeptSensor>(&item)) {
      join(*sensor);
    } else if (const auto* chunk = std::get_if<KeptChunk>(&item)) {
      if (const auto found = sensors_.find(chunk->sensor); found != sensors_.end()) {
        found->second->intake->push(chunk->bytes, chunk->arrival);
      }
    } else if (const auto* event = std::get_if<Event>(&item)) {
      const auto* link = std::get_if<LinkEvent>(event);
      const auto found = link != nullptr ? sensors_.find(link->number) : sensors_.end();
      if (found != sensors_.end() && link->state != LinkState::streaming) {
        found->second->intake->reset();
        begin_anew(*found->second);
      }
    }
  }

  SessionWaves take() {
    SessionWaves out;
    out.all = all_;
    for (auto& [number, sensor] : sensors_) {
      for (auto& [stream, track] : sensor->tracks) {
        track.wave.sensor = sensor->name;
        out.waves.push_back(std::move(track.wave));
      }
    }
    return out;
  }

 private:
  struct Track {
    RecordedWave wave{};
    bool parted = true;  ///< the next sample begins a stretch
  };
  struct Sensor {
    std::string name{};
    std::unique_ptr<Intake> intake{};
    SourceTiming timing{};
    bool timed = false;  ///< the device tells its samples' times
    std::optional<std::uint32_t> boot{};
    /// A stream may be called anew while it runs, so its kind is part of what it is.
    std::map<std::pair<std::uint8_t, StreamKind>, Track> tracks{};
  };

  void join(const KeptSensor& kept) {
    if (sensors_.count(kept.number) > 0) {
      return;
    }
    auto sensor = std::make_unique<Sensor>();
    sensor->name = kept.name;
    Sensor& at = *sensor;
    sensor->intake =
        make_intake(kept, {[this, &at](const Reading& reading) {
                             std::visit([this, &at](const auto& one) { take(at, one); }, reading);
                           },
                           [](std::string_view) {}, [](const std::string&, HostTime) {}});
    sensors_[kept.number] = std::move(sensor);
  }

  static void part(Sensor& sensor) {
    for (auto& [stream, track] : sensor.tracks) {
      track.parted = true;
    }
  }
  static void begin_anew(Sensor& sensor) {
    sensor.timing.reset();
    sensor.boot.reset();
    part(sensor);
  }

  template <class Other>
  void take(Sensor& /*sensor*/, const Other& /*no wave*/) {}
  void take(Sensor& sensor, const ClockReading& reading) { sensor.timing.push(reading); }
  void take(Sensor& sensor, const LossReading& loss) {
    if (!sensor.timed) {
      sensor.timing.lose(loss.frames);
    }
    part(sensor);
  }
  void take(Sensor& sensor, const HelloReading& hello) {
    if (sensor.boot && *sensor.boot != hello.boot) {
      sensor.timing.reset();
      part(sensor);
    }
    sensor.boot = hello.boot;
  }
  void take(Sensor& sensor, const WaveSample& sample) {
    const double time = to_seconds(sensor.timing.sample_time(sample)) - beginning_;
    sensor.timed = sensor.timing.timed(sample);
    const bool wanted = sample.kind == StreamKind::ecg || sample.kind == StreamKind::ppg ||
                        sample.kind == StreamKind::respiration;
    const std::pair stream{sample.stream, sample.kind};
    if (!wanted || (sensor.tracks.count(stream) == 0 && sensor.tracks.size() >= kMostWaves)) {
      return;
    }
    if (samples_ >= kMostSamples) {
      all_ = false;
      return;
    }
    ++samples_;
    Track& track = sensor.tracks[stream];
    RecordedWave& wave = track.wave;
    wave.kind = sample.kind;
    const double since = wave.times.empty() ? 0.0 : time - wave.times.back();
    if (std::exchange(track.parted, false) || since > kPause || since < -kPause) {
      wave.stretches.push_back(wave.times.size());
    }
    if (wave.unit.empty()) {
      wave.unit = std::string{sensor.intake->unit(sample)};
    }
    wave.times.push_back(time);
    wave.values.push_back(static_cast<float>(sample.value));
  }

  double beginning_;
  std::map<std::uint32_t, std::unique_ptr<Sensor>> sensors_;
  std::size_t samples_ = 0;
  bool all_ = true;
};

}  // namespace

SessionWaves session_waves(const std::filesystem::path& file, Seconds length,
                           const std::function<void(double)>& progress) {
  auto playback = SessionPlayback::open(file);
  if (!playback) {
    throw StartError(playback.error());
  }
  const HostTime beginning = playback->beginning();
  const Seconds whole = std::max(length, Seconds{1.0});
  Collector collector{beginning};
  constexpr int kBetweenProgress = 1000;
  double share = 0.0;
  for (int count = 0; const auto item = playback->next(); ++count) {
    if (const auto* chunk = std::get_if<KeptChunk>(&*item)) {
      share = std::clamp(Seconds{chunk->arrival - beginning} / whole, share, 1.0);
    }
    if (count % kBetweenProgress == 0) {
      progress(share);
    }
    collector.play(*item);
  }
  return collector.take();
}

}  // namespace ebb
