#include "simulation/measured.hpp"

#include <utility>

#include "simulation/synthetic_body.hpp"

namespace ebb {
namespace {

template <class Wave>
MeasuredWave wave_of(const BodyPlan& plan, StreamKind kind, double hertz, std::string name) {
  return {kind, Hertz{hertz}, std::move(name), true,
          [wave = Wave(plan), contact = SyntheticContact(plan)](double seconds) mutable {
            return std::optional{WaveValue{wave.sample(seconds), contact.touches(seconds)}};
          }};
}

}  // namespace

Measured measured_on(const BodyPlan& plan, std::string_view as, std::optional<StreamKind> only) {
  const bool strap = as == "ble-bridge" || as == "pulse-sensor" || as.empty();
  const bool belt = as == "ebb-link" || as == "text" || as.empty();
  const bool pulse = as == "ebb-link" || as == "text" || as == "pulse-sensor";
  const double even = as == "ebb-link" || as.empty() ? 0.0 : 50.0;  // lines come at one rate
  const auto wanted = [only](bool usual, StreamKind kind) { return only ? *only == kind : usual; };
  Measured measured;
  if (wanted(strap, StreamKind::interval) || as == "pulse-sensor") {
    measured.beats = [heart = SyntheticHeart(plan)]() mutable {
      return std::optional{heart.next()};
    };
  }
  if (wanted(belt, StreamKind::respiration)) {
    measured.waves.push_back(
        wave_of<RespirationWave>(plan, StreamKind::respiration, even > 0 ? even : 25.0, "resp"));
  }
  if (wanted(pulse, StreamKind::ppg)) {
    measured.waves.push_back(
        wave_of<PulseWave>(plan, StreamKind::ppg, even > 0 ? even : 100.0, "ppg"));
  }
  if (wanted(false, StreamKind::ecg)) {
    measured.waves.push_back(wave_of<SyntheticEcg>(plan, StreamKind::ecg, 250.0, "ecg"));
  }
  return measured;
}

std::function<std::optional<TrueBeat>()> beats_of_intervals(
    std::function<std::optional<double>()> next) {
  return [next = std::move(next), time = Seconds{0}]() mutable -> std::optional<TrueBeat> {
    const std::optional<double> interval = next();
    if (!interval) {
      return std::nullopt;
    }
    time += Milliseconds{*interval};
    return TrueBeat{time, Milliseconds{*interval}, BeatKind::normal};
  };
}

}  // namespace ebb
