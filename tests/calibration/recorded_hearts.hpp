#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/event.hpp"

namespace ebb::calibration {

/// Recordings of one kind, and how many seconds lie from one mark to the next.
struct RecordedGroup {
  std::string name;
  double follow;
  bool rest = true;
  std::vector<std::vector<Beat>> hearts{};
};

/// Of the PhysioNet recordings of meditation, a short ECG and two whole days; a recording that is
/// not there is left out.
std::vector<RecordedGroup> recorded_groups();

/// The same heart as if it had been quicker by `fall` bpm at `mark`, which fades.
std::vector<Beat> with_fall(const std::vector<Beat>& beats, double mark, double seconds,
                            double fall, const std::function<double(double)>& left);

}  // namespace ebb::calibration
