#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "analysis/findings.hpp"
#include "analysis/joint_breath.hpp"
#include "core/units.hpp"

namespace ebb {

enum class RecordedKind : std::uint8_t { intervals, ecg, ppg, respiration, acceleration };

/// "rr", "ecg", "ppg", "resp", "acc": as options and keys call them.
[[nodiscard]] std::string_view name_of(RecordedKind kind);

struct StreamOptions {
  RecordedKind kind = RecordedKind::intervals;
  Hertz rate{0.0};    ///< nominal when the times are uneven
  bool even = true;   ///< rows come at `rate`, none is left out
  bool flow = false;  ///< a respiration signal that shows the airflow, not the volume
  std::shared_ptr<JointBreath> joint{};  ///< where a wave tells of the breath together with another
};

/// One stream of a recording, row by row. Its values are those of one row: an acceleration has
/// three, everything else one.
class StreamAnalysis {
 public:
  virtual ~StreamAnalysis() = default;
  /// `seconds` from the recording's beginning, never falling; nothing where a value is missing.
  virtual void push(double seconds, std::span<const std::optional<double>> values) = 0;
  /// The recording ends at `seconds`.
  virtual Findings finish(double seconds) = 0;
};

/// Whether anything can be found in such a stream at such a rate.
[[nodiscard]] bool works_at(RecordedKind kind, Hertz rate);
[[nodiscard]] std::unique_ptr<StreamAnalysis> make_stream_analysis(const StreamOptions& options);

}  // namespace ebb
