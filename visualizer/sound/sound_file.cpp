#include "visualizer/sound/sound_file.hpp"

#include <algorithm>
#include <cstddef>

#include <SFML/Audio/InputSoundFile.hpp>

#include "visualizer/sound/quiet_library.hpp"

namespace ebb::sound {
namespace {

constexpr unsigned kMostChannels = 8;
constexpr unsigned kHighestRate = 192'000;  ///< Hz

/// All channels as one, at the file's own rate.
std::vector<float> mixed(sf::InputSoundFile& file, std::size_t channels, double longest) {
  const auto most =
      static_cast<std::size_t>(longest * static_cast<double>(file.getSampleRate())) * channels;
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

}  // namespace

Expected<std::vector<float>, std::string> read_sound_file(const std::filesystem::path& path,
                                                          double sample_rate, double longest) {
  const QuietSfml quiet;
  sf::InputSoundFile file;
  if (!file.openFromFile(path.string())) {
    return Unexpected{path.string() +
                      ": this is no sound that can be read here. WAV (16 bit), OGG and FLAC can."};
  }
  const unsigned channels = file.getChannelCount();
  const unsigned rate = file.getSampleRate();
  if (channels == 0 || channels > kMostChannels || rate == 0 || rate > kHighestRate) {
    return Unexpected{path.string() + ": a sound has one to " + std::to_string(kMostChannels) +
                      " channels and up to " + std::to_string(kHighestRate) +
                      " samples a second; this one says otherwise."};
  }
  std::vector<float> sound = mixed(file, channels, longest);
  if (sound.empty()) {
    return Unexpected{path.string() + ": there is no sound in it."};
  }
  return resampled(sound, static_cast<double>(rate) / sample_rate);
}

}  // namespace ebb::sound
