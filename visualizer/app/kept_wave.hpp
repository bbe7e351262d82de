#pragma once

#include <filesystem>
#include <memory>

#include "visualizer/scene/looking_back/looked_at.hpp"

namespace ebb::app {

/// The heart's own wave out of a session's raw bytes, or the breath's where there is none, evenly
/// spaced; what did not come is not-a-number. Nothing when no sensor sent a wave.
[[nodiscard]] std::shared_ptr<const scene::KeptWave> read_wave(const std::filesystem::path& file,
                                                               const KeptSession& session);

}  // namespace ebb::app
