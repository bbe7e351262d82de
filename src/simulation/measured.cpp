#include "simulation/measured.hpp"

#include <algorithm>
#include <array>
#include <string_view>
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

/// What a device wears of itself, and how often it samples; 0 = not.
struct Worn {
  std::string_view as;
  bool beats = false;
  double belt = 0.0;
  double pulse = 0.0;
  double ecg = 0.0;
  double lines = 0.0;  ///< all its waves come at one rate
};

constexpr std::array kWorn{
    Worn{.as = "", .beats = true, .belt = 25.0},
    Worn{.as = "ble-bridge", .beats = true},
    Worn{.as = "ebb-link", .belt = 25.0, .pulse = 100.0},
    Worn{.as = "pulse-sensor", .beats = true, .pulse = 50.0, .lines = 50.0},
    Worn{.as = "text", .belt = 50.0, .pulse = 50.0, .lines = 50.0},
    Worn{.as = "max3010x", .pulse = 50.0, .lines = 50.0},
    Worn{.as = "cms50", .pulse = 60.0, .lines = 60.0},
    Worn{.as = "cms50-v7", .pulse = 60.0, .lines = 60.0},
    Worn{.as = "nonin", .pulse = 75.0, .lines = 75.0},
    Worn{.as = "bitalino", .belt = 100.0, .ecg = 100.0, .lines = 100.0},
    Worn{.as = "cyton", .ecg = 250.0, .lines = 250.0},
    Worn{.as = "gdx", .belt = 10.0, .lines = 10.0},
    Worn{.as = "ant", .beats = true},
    Worn{.as = "polar-pmd", .ecg = 130.0, .lines = 130.0},
};

}  // namespace

Measured measured_on(const BodyPlan& plan, std::string_view as, std::optional<StreamKind> only) {
  const auto* worn =
      std::find_if(kWorn.begin(), kWorn.end(), [&](const Worn& w) { return w.as == as; });
  const Worn wears = worn == kWorn.end() ? Worn{} : *worn;
  const auto rate = [&](double usual, StreamKind kind, double alone) {
    if (!only) {
      return usual;
    }
    return *only != kind ? 0.0 : usual > 0.0 ? usual : wears.lines > 0.0 ? wears.lines : alone;
  };
  Measured measured;
  const bool drawn_from_beats = as == "pulse-sensor";
  if (only ? *only == StreamKind::interval || drawn_from_beats : wears.beats) {
    measured.beats = [heart = SyntheticHeart(plan)]() mutable {
      return std::optional{heart.next()};
    };
  }
  // The ECG first: on a board that does not say what is plugged in, it is the first input.
  if (const double hz = rate(wears.ecg, StreamKind::ecg, 250.0); hz > 0.0) {
    measured.waves.push_back(wave_of<SyntheticEcg>(plan, StreamKind::ecg, hz, "ecg"));
  }
  if (const double hz = rate(wears.belt, StreamKind::respiration, 25.0); hz > 0.0) {
    measured.waves.push_back(wave_of<RespirationWave>(plan, StreamKind::respiration, hz, "resp"));
  }
  if (const double hz = rate(wears.pulse, StreamKind::ppg, 100.0); hz > 0.0) {
    measured.waves.push_back(wave_of<PulseWave>(plan, StreamKind::ppg, hz, "ppg"));
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
