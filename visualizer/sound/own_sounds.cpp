#include "visualizer/sound/own_sounds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <streambuf>
#include <system_error>
#include <utility>

#include <SFML/Audio/InputSoundFile.hpp>

#include "visualizer/sound/quiet_library.hpp"

namespace ebb::sound {
namespace {

constexpr double kLongest = 30.0;  ///< s
constexpr unsigned kMostChannels = 8;
constexpr unsigned kHighestRate = 192'000;  ///< Hz
constexpr std::array kEndings = {".wav", ".ogg", ".flac"};

std::optional<std::filesystem::path> find(const std::filesystem::path& folder,
                                          const std::string& name) {
  for (const char* const ending : kEndings) {
    const std::filesystem::path file = folder / (name + ending);
    std::error_code ignored;
    if (std::filesystem::is_regular_file(file, ignored)) {
      return file;
    }
  }
  return std::nullopt;
}

/// All channels as one, at the file's own rate.
std::vector<float> mixed(sf::InputSoundFile& file, std::size_t channels) {
  const auto most =
      static_cast<std::size_t>(kLongest * static_cast<double>(file.getSampleRate())) * channels;
  std::vector<sf::Int16> block(4096 * channels);
  std::vector<float> mono;
  for (std::size_t taken = 0; taken < most;) {
    const auto count = static_cast<std::size_t>(file.read(block.data(), block.size()));
    if (count == 0) {
      break;
    }
    for (std::size_t i = 0; i + channels <= count; i += channels) {
      float sum = 0.0F;
      for (std::size_t c = 0; c < channels; ++c) {
        sum += static_cast<float>(block[i + c]) / 32'768.0F;
      }
      mono.push_back(sum / static_cast<float>(channels));
    }
    taken += count;
  }
  return mono;
}

std::vector<float> resampled(const std::vector<float>& sound, double step) {
  if (sound.empty()) {
    return {};
  }
  const auto count = static_cast<std::size_t>(static_cast<double>(sound.size() - 1) / step) + 1;
  std::vector<float> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double at = static_cast<double>(i) * step;
    const auto before = std::min(static_cast<std::size_t>(at), sound.size() - 1);
    const auto after = std::min(before + 1, sound.size() - 1);
    const auto part = static_cast<float>(at - static_cast<double>(before));
    out[i] = sound[before] + part * (sound[after] - sound[before]);
  }
  return out;
}

Expected<std::vector<float>, std::string> read(const std::filesystem::path& folder,
                                               const std::string& name, double sample_rate) {
  const auto path = find(folder, name);
  if (!path) {
    return Unexpected{(folder / name).string() +
                      ".wav: not found. A folder of own sounds has two files, `in` and `out`, "
                      "each .wav, .ogg or .flac."};
  }
  const QuietSfml quiet;
  sf::InputSoundFile file;
  if (!file.openFromFile(path->string())) {
    return Unexpected{path->string() +
                      ": this is no sound that can be read here. WAV (16 bit), OGG and FLAC can."};
  }
  const unsigned channels = file.getChannelCount();
  const unsigned rate = file.getSampleRate();
  if (channels == 0 || channels > kMostChannels || rate == 0 || rate > kHighestRate) {
    return Unexpected{path->string() + ": a sound has one to " + std::to_string(kMostChannels) +
                      " channels and up to " + std::to_string(kHighestRate) +
                      " samples a second; this one says otherwise."};
  }
  std::vector<float> sound = mixed(file, channels);
  if (sound.empty()) {
    return Unexpected{path->string() + ": there is no sound in it."};
  }
  return resampled(sound, static_cast<double>(rate) / sample_rate);
}

class OwnVoice final : public Voice {
 public:
  explicit OwnVoice(OwnSounds sounds) : sounds_(std::move(sounds)) {}

  void turn(bool inhaling) override {
    inhaling_ = inhaling;
    place_ = 0;
  }

  double next(const Moment& /*moment*/) override {
    const std::vector<float>& sound = inhaling_ ? sounds_.in : sounds_.out;
    const double aim =
        place_ < sound.size() ? std::clamp(static_cast<double>(sound[place_++]), -1.0, 1.0) : 0.0;
    // Two recordings rarely meet at a turn: what stands between them dies away.
    if (place_ == 1) {
      step_ = last_ - aim;
    }
    step_ *= kForget;
    last_ = std::clamp(aim + step_, -1.0, 1.0);
    return last_;
  }

 private:
  static constexpr double kForget = 0.9995;  ///< some 50 ms

  OwnSounds sounds_;
  bool inhaling_ = true;
  std::size_t place_ = 0;
  double last_ = 0.0;
  double step_ = 0.0;
};

}  // namespace

Expected<OwnSounds, std::string> read_own_sounds(const std::filesystem::path& folder,
                                                 double sample_rate) {
  auto in = read(folder, "in", sample_rate);
  if (!in) {
    return Unexpected{in.error()};
  }
  auto out = read(folder, "out", sample_rate);
  if (!out) {
    return Unexpected{out.error()};
  }
  return OwnSounds{std::move(*in), std::move(*out)};
}

std::unique_ptr<Voice> make_own_voice(OwnSounds sounds) {
  return std::make_unique<OwnVoice>(std::move(sounds));
}

}  // namespace ebb::sound
