#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/reading.hpp"

namespace ebb {

/// A waveform as a sensor sent it, no sample left out or added.
struct RecordedWave {
  StreamKind kind = StreamKind::ecg;
  std::string unit{};           ///< "mV"; empty where the device tells counts, or does not say
  std::string sensor{};         ///< its name
  std::vector<double> times{};  ///< seconds from the session's beginning, of each sample
  std::vector<float> values{};  ///< as many
  /// Where a stretch begins: before these samples something was lost, or nothing came for a while.
  /// The first of them is 0. Within a stretch the samples follow each other evenly.
  std::vector<std::size_t> stretches{};
};

}  // namespace ebb
