#include "visualizer/scene/looking_back/looked_at.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ebb::scene {
namespace {

constexpr double kGap = 10.0;     ///< seconds without a curve that are called a gap
constexpr double kWindow = 10.0;  ///< of a sensor that tells a rate and no beats
constexpr double kLeastQuality = 0.5;
constexpr double kLeastSpan = 16.0;  ///< bpm: a calm heart is a calm line
constexpr double kBreathGap = 30.0;
constexpr std::size_t kMostPoints = 8000;

/// The means of a sensor that gives a rate of its own and no beats.
BreathMeans means_of_rates(const std::vector<KeptRate>& rates) {
  BreathMeans means;
  double sum = 0.0;
  int count = 0;
  long long window = 0;
  const auto close = [&] {
    if (count > 0) {
      const double middle = (static_cast<double>(window) + 0.5) * kWindow;
      const bool after_gap =
          !means.points.empty() && middle - means.points.back().middle > kWindow + kGap;
      means.points.push_back({middle, kWindow, sum / count, CycleOrigin::window, after_gap});
    }
    sum = 0.0;
    count = 0;
  };
  for (const KeptRate& rate : rates) {
    const bool heart = rate.of == KeptRate::Of::heart && rate.quality >= kLeastQuality &&
                       rate.per_minute > 20.0 && rate.per_minute < 250.0;
    const double seconds = to_seconds(rate.time);
    if (!heart || !(seconds >= 0.0) || seconds > kLongestCurve) {
      continue;
    }
    const auto here = static_cast<long long>(seconds / kWindow);
    if (here != window) {
      close();
      window = here;
    }
    sum += rate.per_minute;
    ++count;
  }
  close();
  return means;
}

/// The curve in steps of a second or more, in unbroken pieces.
std::vector<std::vector<SmoothPoint>> pieces_of(const BreathMeans& means, double seconds) {
  std::vector<std::vector<SmoothPoint>> pieces;
  const double step = std::max(1.0, seconds / static_cast<double>(kMostPoints));
  const auto places = static_cast<std::size_t>(std::clamp(seconds / step, 0.0, 1e5));
  bool broken = true;
  for (std::size_t i = 0; i <= places; ++i) {
    const auto point = smoothed_at(means.points, step * static_cast<double>(i));
    if (!point) {
      broken = true;
      continue;
    }
    if (std::exchange(broken, false)) {
      pieces.emplace_back();
    }
    pieces.back().push_back(*point);
  }
  return pieces;
}

std::vector<std::pair<double, double>> gaps_between(
    const std::vector<std::vector<SmoothPoint>>& pieces, double seconds) {
  std::vector<std::pair<double, double>> gaps;
  double end = 0.0;
  for (const auto& piece : pieces) {
    if (piece.front().seconds - end > kGap) {
      gaps.emplace_back(end, piece.front().seconds);
    }
    end = piece.back().seconds;
  }
  if (!pieces.empty() && seconds - end > kGap) {
    gaps.emplace_back(end, seconds);
  }
  return gaps;
}

std::vector<LookedAt::BreathPiece> breath_of(std::vector<Breath> breaths) {
  std::sort(breaths.begin(), breaths.end(),
            [](const Breath& a, const Breath& b) { return a.start < b.start; });
  std::vector<LookedAt::BreathPiece> pieces;
  double before = -1e9;
  double rate = 0.0;
  for (const Breath& breath : breaths) {
    if (!is_trusted(breath)) {
      continue;
    }
    const double middle = to_seconds(breath.start) + 0.5 * breath.period.count();
    const double own = 60.0 / breath.period.count();
    if (middle - before > kBreathGap) {
      pieces.emplace_back();
      rate = own;
    }
    // Drawn together over some four breaths: where the breath was, not each one.
    rate += 0.3 * (own - rate);
    pieces.back().emplace_back(middle, rate);
    before = middle;
  }
  return pieces;
}

std::vector<LookedAt::StepOf> steps_of(const std::vector<PracticeEvent>& practice) {
  std::vector<LookedAt::StepOf> steps;
  for (const PracticeEvent& event : practice) {
    const bool entered = event.what == "step" || event.what == "began";
    if (entered && !event.step.empty() && (steps.empty() || steps.back().step != event.step)) {
      steps.push_back({to_seconds(event.time), event.step});
    }
  }
  return steps;
}

void find_extent(LookedAt& at) {
  double low = 1e9;
  double high = -1e9;
  for (const auto& piece : at.heart) {
    for (const SmoothPoint& point : piece) {
      low = std::min(low, point.low);
      high = std::max(high, point.high);
    }
  }
  if (high < low) {
    return;
  }
  const double spare = std::max(2.0, 0.5 * (kLeastSpan - (high - low)));
  at.low = low - spare;
  at.high = high + spare;
}

}  // namespace

LookedAt look_at(KeptSession session) {
  LookedAt at;
  at.session = std::move(session);
  const KeptSession& kept = at.session;
  const TimeSpan whole{HostTime{}, later(HostTime{}, at.seconds())};
  const BodyRecord record{kept.beats, kept.breaths, kept.practice};
  at.means = kept.beats.empty() ? means_of_rates(kept.rates) : breath_means_of_all(record, whole);
  at.heart = pieces_of(at.means, at.seconds());
  at.gaps = gaps_between(at.heart, at.seconds());
  at.breath = breath_of(kept.breaths);
  at.steps = steps_of(kept.practice);
  find_extent(at);
  at.told = describe(record, usual_question(record, whole));
  return at;
}

bool breath_was_sought(const KeptSession& session) {
  return session.can_tell.respiration || session.can_tell.acceleration ||
         !session.breaths.empty() ||
         std::any_of(session.rates.begin(), session.rates.end(),
                     [](const KeptRate& rate) { return rate.of == KeptRate::Of::breath; });
}

std::string heart_kind(const CanTell& can_tell) {
  if (can_tell.ecg || (can_tell.intervals && !can_tell.optical)) {
    return "beats";
  }
  return can_tell.ppg || can_tell.intervals ? "pulse" : can_tell.heart_rate ? "rate" : "none";
}

}  // namespace ebb::scene
