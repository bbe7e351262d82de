#pragma once

#include <utility>
#include <vector>

#include "core/event.hpp"
#include "core/history.hpp"
#include "visualizer/scene/picture.hpp"

namespace ebb::scene {

/// The heart over a whole session, one mean a breath, and the breath's rate beside it: for a
/// console. Where no breath is told, one mean for ten seconds. What was set aside counts for
/// nothing; without two good beats there is a gap, and so there is where nothing was shared.
class SessionTrace {
 public:
  struct Spot {
    HostTime time;        ///< the middle of what it is the mean of
    double heart = 0.0;   ///< beats a minute
    double breath = 0.0;  ///< breaths a minute; 0 where no breath was told
    bool joined = false;  ///< to the spot before it
  };

  void push(const Beat& beat);
  void push(const Breath& breath);
  void advance(HostTime now);
  /// What was heard before `now` and is not drawn yet never will be.
  void leave_out(HostTime now);

  [[nodiscard]] bool empty() const { return spots_.empty(); }
  [[nodiscard]] HostTime begins() const { return spots_.front().time; }
  [[nodiscard]] const History<Spot, 4096>& spots() const { return spots_; }
  /// Lowest and highest of the heart's scale, whole beats a minute, at least 16 apart.
  [[nodiscard]] std::pair<double, double> scale() const;
  /// The line between two instants in a box; spots that are not joined begin another piece.
  [[nodiscard]] std::vector<std::vector<Stroke::Node>> pieces(const Box& box, HostTime from,
                                                              HostTime to) const;

 private:
  void mean_of(HostTime from, HostTime to, double breath);

  struct Interval {
    HostTime time;
    double seconds = 0.0;
  };
  History<Interval, 512> beats_;
  History<Spot, 4096> spots_;
  HostTime told_until_ = HostTime::min();
  HostTime left_out_until_ = HostTime::min();
};

}  // namespace ebb::scene
