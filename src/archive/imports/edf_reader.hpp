#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/expected.hpp"

namespace ebb {

/// A signal of an EDF file, its samples in physical units.
struct EdfSignal {
  std::string label;
  std::string unit;
  double rate = 0.0;  ///< samples a second
  std::vector<float> samples;
};

struct EdfAnnotation {
  double onset = 0.0;  ///< seconds from the beginning
  std::optional<double> length{};
  std::string text;
};

struct EdfRecording {
  /// By the calendar where it was, as if that were UTC: the file knows no zone.
  std::optional<std::int64_t> started_ms{};
  double seconds = 0.0;
  std::vector<EdfSignal> signals;
  std::vector<EdfAnnotation> annotations;  ///< as they stand in the file
};

/// EDF and EDF+ without interruptions (https://www.edfplus.info/specs/edf.html and edfplus.html).
/// The bytes may be anything; memory stays within a few times theirs. The error is a sentence.
[[nodiscard]] Expected<EdfRecording, std::string> read_edf(std::span<const std::uint8_t> bytes);

/// Whether they begin as EDF does.
[[nodiscard]] bool is_edf(std::span<const std::uint8_t> bytes);

}  // namespace ebb
