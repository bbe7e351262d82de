#include "service/reanalysis.hpp"

#include <utility>

#include "service/session_player.hpp"

namespace ebb {
namespace {

constexpr Microseconds kSameBeat{20'000};
constexpr Microseconds kSameBreath{500'000};

HostTime time_of(const Beat& beat) { return beat.time; }
HostTime time_of(const Breath& breath) { return breath.start; }

bool same(const Beat& a, const Beat& b) {
  return a.time == b.time && a.interval == b.interval && a.verdict == b.verdict && a.lag == b.lag;
}
bool same(const Breath& a, const Breath& b) {
  return a.start == b.start && a.period == b.period && a.depth == b.depth &&
         a.quality == b.quality && a.origin == b.origin && a.in_breath == b.in_breath;
}

/// Goes through both in the order in which they were told, and pairs what is near in time.
template <class One, class Pair>
Reanalysis::Change change(const std::vector<One>& kept, const std::vector<One>& now,
                          Microseconds near, Pair&& pair) {
  Reanalysis::Change out;
  out.kept = kept.size();
  out.now = now.size();
  auto a = kept.begin();
  auto b = now.begin();
  while (a != kept.end() && b != now.end()) {
    const Microseconds apart = time_of(*b) - time_of(*a);
    if (apart > near) {
      ++out.removed;
      ++a;
    } else if (apart < -near) {
      ++out.added;
      ++b;
    } else {
      if (!same(*a, *b)) {
        ++out.changed;
        pair(*a, *b);
      }
      ++a;
      ++b;
    }
  }
  out.removed += static_cast<std::uint64_t>(kept.end() - a);
  out.added += static_cast<std::uint64_t>(now.end() - b);
  return out;
}

double heart_rate(const std::vector<Beat>& beats) {
  double sum = 0.0;
  std::uint64_t count = 0;
  for (const Beat& beat : beats) {
    if (beat.verdict == IntervalVerdict::normal && beat.interval.count() > 0.0) {
      sum += beat.interval.count();
      ++count;
    }
  }
  return sum > 0.0 ? 60'000.0 * static_cast<double>(count) / sum : 0.0;
}

double breath_rate(const std::vector<Breath>& breaths) {
  double sum = 0.0;
  for (const Breath& breath : breaths) {
    sum += breath.period.count();
  }
  return sum > 0.0 ? 60.0 * static_cast<double>(breaths.size()) / sum : 0.0;
}

}  // namespace

Reestimated reestimate(SessionPlayback playback, bool finished,
                       const std::function<void(Seconds)>& heard) {
  Reestimated out;
  const Microseconds beginning = playback.beginning().time_since_epoch();
  const EventSink sink = [&](const Event& event) {
    if (const auto* beat = std::get_if<Beat>(&event)) {
      out.beats.push_back(*beat);
      out.beats.back().time -= beginning;
    } else if (const auto* breath = std::get_if<Breath>(&event)) {
      out.breaths.push_back(*breath);
      out.breaths.back().start -= beginning;
    }
  };
  Session session;
  SessionPlayer player{session, sink};
  constexpr int kBetween = 1000;
  for (int count = 0; const auto item = playback.next(); ++count) {
    const auto* chunk = std::get_if<KeptChunk>(&*item);
    if (heard && chunk != nullptr && count % kBetween == 0) {
      heard(Seconds{chunk->arrival - playback.beginning()});
    }
    player.play(*item);
  }
  if (finished) {
    session.finish(sink);
  }
  out.damaged_blocks = playback.damaged_blocks();
  return out;
}

Reanalysis compare(const KeptSession& kept, const Reestimated& now) {
  Reanalysis out;
  out.beats = change(kept.beats, now.beats, kSameBeat, [&out](const Beat& a, const Beat& b) {
    out.verdicts += a.verdict != b.verdict ? 1U : 0U;
  });
  out.breaths = change(kept.breaths, now.breaths, kSameBreath, [](const Breath&, const Breath&) {});
  out.kept_heart_rate = heart_rate(kept.beats);
  out.heart_rate = heart_rate(now.beats);
  out.kept_breath_rate = breath_rate(kept.breaths);
  out.breath_rate = breath_rate(now.breaths);
  out.damaged_blocks = now.damaged_blocks;
  return out;
}

}  // namespace ebb
