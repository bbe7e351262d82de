#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/expected.hpp"
#include "visualizer/sound/voice.hpp"

namespace ebb::sound {

/// A person's own two sounds, mono, within -1..1.
struct OwnSounds {
  std::vector<float> in;
  std::vector<float> out;
};

/// Reads `in` and `out` (each .wav, .ogg or .flac, the first found) of a folder, brought to
/// `sample_rate`, at most half a minute of each. The error is a sentence for a person.
[[nodiscard]] Expected<OwnSounds, std::string> read_own_sounds(const std::filesystem::path& folder,
                                                               double sample_rate);

/// Plays each from its beginning at its turn; what is shorter than the breath is followed by
/// silence.
[[nodiscard]] std::unique_ptr<Voice> make_own_voice(OwnSounds sounds);

}  // namespace ebb::sound
