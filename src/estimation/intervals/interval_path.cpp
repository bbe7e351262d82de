#include "estimation/intervals/interval_path.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace ebb {
namespace {

/// Prices in spreads of change. From plateaus on clean series with faults put in.
constexpr double kFault = IntervalPath::kFaultPrice;
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

struct Priced {
  IntervalStep step;
  double price;
};

constexpr std::array<Priced, IntervalPath::kKinds> kPriced{{
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

bool may_bridge(const IntervalStep& step, double before, double first) {
  if (!(before > 0.0)) {
    return true;
  }
  const double ratio = first / before;
  return step.told == 1 ? ratio > kAlone || ratio < 1.0 / kAlone : ratio < kEarly;
}

/// What it costs to believe what other reasons speak against.
constexpr double kAgainst = 2.0 * kFault;
/// What the way back is thought to cost while it is not known.
constexpr double kWayBack = 0.5;
/// Costs grow for days; beyond this all are lowered alike.
constexpr double kHigh = 1e9;

}  // namespace

IntervalVerdict verdict_of(const IntervalStep& step, double interval, double first, double mean) {
  if (step.sound()) {
    return IntervalVerdict::normal;
  }
  if (step.told < step.real) {
    return IntervalVerdict::missed;
  }
  if (step.told > step.real) {
    return IntervalVerdict::extra;
  }
  if (step.told > 1 && first < mean) {
    return IntervalVerdict::ectopic;
  }
  return interval > mean ? IntervalVerdict::too_long : IntervalVerdict::too_short;
}

double cost_of_change(double change, double spread) {
  const double z = std::abs(change) / spread;
  return z < kKnee ? 0.5 * z * z / kKnee : z - 0.5 * kKnee;
}

const IntervalStep& IntervalPath::step(Kind kind) { return kPriced[kind].step; }

void IntervalPath::push(double interval, double spread, bool doubtful, double belief) {
  assert(spread > 0.0);
  told_.push({interval, spread, belief});
  ++size_;
  States now{};
  const Kind kinds = doubtful ? kKinds : Kind{1};
  for (Kind kind = 0; kind < kinds; ++kind) {
    if (kPriced[kind].step.told <= size_) {
      reach(now, kind);
    }
  }
  at_.push(now);
  if (now[0].cost > kHigh) {
    settle();
  }
}

void IntervalPath::reach(States& now, Kind kind) const {
  const IntervalStep& step = kPriced[kind].step;
  double whole = 0.0;
  for (std::size_t i = told_.size() - step.told; i < told_.size(); ++i) {
    whole += told_[i].interval;
  }
  const Told& first = told_[told_.size() - step.told];
  const double price = kPriced[kind].price + (step.sound() ? first.belief : 0.0);
  State& best = now[kind];
  if (size_ == step.told) {
    best = {price, step.bridged ? 0.0 : whole / step.real, 0};
    return;
  }
  const States& begin = at_[at_.size() - step.told];
  for (Kind b = 0; b < kKinds; ++b) {
    const State& from = begin[b];
    if (!(from.cost < best.cost) ||
        (step.bridged && !may_bridge(step, from.interval, first.interval))) {
      continue;
    }
    const double interval = step.bridged ? from.interval : whole / step.real;
    const double change = from.interval > 0.0 ? interval - from.interval : 0.0;
    const double fit = step.sound() && kPriced[b].step.sound() ? 1.0 : kFit;
    const double cost = from.cost + price + fit * cost_of_change(change, first.spread);
    if (cost < best.cost) {
      best = {cost, interval, b};
    }
  }
}

void IntervalPath::settle() {
  const History<States, 4> high = at_;
  const double least = high.back()[last()].cost;
  at_.reset();
  for (std::size_t i = 0; i < high.size(); ++i) {
    States lower = high[i];
    for (State& state : lower) {
      state.cost -= least;
    }
    at_.push(lower);
  }
}

IntervalPath::Kind IntervalPath::last(double home, double spread) const {
  const States& now = at_.back();
  const auto whole_cost = [&](Kind kind) {
    const State& state = now[kind];
    const bool way_back = home > 0.0 && state.interval > 0.0;
    return state.cost + (way_back ? kWayBack * cost_of_change(state.interval - home, spread) : 0.0);
  };
  Kind best = 0;
  double least = whole_cost(0);
  for (Kind kind = 1; kind < kKinds; ++kind) {
    if (now[kind].cost < least && whole_cost(kind) < least) {
      best = kind;
      least = whole_cost(kind);
    }
  }
  return best;
}

IntervalPath::Place IntervalPath::last_but_one(double home, double spread) const {
  assert(size_ > 1);
  const Kind kind = last(home, spread);
  const IntervalStep& newest = step(kind);
  if (newest.told > 1) {
    return {newest, newest.told - 2U};
  }
  const IntervalStep& earlier = step(before(kind));
  return {earlier, earlier.told - 1U};
}

std::vector<IntervalStep> cheapest_path(std::span<const double> intervals,
                                        std::span<const double> spread,
                                        const std::vector<bool>& early) {
  assert(intervals.size() == spread.size() && intervals.size() == early.size());
  const std::size_t n = intervals.size();
  // What it costs to believe everything so far.
  std::vector<double> believed(1, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const double change = i > 0 ? intervals[i] - intervals[i - 1] : 0.0;
    believed.push_back(believed.back() + cost_of_change(change, spread[i]) +
                       (early[i] ? kAgainst : 0.0));
  }
  IntervalPath path;
  std::vector<std::array<IntervalPath::Kind, IntervalPath::kKinds>> before(n);
  for (std::size_t i = 0; i < n; ++i) {
    // Where believing everything around costs less than the cheapest fault, none is looked for.
    const double around = believed[std::min(i + 3, n)] - believed[i > 3 ? i - 3 : 0];
    path.push(intervals[i], spread[i], around > kFault, early[i] ? kAgainst : 0.0);
    for (IntervalPath::Kind kind = 0; kind < IntervalPath::kKinds; ++kind) {
      before[i][kind] = path.before(kind);
    }
  }
  std::vector<IntervalStep> steps;
  IntervalPath::Kind kind = n > 0 ? path.last() : IntervalPath::Kind{0};
  for (std::size_t end = n; end > 0;) {
    const IntervalStep& step = IntervalPath::step(kind);
    steps.push_back(step);
    kind = before[end - 1][kind];
    end -= step.told;
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

}  // namespace ebb
