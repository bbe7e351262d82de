#include "archive/exports/even_wave.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace ebb {
namespace {

/// Times that are rebuilt from arrivals need a while to settle.
constexpr double kSettling = 3.0;
/// A stretch that is long enough to tell its own rate.
constexpr double kLong = 10.0;
constexpr double kTolerance = 0.02;
/// Times of short stretches are uncertain: one that would begin so much before the end of the last
/// comes later, whole.
constexpr double kOverlap = 0.25;

/// time = start + index * step, by least squares.
struct Line {
  double start = 0.0;
  double step = 0.0;  ///< 0: cannot be told
  double weight = 0.0;
};

Line line_through(std::span<const double> times) {
  const double settled = times.back() - times.front() > kLong ? times.front() + kSettling : -1e300;
  double n = 0.0;
  double i_sum = 0.0;
  double t_sum = 0.0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (times[i] >= settled) {
      n += 1.0;
      i_sum += static_cast<double>(i);
      t_sum += times[i];
    }
  }
  Line line{times.front(), 0.0, n};
  if (n < 2.0) {
    return line;
  }
  const double i_mean = i_sum / n;
  const double t_mean = t_sum / n;
  double ii = 0.0;
  double it = 0.0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (times[i] >= settled) {
      const double di = static_cast<double>(i) - i_mean;
      ii += di * di;
      it += di * (times[i] - t_mean);
    }
  }
  line.step = it / ii;
  line.start = t_mean - line.step * i_mean;
  return line;
}

/// Its own slope where it is long; else that of the whole wave, through its middle.
Line placed(std::span<const double> times, double rate) {
  Line line = line_through(times);
  if (times.back() - times.front() <= kLong || !(line.step > 0.0)) {
    double sum = 0.0;
    for (const double time : times) {
      sum += time;
    }
    line.step = 1.0 / rate;
    line.start = sum / static_cast<double>(times.size()) -
                 0.5 * line.step * static_cast<double>(times.size() - 1);
  }
  return line;
}

template <class Take>
void each_stretch(const RecordedWave& wave, const Take& take) {
  for (std::size_t i = 0; i < wave.stretches.size(); ++i) {
    const std::size_t from = wave.stretches[i];
    const std::size_t to =
        i + 1 < wave.stretches.size() ? wave.stretches[i + 1] : wave.times.size();
    if (from < to) {
      take(std::span{wave.times}.subspan(from, to - from),
           std::span{wave.values}.subspan(from, to - from));
    }
  }
}

}  // namespace

double true_rate(const RecordedWave& wave) {
  double longest = 0.0;
  each_stretch(wave, [&longest](auto times, auto) {
    longest = std::max(longest, times.back() - times.front());
  });
  const double enough = std::min(kLong, longest);
  double samples = 0.0;
  double seconds = 0.0;
  each_stretch(wave, [&](auto times, auto) {
    if (times.back() - times.front() >= enough) {
      const Line line = line_through(times);
      samples += line.step > 0.0 ? line.weight : 0.0;
      seconds += line.step > 0.0 ? line.weight * line.step : 0.0;
    }
  });
  return seconds > 0.5 ? samples / seconds : 0.0;
}

std::vector<float> even_wave(const RecordedWave& wave, double rate, std::size_t count) {
  std::vector<float> grid(count, std::numeric_limits<float>::quiet_NaN());
  const double own_rate = true_rate(wave);
  if (!(own_rate > 0.0)) {
    return grid;
  }
  const double tolerance = std::max(kTolerance * rate, 1.5);
  double next = 0.0;  // the first place that is free
  each_stretch(wave, [&](std::span<const double> times, std::span<const float> values) {
    Line line = placed(times, own_rate);
    double place = std::round(line.start * rate);
    if (place < next && next - place <= kOverlap * rate) {
      line.start += (next - place) / rate;
      place = next;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double wanted = (line.start + static_cast<double>(i) * line.step) * rate;
      if (wanted - place > tolerance) {
        place = std::round(wanted);
      }
      if (place < next || place - wanted > tolerance) {
        place += place < next ? 1.0 : 0.0;  // taken already, or too late: it is left out
        continue;
      }
      if (place >= static_cast<double>(count)) {
        return;
      }
      grid[static_cast<std::size_t>(place)] = values[i];
      place += 1.0;
      next = place;
    }
  });
  return grid;
}

}  // namespace ebb
