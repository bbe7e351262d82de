#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "archive/exports/recorded_wave.hpp"
#include "core/units.hpp"

namespace ebb {

struct SessionWaves {
  std::vector<RecordedWave> waves{};  ///< ECG, PPG and belts, by sensor and stream
  bool all = true;                    ///< or there were more samples than fit in memory
};

/// The waveforms of a kept session, decoded from its bytes as they were when it was lived, with
/// times on the session's clock. None where no bytes were kept. `progress` is told how far of the
/// session's length it has come, 0 to 1, and may throw. A StartError when the file cannot be read.
[[nodiscard]] SessionWaves session_waves(const std::filesystem::path& file, Seconds length,
                                         const std::function<void(double)>& progress);

}  // namespace ebb
