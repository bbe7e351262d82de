#include "estimation/interval_path.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace ebb {
namespace {

struct Kind {
  IntervalStep step;
  double price;
};

constexpr double kMissed = 14.0;
constexpr double kExtra = 14.0;
constexpr double kMoved = 14.0;
constexpr double kBridged = 20.0;
constexpr double kMore = 8.0;
constexpr double kKnee = 2.0;

constexpr std::array<Kind, 13> kKinds{{
    {{1, 1, false}, 0.0},
    {{1, 2, false}, kMissed},
    {{1, 3, false}, kMissed + kMore},
    {{1, 4, false}, kMissed + 2 * kMore},
    {{2, 1, false}, kExtra},
    {{3, 1, false}, kExtra + kMore},
    {{2, 2, false}, kMoved},
    {{3, 3, false}, kMoved + kMore},
    {{2, 3, false}, kMoved + 1.5 * kMore},
    {{3, 2, false}, kMoved + 1.5 * kMore},
    {{1, 1, true}, kBridged},
    {{2, 2, true}, kBridged + 0.5 * kMore},
    {{3, 3, true}, kBridged + 1.5 * kMore},
}};

double cost_of(double change, double spread) {
  const double z = std::abs(change) / spread;
  return z < kKnee ? 0.5 * z * z / kKnee : z - 0.5 * kKnee;
}

struct State {
  double cost = std::numeric_limits<double>::infinity();
  double interval = 0.0;  ///< the last real one; 0 at the start
  std::uint8_t before = 0;
};
using States = std::array<State, kKinds.size()>;

}  // namespace

std::vector<IntervalStep> cheapest_path(std::span<const double> intervals,
                                        std::span<const double> spread) {
  assert(intervals.size() == spread.size());
  const std::size_t n = intervals.size();
  std::vector<States> at(n + 1);
  at[0][0].cost = 0.0;
  for (std::size_t end = 1; end <= n; ++end) {
    for (std::size_t k = 0; k < kKinds.size(); ++k) {
      const IntervalStep& step = kKinds[k].step;
      if (step.told > end) {
        continue;
      }
      const std::size_t begin = end - step.told;
      double whole = 0.0;
      for (std::size_t i = begin; i < end; ++i) {
        whole += intervals[i];
      }
      const double each = whole / step.real;
      State& best = at[end][k];
      for (std::size_t b = 0; b < kKinds.size(); ++b) {
        const State& from = at[begin][b];
        if (!(from.cost < best.cost)) {
          continue;
        }
        const double y = step.bridged ? from.interval : each;
        const double change = from.interval > 0.0 ? y - from.interval : 0.0;
        const double cost = from.cost + kKinds[k].price + cost_of(change, spread[begin]);
        if (cost < best.cost) {
          best = {cost, y, static_cast<std::uint8_t>(b)};
        }
      }
    }
  }
  std::vector<IntervalStep> path;
  std::size_t k = 0;
  for (std::size_t b = 1; b < kKinds.size(); ++b) {
    k = at[n][b].cost < at[n][k].cost ? b : k;
  }
  for (std::size_t end = n; end > 0;) {
    path.push_back(kKinds[k].step);
    const std::size_t before = at[end][k].before;
    end -= kKinds[k].step.told;
    k = before;
  }
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace ebb
