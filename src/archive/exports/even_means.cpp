#include "archive/exports/even_means.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "session/calm_down/breath_means.hpp"

namespace ebb {
namespace {

constexpr double kLongest = 48.0 * 3600.0;  // seconds
constexpr double kGoodEnough = 0.5;         // quality of a rate

double length_of(const KeptSession& session) {
  return std::clamp(session.head.length.count(), 0.0, kLongest);
}

/// A value over a stretch of time, in seconds.
struct Held {
  double from = 0.0;
  double to = 0.0;
  double value = 0.0;
};

/// For each step the value that is held at its middle. What is held is in order of time.
template <class Put>
void lay_on(std::vector<EvenMean>& grid, double step, const std::vector<Held>& held,
            const Put& put) {
  std::size_t at = 0;
  for (EvenMean& mean : grid) {
    const double middle = mean.seconds + 0.5 * step;
    while (at < held.size() && held[at].to <= middle) {
      ++at;
    }
    if (at < held.size() && held[at].from <= middle) {
      put(mean, held[at].value);
    }
  }
}

/// The session in pieces that are short enough to be taken at once.
std::vector<TimeSpan> stretches_of(const KeptSession& session) {
  std::vector<TimeSpan> stretches;
  const double length = length_of(session);
  const auto count = static_cast<int>(std::ceil(length / kLongestStretch));
  for (int i = 0; i < count; ++i) {
    const double from = i * kLongestStretch;
    stretches.push_back({at_seconds<HostTime>(from),
                         at_seconds<HostTime>(std::min(from + kLongestStretch, length))});
  }
  return stretches;
}

std::vector<Held> heart_cycles(const KeptSession& session) {
  std::vector<Held> held;
  const BodyRecord record{session.beats, session.breaths, session.practice};
  for (const TimeSpan& stretch : stretches_of(session)) {
    for (const BreathMean& mean : breath_means(record, stretch).points) {
      const double middle = to_seconds(stretch.from) + mean.middle;
      held.push_back({middle - 0.5 * mean.length, middle + 0.5 * mean.length, mean.rate});
    }
  }
  return held;
}

/// How many beats of a stretch have an interval, whatever is thought of it.
double beats_in(const KeptSession& session, const TimeSpan& stretch) {
  return static_cast<double>(
      std::count_if(session.beats.begin(), session.beats.end(), [&stretch](const Beat& beat) {
        return stretch.holds(beat.time) && beat.verdict != IntervalVerdict::gap &&
               beat.interval.count() > 0.0;
      }));
}

std::vector<Held> breaths(const KeptSession& session) {
  std::vector<Held> held;
  for (const Breath& breath : session.breaths) {
    if (is_trusted(breath)) {
      const double from = to_seconds(breath.start);
      held.push_back({from, from + breath.period.count(), 60.0 / breath.period.count()});
    }
  }
  std::sort(held.begin(), held.end(), [](const Held& a, const Held& b) { return a.from < b.from; });
  return held;
}

/// What a heart or a breath may be, per minute. A file may say anything.
bool is_plausible(KeptRate::Of which, double per_minute) {
  return which == KeptRate::Of::heart ? per_minute >= 20.0 && per_minute <= 300.0
                                      : per_minute >= 1.0 && per_minute <= 60.0;
}

/// The mean of the rates told within each step, for those of them that have no value yet.
template <class Put>
void average(std::vector<EvenMean>& grid, double step, const KeptSession& session,
             KeptRate::Of which, const Put& put) {
  struct Sum {
    double total = 0.0;
    int count = 0;
  };
  std::vector<Sum> sums(grid.size());
  for (const KeptRate& rate : session.rates) {
    const double place = to_seconds(rate.time) / step;
    if (rate.of == which && rate.quality >= kGoodEnough && is_plausible(which, rate.per_minute) &&
        place >= 0.0 && place < static_cast<double>(grid.size())) {
      Sum& sum = sums[static_cast<std::size_t>(place)];
      sum.total += rate.per_minute;
      ++sum.count;
    }
  }
  for (std::size_t i = 0; i < grid.size(); ++i) {
    if (sums[i].count > 0) {
      put(grid[i], sums[i].total / sums[i].count);
    }
  }
}

void put_heart(EvenMean& mean, double rate) { mean.heart = rate; }
void put_breath(EvenMean& mean, double rate) { mean.breath = rate; }

}  // namespace

std::vector<EvenMean> even_means(const KeptSession& session, Seconds step) {
  assert(step.count() >= 0.1);
  const double width = step.count();
  std::vector<EvenMean> grid(static_cast<std::size_t>(std::ceil(length_of(session) / width)));
  for (std::size_t i = 0; i < grid.size(); ++i) {
    grid[i].seconds = static_cast<double>(i) * width;
  }
  if (session.beats.empty()) {
    average(grid, width, session, KeptRate::Of::heart, put_heart);
  } else {
    lay_on(grid, width, heart_cycles(session), put_heart);
  }
  if (session.breaths.empty()) {
    average(grid, width, session, KeptRate::Of::breath, put_breath);
  } else {
    lay_on(grid, width, breaths(session), put_breath);
  }
  return grid;
}

std::optional<ClearShare> clear_share(const KeptSession& session) {
  if (session.beats.empty()) {
    return std::nullopt;
  }
  const BodyRecord record{session.beats, session.breaths, session.practice};
  ClearShare all;
  double seconds = 0.0;
  double beats = 0.0;
  for (const TimeSpan& stretch : stretches_of(session)) {
    const BreathMeans means = breath_means(record, stretch);
    const double heard = beats_in(session, stretch);
    all.of_time += means.clear_share * stretch.seconds();
    all.set_aside += means.set_aside_share * heard;
    seconds += stretch.seconds();
    beats += heard;
  }
  all.of_time /= std::max(seconds, 1.0);
  all.set_aside /= std::max(beats, 1.0);
  return all;
}

}  // namespace ebb
