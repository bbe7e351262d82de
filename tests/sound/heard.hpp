#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

#include "core/time.hpp"
#include "visualizer/sound/soundscape.hpp"

namespace ebb::sound {

/// Enough for everything a voice has to say, and quick.
inline constexpr double kRate = 16'000.0;

inline PlannedBreath breath(double start, double in, double out) {
  return {at_seconds<HostTime>(start), to_microseconds(Seconds{in}), to_microseconds(Seconds{out}),
          1.0};
}

/// What comes out of the loudspeaker, from -1 to 1.
inline std::vector<double> listen(Soundscape& scape, double from, double seconds,
                                  std::size_t block = 320) {
  std::vector<double> heard;
  const auto count = static_cast<std::size_t>(seconds * kRate);
  std::vector<std::int16_t> samples(block);
  while (heard.size() < count) {
    const std::size_t wanted = std::min(block, count - heard.size());
    const double at = from + static_cast<double>(heard.size()) / kRate;
    scape.render(at_seconds<HostTime>(at), std::span{samples}.first(wanted));
    for (std::size_t i = 0; i < wanted; ++i) {
      heard.push_back(static_cast<double>(samples[i]) / 32'768.0);
    }
  }
  return heard;
}

inline std::span<const double> part(const std::vector<double>& heard, double from, double to) {
  const auto a = static_cast<std::size_t>(from * kRate);
  const auto b = std::min(heard.size(), static_cast<std::size_t>(to * kRate));
  return std::span{heard}.subspan(a, b - a);
}

inline double loudest(std::span<const double> heard) {
  double most = 0.0;
  for (const double sample : heard) {
    most = std::max(most, std::abs(sample));
  }
  return most;
}

inline double power(std::span<const double> heard) {
  double sum = 0.0;
  for (const double sample : heard) {
    sum += sample * sample;
  }
  return heard.empty() ? 0.0 : sum / static_cast<double>(heard.size());
}

/// How bright it is: the share of power in the differences, which grows with frequency. Hz.
inline double mean_frequency(std::span<const double> heard) {
  double change = 0.0;
  for (std::size_t i = 1; i < heard.size(); ++i) {
    change += (heard[i] - heard[i - 1]) * (heard[i] - heard[i - 1]);
  }
  const double level = power(heard) * static_cast<double>(heard.size());
  return level > 0.0 ? std::sqrt(change / level) * kRate / (2.0 * std::numbers::pi) : 0.0;
}

}  // namespace ebb::sound
