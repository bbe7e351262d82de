#include "visualizer/app/kept_wave.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "archive/session_file/session_reader.hpp"
#include "sensors/decoder.hpp"

namespace ebb::app {
namespace {

constexpr std::size_t kMostSamples = 8'000'000;
constexpr double kPause = 1.0;  ///< seconds: what is longer is a gap and not unevenness

/// The sensor and the kind that are looked at: an ECG before a pulse, a pulse before a breath.
std::optional<std::pair<KeptSensor, StreamKind>> chosen_wave(const KeptSession& session) {
  const auto with = [&](bool CanTell::*told,
                        StreamKind kind) -> std::optional<std::pair<KeptSensor, StreamKind>> {
    for (const KeptSensor& sensor : session.sensors) {
      if (sensor.can_tell.*told && !sensor.protocol.empty()) {
        return std::pair{sensor, kind};
      }
    }
    return std::nullopt;
  };
  if (auto ecg = with(&CanTell::ecg, StreamKind::ecg)) {
    return ecg;
  }
  if (auto ppg = with(&CanTell::ppg, StreamKind::ppg)) {
    return ppg;
  }
  return with(&CanTell::respiration, StreamKind::respiration);
}

struct Come {
  double arrival = 0.0;  ///< seconds from the session's beginning
  float value = 0.0F;
};

/// Samples a second, over the stretches in which they came without a pause.
double rate_of(const std::vector<Come>& come) {
  double seconds = 0.0;
  double samples = 0.0;
  double waiting = 0.0;
  for (std::size_t i = 1; i < come.size(); ++i) {
    const double step = come[i].arrival - come[i - 1].arrival;
    waiting += 1.0;
    if (step > 0.0) {
      // A packet's samples share its arrival: they are counted when the next one comes.
      seconds += step <= kPause ? step : 0.0;
      samples += step <= kPause ? waiting : 0.0;
      waiting = 0.0;
    }
  }
  return seconds > 1.0 ? samples / seconds : 0.0;
}

std::vector<float> evenly(const std::vector<Come>& come, double rate) {
  std::vector<float> row;
  for (const Come& one : come) {
    const double place = (one.arrival - come.front().arrival) * rate;
    const double ahead = place - static_cast<double>(row.size());
    if (ahead > kPause * rate && place < static_cast<double>(kMostSamples)) {
      row.resize(static_cast<std::size_t>(place), std::numeric_limits<float>::quiet_NaN());
    }
    if (row.size() < kMostSamples) {
      row.push_back(one.value);
    }
  }
  return row;
}

}  // namespace

std::shared_ptr<const scene::KeptWave> read_wave(const std::filesystem::path& file,
                                                 const KeptSession& session) {
  const auto wanted = chosen_wave(session);
  if (!wanted) {
    return nullptr;
  }
  auto playback = SessionPlayback::open(file);
  const auto decoder = make_decoder(wanted->first.protocol);
  if (!playback || !decoder) {
    return nullptr;
  }
  const double beginning = to_seconds(playback->beginning());
  std::vector<Come> come;
  const ReadingSink sink = [&](const Reading& reading) {
    const auto* sample = std::get_if<WaveSample>(&reading);
    if (sample != nullptr && sample->kind == wanted->second && come.size() < kMostSamples) {
      come.push_back({to_seconds(sample->arrival) - beginning, static_cast<float>(sample->value)});
    }
  };
  while (const auto item = playback->next()) {
    const auto* chunk = std::get_if<KeptChunk>(&*item);
    if (chunk != nullptr && chunk->sensor == wanted->first.number) {
      decoder->push(chunk->bytes, chunk->arrival, sink);
    }
  }
  const double rate = rate_of(come);
  if (come.size() < 2 || !(rate > 1.0)) {
    return nullptr;
  }
  auto wave = std::make_shared<scene::KeptWave>();
  wave->kind = wanted->second;
  wave->from = come.front().arrival;
  wave->rate = rate;
  wave->samples = scene::MinMaxPyramid{evenly(come, rate)};
  return wave;
}

}  // namespace ebb::app
