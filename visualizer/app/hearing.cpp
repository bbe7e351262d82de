#include "visualizer/app/hearing.hpp"

#include <stdexcept>
#include <system_error>
#include <utility>

#include "io/host_clock.hpp"
#include "visualizer/sound/own_sounds.hpp"

namespace ebb::app {
namespace {

constexpr sound::Soundscape::Config kScape{};

std::unique_ptr<sound::Voice> voice_for(const SoundChoice& choice) {
  switch (choice.kind) {
    case SoundChoice::Kind::waves:
      return sound::make_waves(kScape.sample_rate);
    case SoundChoice::Kind::tones:
      return sound::make_tones(kScape.sample_rate);
    case SoundChoice::Kind::own: {
      auto own = sound::read_own_sounds(choice.folder, kScape.sample_rate);
      if (!own) {
        throw std::runtime_error(own.error());
      }
      return sound::make_own_voice(std::move(*own));
    }
    case SoundChoice::Kind::off:
      break;
  }
  return nullptr;
}

}  // namespace

SoundChoice parse_sound(const std::string& text, const std::filesystem::path& own) {
  std::error_code ignored;
  if (text.empty() && !own.empty() && std::filesystem::is_directory(own, ignored)) {
    return {SoundChoice::Kind::own, own};
  }
  if (text.empty() || text == "waves") {
    return {};
  }
  if (text == "tones") {
    return {SoundChoice::Kind::tones};
  }
  if (text == "off") {
    return {SoundChoice::Kind::off};
  }
  return {SoundChoice::Kind::own, text};
}

sound::Sounding sounding_of(const scene::PersonScreen& screen) {
  const auto& run = screen.run_view();
  if (!run) {
    return {{}, 0.0, sound::kLeaves};
  }
  sound::Sounding sounding = sound::sounding_of(*run);
  if (sounding.level > 0.0 && !screen.sound_wanted()) {
    sounding = {sounding.breath, 0.0, sound::kRests};
  }
  sounding.voice = screen.voice_wanted();
  return sounding;
}

Hearing::Hearing(const SoundChoice& choice)
    : Hearing(choice, [](sound::Soundscape scape) {
        return sound::Speaker::open(std::move(scape), io::now);
      }) {}

Hearing::Hearing(const SoundChoice& choice, Open open)
    : open_(std::move(open)), voice_(voice_for(choice)) {}

Hearing::~Hearing() = default;

void Hearing::speak(std::vector<float> recording) {
  if (speaker_) {
    speaker_->speak(std::move(recording));
  } else {
    recording_ = std::move(recording);
  }
}

void Hearing::follow(const scene::PersonScreen& screen) {
  const sound::Sounding sounding = sounding_of(screen);
  const bool speaks = sounding.voice != 0 && !recording_.empty();
  if (voice_ && (sounding.level > 0.0 || speaks)) {
    sound::Soundscape scape{kScape, std::move(voice_)};
    scape.speak(std::move(recording_));
    speaker_ = open_(std::move(scape));
  }
  if (speaker_) {
    speaker_->push(sounding);
  }
}

}  // namespace ebb::app
