#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/event.hpp"
#include "core/history.hpp"

namespace ebb {

/// A way to read a few intervals in a row: `told` of them stand for `real` ones. A bridged step
/// does not keep the time between its ends.
struct IntervalStep {
  std::uint8_t told = 1;
  std::uint8_t real = 1;
  bool bridged = false;

  [[nodiscard]] bool sound() const { return told == 1 && real == 1 && !bridged; }
};

/// What a step says of one of its intervals: `first` is the first one of the step, `mean` what they
/// are on the average, or for a lone one the interval before it.
[[nodiscard]] IntervalVerdict verdict_of(const IntervalStep& step, double interval, double first,
                                         double mean);

/// What a change costs that is measured in `spread`: by its square, then in proportion.
[[nodiscard]] double cost_of_change(double change, double spread);

/// The cheapest readings of the intervals so far, one for each way in which the last of them can
/// end (Viterbi). Constant time and memory.
class IntervalPath {
 public:
  static constexpr double kFaultPrice = 14.0;
  using Kind = std::uint8_t;  ///< of step; 0 is a sound interval
  static constexpr Kind kKinds = 12;

  [[nodiscard]] static const IntervalStep& step(Kind kind);

  /// `spread`: what the change into this interval is measured in, above zero. Unless `doubtful`
  /// the interval is not tried as the end of a fault. `belief`: what it costs to take it as sound.
  void push(double interval, double spread, bool doubtful, double belief = 0.0);
  /// Of the cheapest reading, the kind of the last step. What follows is not known yet: with a
  /// `home` above zero the way back to that interval is counted in, measured in `spread`.
  [[nodiscard]] Kind last(double home = 0.0, double spread = 1.0) const;
  /// When the newest step is of `kind`, the kind of the step before it.
  [[nodiscard]] Kind before(Kind kind) const { return at_.back()[kind].before; }
  /// The step that holds the interval before the newest, in the cheapest reading, and which of its
  /// intervals that is.
  struct Place {
    IntervalStep step;
    std::size_t nth = 0;
  };
  [[nodiscard]] Place last_but_one(double home, double spread) const;
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct State {
    double cost = std::numeric_limits<double>::infinity();
    double interval = 0.0;  ///< the last real one; 0 at the start
    Kind before = 0;
  };
  using States = std::array<State, kKinds>;
  struct Told {
    double interval = 0.0;
    double spread = 1.0;
    double belief = 0.0;
  };

  void reach(States& now, Kind kind) const;
  void settle();

  History<States, 4> at_;  ///< after each of the last intervals; before the first: `start`
  History<Told, 4> told_;
  std::size_t size_ = 0;
};

/// The cheapest reading of a run of intervals without gaps: its steps in order, all intervals
/// covered once. `spread[i]`: what a change from interval i - 1 to i is measured in, above zero.
/// `early[i]`: whether there are other reasons to think that interval i is not sound.
[[nodiscard]] std::vector<IntervalStep> cheapest_path(std::span<const double> intervals,
                                                      std::span<const double> spread,
                                                      const std::vector<bool>& early);

}  // namespace ebb
