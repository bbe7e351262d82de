#include "visualizer/app/kind_voice.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

#include "visualizer/scene/wrap.hpp"
#include "visualizer/sound/sound_file.hpp"

namespace ebb::app {
namespace {

namespace fs = std::filesystem;
constexpr sound::Soundscape::Config kScape{};

bool is_wav(const std::vector<unsigned char>& bytes) {
  constexpr std::string_view kRiff = "RIFF";
  constexpr std::string_view kWave = "WAVE";
  return bytes.size() > 12 && std::equal(kRiff.begin(), kRiff.end(), bytes.begin()) &&
         std::equal(kWave.begin(), kWave.end(), bytes.begin() + 8);
}

}  // namespace

Expected<BroughtVoice, std::string> bring_voice(const fs::path& file, const std::string& whose) {
  const auto refused = [&file](const std::string& why) {
    return Unexpected{file.string() + ": " + why};
  };
  const bool named = whose.find_first_not_of(' ') != std::string::npos &&
                     std::none_of(whose.begin(), whose.end(),
                                  [](unsigned char c) { return c < 0x20U || c == 0x7FU; });
  if (!named || scene::character_count(whose) > kLongestName) {
    return Unexpected{std::string{"--from says whose voice it is, in up to "} +
                      std::to_string(kLongestName) + " letters."};
  }
  std::error_code failed;
  const auto size = fs::file_size(file, failed);
  if (failed || !fs::is_regular_file(file, failed)) {
    return refused("there is no such file.");
  }
  if (size > kLargestVoice) {
    return refused("a recording of kind words is two minutes at most; this one is larger.");
  }
  std::ifstream in(file, std::ios::binary);
  BroughtVoice voice{whose, {std::istreambuf_iterator<char>(in), {}}, {}};
  if (!is_wav(voice.bytes)) {
    return refused("this is no WAV file. Any recorder can save one.");
  }
  auto sound = sound::read_sound_file(file, kScape.sample_rate, kLongestVoice + 1.0);
  if (!sound) {
    return Unexpected{sound.error()};
  }
  if (static_cast<double>(sound->size()) > kLongestVoice * kScape.sample_rate) {
    return refused("a recording of kind words is two minutes at most; this one is longer.");
  }
  voice.sound = *std::move(sound);
  return voice;
}

KindVoice::KindVoice(const HomeFolder* home, std::optional<BroughtVoice> brought)
    : home_(home), brought_(std::move(brought)) {}

void KindVoice::begin(scene::PersonScreen& screen, Hearing& hearing) {
  if (home_ != nullptr && !screen.preferences().voice_of.empty()) {
    // A file that is not there any more is silence; the words of a practice stand for it.
    auto kept = sound::read_sound_file(home_->voice_file(), kScape.sample_rate, kLongestVoice);
    hearing.speak(kept ? *std::move(kept) : std::vector<float>{});
  }
  if (brought_) {
    screen.offer_voice(brought_->whose);
  }
}

std::string KindVoice::follow(scene::PersonScreen& screen, Hearing& hearing) {
  std::string trouble;
  if (const auto yes = screen.take_voice_answer(); yes && brought_) {
    if (*yes && home_ != nullptr) {
      trouble = home_->keep_voice(brought_->bytes);
    }
    if (*yes && trouble.empty() && home_ != nullptr) {
      hearing.speak(std::move(brought_->sound));
      screen.set_voice(brought_->whose);
    }
    brought_.reset();
  }
  if (screen.take_voice_dropped()) {
    hearing.speak({});
    if (home_ != nullptr) {
      const std::string left = home_->drop_voice();
      trouble += left;
    }
  }
  return trouble;
}

}  // namespace ebb::app
