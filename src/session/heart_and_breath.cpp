#include "session/heart_and_breath.hpp"

#include "session/freshness.hpp"

namespace ebb {

namespace {

// What was told of breaths that ended longer ago than this is no longer of now. The slowest breath
// lasts twenty seconds and is told a little after its end.
constexpr Seconds kOfNow{30.0};

bool of_now(HostTime now, HostTime time) { return now - time < to_microseconds(kOfNow); }

}  // namespace

void HeartAndBreath::push(const Beat& judged) {
  coherence_.push(judged);
  take(arrhythmia_.push(judged));
}

void HeartAndBreath::push(const Breath& breath) {
  if (breath.origin != origin_) {
    restart_breath();
    origin_ = breath.origin;
  }
  if (const std::optional<GuidePace::Place> place = guide_.at(breath.start)) {
    synchrony_.push(breath, place->phase, place->period);
  } else {
    synchrony_.reset();
  }
  take(arrhythmia_.push(breath));
}

void HeartAndBreath::take(const std::optional<BreathSwing>& swing) {
  if (!swing) {
    return;
  }
  if (origin_ == BreathOrigin::respiration) {
    lag_.push(*swing);
  }
  resonance_.push(*swing);
}

void HeartAndBreath::restart_heart() {
  arrhythmia_.reset();
  lag_.reset();
  coherence_.reset();
}

void HeartAndBreath::restart_breath() {
  synchrony_.reset();
  arrhythmia_.reset();
  lag_.reset();
}

std::optional<BreathsPerMinute> HeartAndBreath::guided(HostTime time) const {
  const std::optional<GuidePace::Place> place = guide_.at(time);
  return place ? std::optional{BreathsPerMinute{60.0 / place->period.count()}} : std::nullopt;
}

void HeartAndBreath::tell(HostTime now, Snapshot& snapshot) const {
  const auto told = [&](const std::optional<Agreement>& agreement) {
    return agreement && snapshot.breath_rate && of_now(now, agreement->time) ? agreement
                                                                             : std::nullopt;
  };
  snapshot.agreement = told(synchrony_.agreement());
  if (snapshot.heart_rate) {
    snapshot.breath_heart = told(lag_.agreement());
    snapshot.coherence = coherence_.ratio();
  }
  const auto grounded = [&](const auto& estimate) {
    const bool fresh = estimate && of_now(now, estimate->time);
    return no_surer(no_surer(fresh ? estimate : std::nullopt, snapshot.breath_rate),
                    snapshot.heart_rate);
  };
  snapshot.rsa = grounded(arrhythmia_.rsa());
  snapshot.heart_swing = grounded(arrhythmia_.range());
  snapshot.resonance = resonance_.best();
}

}  // namespace ebb
