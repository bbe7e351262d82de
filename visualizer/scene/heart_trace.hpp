#pragma once

#include <vector>

#include "core/event.hpp"
#include "core/history.hpp"
#include "visualizer/scene/picture.hpp"

namespace ebb::scene {

/// The heart's last minute as a quiet line: the rate of each normal beat, newest at the right.
/// Whatever was lost or set aside is a gap in the line. No numbers, no scale marks: the height
/// follows the heart's own range.
class HeartTrace {
 public:
  static constexpr Seconds kSpan{60.0};

  void push(const Beat& beat);
  void advance(HostTime now);

  /// The line as unbroken pieces inside the box; fainter at the left and where it is newest.
  [[nodiscard]] std::vector<std::vector<Stroke::Node>> pieces(Point top_left,
                                                              Point bottom_right) const;
  /// Whether anything of the last minute can be drawn.
  [[nodiscard]] bool empty() const;

 private:
  struct Spot {
    HostTime time;
    double rate = 0.0;    ///< beats a minute
    bool joined = false;  ///< to the spot before it
  };
  History<Spot, 320> spots_;
  bool broken_ = true;
  HostTime now_{};
  bool placed_ = false;
  double middle_ = 70.0;
  double half_range_ = 8.0;
};

}  // namespace ebb::scene
