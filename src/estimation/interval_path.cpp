#include "estimation/interval_path.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace ebb {
namespace {

/// Prices in spreads of change. From plateaus on clean series with faults put in.
constexpr double kFault = 14.0;
/// A bridge explains nearly anything.
constexpr double kBridge = 30.0;
/// For each further beat that is put in, taken out or moved with the first.
constexpr double kMore = 20.0;
/// What was mended has to fit in well: changes into and out of it cost more.
constexpr double kFit = 1.5;
/// Up to so many spreads a change costs by its square, then in proportion: a steep rise costs the
/// same in one step as in three.
constexpr double kKnee = 2.0;
/// A lone interval is bridged only when it differs from the one before by this factor: a heart may
/// pause for a moment.
constexpr double kAlone = 1.6;
/// Two are when the first came this much early (an ectopic beat that reset the rhythm).
constexpr double kEarly = 0.9;

struct Kind {
  IntervalStep step;
  double price;
};

constexpr std::array<Kind, 12> kKinds{{
    {{1, 1, false}, 0.0},
    {{1, 2, false}, kFault},
    {{1, 3, false}, kFault + kMore},
    {{1, 4, false}, kFault + 2 * kMore},
    {{2, 1, false}, kFault},
    {{3, 1, false}, kFault + kMore},
    {{2, 2, false}, kFault},
    {{3, 3, false}, kFault + kMore},
    {{2, 3, false}, kFault + 1.5 * kMore},
    {{3, 2, false}, kFault + 1.5 * kMore},
    {{1, 1, true}, kBridge},
    {{2, 2, true}, kBridge + 0.5 * kMore},
}};

double cost_of(double change, double spread) {
  const double z = std::abs(change) / spread;
  return z < kKnee ? 0.5 * z * z / kKnee : z - 0.5 * kKnee;
}

bool may_bridge(const IntervalStep& step, double before, double first) {
  if (!(before > 0.0)) {
    return true;
  }
  const double ratio = first / before;
  return step.told == 1 ? ratio > kAlone || ratio < 1.0 / kAlone : ratio < kEarly;
}

/// The cheapest way to a beat whose last step is of one kind.
struct State {
  double cost = std::numeric_limits<double>::infinity();
  double interval = 0.0;  ///< the last real one; 0 at the start
  std::uint8_t before = 0;
};
using States = std::array<State, kKinds.size()>;

class Search {
 public:
  Search(std::span<const double> intervals, std::span<const double> spread)
      : intervals_(intervals), spread_(spread), at_(intervals.size() + 1), all_sound_(1, 0.0) {
    at_[0][0].cost = 0.0;
    for (std::size_t i = 0; i < intervals.size(); ++i) {
      const double change = i > 0 ? intervals[i] - intervals[i - 1] : 0.0;
      all_sound_.push_back(all_sound_.back() + cost_of(change, spread[i]));
    }
  }

  void run() {
    for (std::size_t end = 1; end < at_.size(); ++end) {
      for (std::size_t k = 0; k < kKinds.size(); ++k) {
        if (kKinds[k].step.told <= end && worth_it(k, end)) {
          reach(end, k);
        }
      }
    }
  }

  [[nodiscard]] std::vector<IntervalStep> path() const {
    std::size_t k = 0;
    const States& last = at_.back();
    for (std::size_t b = 1; b < kKinds.size(); ++b) {
      k = last[b].cost < last[k].cost ? b : k;
    }
    std::vector<IntervalStep> steps;
    for (std::size_t end = intervals_.size(); end > 0;) {
      steps.push_back(kKinds[k].step);
      const std::size_t before = at_[end][k].before;
      end -= kKinds[k].step.told;
      k = before;
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

 private:
  /// Where believing everything around costs less than the fault alone, none is looked for.
  [[nodiscard]] bool worth_it(std::size_t k, std::size_t end) const {
    const std::size_t begin = end - kKinds[k].step.told;
    const std::size_t from = begin > 0 ? begin - 1 : 0;
    const std::size_t upto = std::min(end + 2, all_sound_.size() - 1);
    return k == 0 || all_sound_[upto] - all_sound_[from] > kKinds[k].price;
  }

  void reach(std::size_t end, std::size_t k) {
    const IntervalStep& step = kKinds[k].step;
    const std::size_t begin = end - step.told;
    double whole = 0.0;
    for (std::size_t i = begin; i < end; ++i) {
      whole += intervals_[i];
    }
    State& best = at_[end][k];
    for (std::size_t b = 0; b < kKinds.size(); ++b) {
      const State& from = at_[begin][b];
      if (!(from.cost < best.cost) ||
          (step.bridged && !may_bridge(step, from.interval, intervals_[begin]))) {
        continue;
      }
      const double interval = step.bridged ? from.interval : whole / step.real;
      const double change = from.interval > 0.0 ? interval - from.interval : 0.0;
      const double fit = step.sound() && kKinds[b].step.sound() ? 1.0 : kFit;
      const double cost = from.cost + kKinds[k].price + fit * cost_of(change, spread_[begin]);
      if (cost < best.cost) {
        best = {cost, interval, static_cast<std::uint8_t>(b)};
      }
    }
  }

  std::span<const double> intervals_;
  std::span<const double> spread_;
  std::vector<States> at_;
  std::vector<double> all_sound_;  ///< what it costs to believe everything so far
};

}  // namespace

std::vector<IntervalStep> cheapest_path(std::span<const double> intervals,
                                        std::span<const double> spread) {
  assert(intervals.size() == spread.size());
  Search search{intervals, spread};
  search.run();
  return search.path();
}

}  // namespace ebb
