#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace ebb::evaluation {

/// A moving mean over 2 * half + 1 samples, fewer at the ends.
inline std::vector<double> moving_mean(const std::vector<double>& x, std::size_t half) {
  std::vector<double> sum(x.size() + 1);
  for (std::size_t i = 0; i < x.size(); ++i) {
    sum[i + 1] = sum[i] + x[i];
  }
  std::vector<double> out(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t from = i > half ? i - half : 0;
    const std::size_t to = std::min(x.size(), i + half + 1);
    out[i] = (sum[to] - sum[from]) / static_cast<double>(to - from);
  }
  return out;
}

/// Times in seconds of the R waves of a clean ECG, looked at as a whole: good enough to give a
/// breath tracker its beats, no detector.
inline std::vector<double> r_peaks(const std::vector<double>& ecg, double hertz) {
  const auto fast = moving_mean(ecg, static_cast<std::size_t>(0.012 * hertz));
  const auto slow = moving_mean(ecg, static_cast<std::size_t>(0.08 * hertz));
  std::vector<double> wave(ecg.size());
  for (std::size_t i = 0; i < ecg.size(); ++i) {
    wave[i] = fast[i] - slow[i];
  }
  const auto block = static_cast<std::size_t>(0.1 * hertz);
  std::vector<double> tops;
  for (std::size_t i = 0; i < wave.size(); i += block) {
    double top = 0.0;
    for (std::size_t k = i; k < std::min(i + block, wave.size()); ++k) {
      top = std::max(top, wave[k] * wave[k]);
    }
    tops.push_back(top);
  }
  std::vector<double> peaks;
  for (std::size_t i = 1; i + 1 < wave.size(); ++i) {
    const double power = wave[i] * wave[i];
    if (power < wave[i - 1] * wave[i - 1] || power < wave[i + 1] * wave[i + 1]) {
      continue;
    }
    const std::size_t at = i / block;
    const auto around = tops.begin() + static_cast<std::ptrdiff_t>(at > 12 ? at - 12 : 0);
    const auto end = tops.begin() + static_cast<std::ptrdiff_t>(std::min(at + 13, tops.size()));
    if (power < 0.3 * *std::max_element(around, end)) {
      continue;
    }
    const double curve = wave[i - 1] - 2.0 * wave[i] + wave[i + 1];
    const double shift = curve != 0.0 ? 0.5 * (wave[i - 1] - wave[i + 1]) / curve : 0.0;
    const double time = (static_cast<double>(i) + shift) / hertz;
    if (peaks.empty() || time - peaks.back() > 0.33) {
      peaks.push_back(time);
    }
  }
  return peaks;
}

}  // namespace ebb::evaluation
