#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "visualizer/scene/person_screen.hpp"
#include "visualizer/sound/speaker.hpp"

namespace ebb::app {

/// What cues sound like: waves, tones, or a folder with a sound for each.
struct SoundChoice {
  enum class Kind { waves, tones, own, off };
  Kind kind = Kind::waves;
  std::filesystem::path folder{};  ///< of own sounds
};

/// "waves", "tones", "off", or the folder of own sounds. Nothing said: `own`, when it is there,
/// else waves.
[[nodiscard]] SoundChoice parse_sound(const std::string& text, const std::filesystem::path& own);

/// The sound that goes with a person's screen. No device is opened before a practice is to be
/// heard; where there is none, or none is wanted, everything goes on without a sound.
class Hearing {
 public:
  /// Opens a device with what is to be heard; nothing where there is none.
  using Open = std::function<std::unique_ptr<sound::Speaker>(sound::Soundscape)>;
  /// Reads own sounds at once: throws std::runtime_error with a sentence when they cannot be.
  explicit Hearing(const SoundChoice& choice);
  Hearing(const SoundChoice& choice, Open open);
  ~Hearing();
  Hearing(const Hearing&) = delete;
  Hearing& operator=(const Hearing&) = delete;

  /// A recording of kind words, for steps that ask for it; none is silence.
  void speak(std::vector<float> recording);
  /// Once a frame, after the screen has moved on.
  void follow(const scene::PersonScreen& screen);

 private:
  Open open_;
  std::unique_ptr<sound::Voice> voice_;  ///< until the device is opened with it
  std::vector<float> recording_;         ///< the same
  std::unique_ptr<sound::Speaker> speaker_;
};

/// What is to be heard of what the screen shows.
[[nodiscard]] sound::Sounding sounding_of(const scene::PersonScreen& screen);

}  // namespace ebb::app
