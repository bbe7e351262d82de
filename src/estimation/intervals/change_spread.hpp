#pragma once

#include <array>
#include <cstddef>

#include "core/history.hpp"
#include "signal/sliding_quantile.hpp"

namespace ebb {

/// By how much this heart's interval changes from one beat to the next without anything being
/// wrong: from the last 45 changes, as Lipponen & Tarvainen 2019 take it from 91 around (pushed
/// from both sides it is theirs). Three things keep faults from hiding behind their own spread:
///
/// * a median of changes is little moved by some that are large, and what is known to be a fault is
///   left out;
/// * an ectopic beat at every second, third or fourth beat repeats sooner than anyone breathes
///   (20/min), so then the changes over as many beats count;
/// * and breathing hardly swings a heart by more than 30 bpm, which bounds what it can change from
///   beat to beat: by much where beats are few to a breath, by little where they are many. A rhythm
///   that is uneven throughout, such as fibrillation, is not held to that bound.
class ChangeSpread {
 public:
  /// In ms, above zero and finite. One that is not sound counts for no change.
  void push(double interval, bool sound);
  /// In ms; 0 before the second interval.
  [[nodiscard]] double value() const;
  /// Typical length of the intervals, ms.
  [[nodiscard]] double level() const { return levels_.median(); }
  /// How many intervals have been pushed, up to the number that is looked at.
  [[nodiscard]] std::size_t size() const { return levels_.size(); }
  void reset();

 private:
  static constexpr std::size_t kSide = 45;
  static constexpr std::size_t kLags = 4;

  struct Told {
    double interval = 0.0;
    bool sound = false;
  };
  History<Told, kLags> last_;
  std::array<SlidingQuantile<kSide>, kLags> changes_;  ///< over 1, 2, 3, 4 beats
  SlidingQuantile<kSide> levels_;
};

}  // namespace ebb
