#pragma once

#include <cstddef>
#include <optional>

#include "core/event.hpp"
#include "signal/sliding_quantile.hpp"

namespace ebb {

/// Which intervals to believe, live. In the spirit of Lipponen & Tarvainen 2019 ("A robust
/// algorithm for heart rate variability time series artefact correction using novel beat
/// classification", J Med Eng Technol): thresholds follow the spread of this heart's own changes.
/// Here it is the spread of its *spikes*, intervals shorter or longer than both neighbours: a swing
/// with the breath, however large, rises and falls over several beats and hardly makes any, while a
/// fault comes back at once. Causal but for that one beat.
///
/// 273-2000 ms is the last fence. Nothing is deleted or corrected; each beat gets its verdict.
class IntervalJudge {
 public:
  IntervalJudge() = default;

  /// The beat before this one, judged; nothing for the first.
  std::optional<Beat> push(const Beat& beat);
  /// The beat held back, judged without knowing what follows.
  std::optional<Beat> flush();
  void reset();

 private:
  /// An interval beside what is known of its neighbours, as shares of the trusted one before.
  struct Shape {
    double level = 1.0;  ///< the interval itself
    double next = 1.0;   ///< the interval after, 1 when not known
    double dip = 0.0;    ///< by how much it is shorter than both neighbours
    double peak = 0.0;   ///< by how much it is longer than both
  };

  Beat settle(const Beat& beat, std::optional<double> next);
  [[nodiscard]] IntervalVerdict judge(double interval, const Shape& shape) const;
  [[nodiscard]] Shape shape(double interval, std::optional<double> next) const;
  [[nodiscard]] bool even() const;
  [[nodiscard]] bool too_early(const Shape& shape) const;
  void begin_run();

  std::optional<Beat> held_;
  double trusted_ = 0.0;  ///< the last normal interval, ms; 0 at the start of a run
  IntervalVerdict before_ = IntervalVerdict::normal;
  std::size_t doubted_ = 0;  ///< faults in a row
  SlidingQuantile<24> levels_;
  SlidingQuantile<64> dips_;
  SlidingQuantile<64> peaks_;
};

}  // namespace ebb
