#include "visualizer/scene/looking_back/min_max_pyramid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ebb::scene {
namespace {

constexpr std::size_t kStep = 4;
constexpr float kNever = std::numeric_limits<float>::infinity();
constexpr MinMaxPyramid::Range kNothing{kNever, -kNever};

void include(MinMaxPyramid::Range& range, const MinMaxPyramid::Range& other) {
  range.low = std::min(range.low, other.low);
  range.high = std::max(range.high, other.high);
}

void include(MinMaxPyramid::Range& range, float sample) {
  if (std::isfinite(sample)) {
    include(range, MinMaxPyramid::Range{sample, sample});
  }
}

/// One level from the one before.
template <class Below>
std::vector<MinMaxPyramid::Range> gathered(const std::vector<Below>& below) {
  std::vector<MinMaxPyramid::Range> level((below.size() + kStep - 1) / kStep, kNothing);
  for (std::size_t i = 0; i < below.size(); ++i) {
    include(level[i / kStep], below[i]);
  }
  return level;
}

}  // namespace

MinMaxPyramid::MinMaxPyramid(std::vector<float> samples) : samples_(std::move(samples)) {
  if (samples_.size() <= kStep) {
    return;
  }
  levels_.push_back(gathered(samples_));
  while (levels_.back().size() > kStep) {
    levels_.push_back(gathered(levels_.back()));
  }
}

std::optional<MinMaxPyramid::Range> MinMaxPyramid::range(std::size_t from, std::size_t to) const {
  to = std::min(to, samples_.size());
  Range range = kNothing;
  // What sticks out at either end is taken singly, the rest from the next level up.
  const auto ends = [&range](const auto& row, std::size_t& begin, std::size_t& end, bool last) {
    while (begin < end && (last || begin % kStep != 0)) {
      include(range, row[begin++]);
    }
    while (begin < end && end % kStep != 0) {
      include(range, row[--end]);
    }
  };
  ends(samples_, from, to, levels_.empty());
  for (std::size_t i = 0; i < levels_.size() && from < to; ++i) {
    from /= kStep;
    to /= kStep;
    ends(levels_[i], from, to, i + 1 == levels_.size());
  }
  return range.low <= range.high ? std::optional{range} : std::nullopt;
}

}  // namespace ebb::scene
