#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/findings.hpp"
#include "analysis/heart_agreement.hpp"
#include "analysis/heart_and_breath.hpp"
#include "analysis/joint_breath.hpp"
#include "analysis/stream_analysis.hpp"

namespace ebb {

struct StreamFindings {
  RecordedKind kind = RecordedKind::intervals;
  Findings found;
};

/// What was found in a recording of one stream or several, and whose word counts.
struct Analysis {
  std::vector<StreamFindings> streams;
  std::optional<std::size_t> heart;         ///< the stream whose heart is told
  std::optional<std::size_t> breath;        ///< and whose breath
  std::optional<BreathFindings> fused;      ///< the breath of all that show it, where several do
  std::optional<HeartAgreement> agreement;  ///< of another signal with the heart that is told
  std::optional<HeartAndBreath> together;   ///< when a breath was seen itself, beside a heart
  std::vector<CoherencePoint> coherence;    ///< of the heart that is told
  double seconds = 0.0;

  [[nodiscard]] const HeartFindings* heart_found() const {
    return heart ? &*streams[*heart].found.heart : nullptr;
  }
  [[nodiscard]] const BreathFindings* breath_found() const {
    return fused ? &*fused : breath ? &streams[*breath].found.breath : nullptr;
  }
};

/// Chooses among what the streams show. Heart: the one with the larger share of sound intervals,
/// an ECG and told intervals before a pulse. Breath: the one that was sure for longest, a signal
/// that sees the breath itself before the heart; its breaths are told, and the rate second by
/// second from all of them together. Variability is reckoned here, when the breathing rate is
/// known.
[[nodiscard]] Analysis gather(std::vector<StreamFindings> streams,
                              const JointBreath* joint = nullptr);

}  // namespace ebb
