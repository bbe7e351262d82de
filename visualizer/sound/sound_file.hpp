#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/expected.hpp"

namespace ebb::sound {

/// A sound (.wav, .ogg or .flac), all channels as one and within -1..1, brought to `sample_rate`
/// (Hz); what comes after `longest` seconds is left out. The error is a sentence for a person.
[[nodiscard]] Expected<std::vector<float>, std::string> read_sound_file(
    const std::filesystem::path& file, double sample_rate, double longest);

}  // namespace ebb::sound
