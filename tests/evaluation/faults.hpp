#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

namespace ebb::evaluation {

enum class FaultKind : std::uint8_t { missed, extra, moved, early };

/// A clean series with faults put in, and which of its intervals they spoil.
struct Faulty {
  std::vector<double> intervals;
  std::vector<bool> spoilt;
};

/// `share` of the beats, none beside another: not seen, one more seen at 0.3 to 0.7 of the interval
/// before it, moved by 0.10 to 0.35 of the interval either way, or 0.15 to 0.40 early.
inline Faulty with_faults(const std::vector<double>& clean, FaultKind kind, double share,
                          unsigned seed) {
  std::mt19937 random{seed};
  std::uniform_real_distribution<> chance;
  std::vector<double> times{0.0};
  for (const double ms : clean) {
    times.push_back(times.back() + ms);
  }
  std::set<std::size_t> at;
  const auto wanted = static_cast<std::size_t>(share * static_cast<double>(times.size()) + 0.5);
  while (at.size() < wanted) {
    const auto i =
        2 + static_cast<std::size_t>(chance(random) * static_cast<double>(times.size() - 4));
    if (at.count(i - 1) + at.count(i) + at.count(i + 1) == 0) {
      at.insert(i);
    }
  }
  std::vector<double> told;
  std::vector<bool> wrong;    // this beat is not where a beat was
  std::vector<bool> skipped;  // after it one is missing
  const auto tell = [&](double time, bool is_wrong) {
    told.push_back(time);
    wrong.push_back(is_wrong);
    skipped.push_back(false);
  };
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (at.count(i) == 0) {
      tell(times[i], false);
      continue;
    }
    const double before = times[i] - times[i - 1];
    if (kind == FaultKind::missed) {
      skipped.back() = true;
    } else if (kind == FaultKind::extra) {
      tell(times[i - 1] + (0.3 + 0.4 * chance(random)) * before, true);
      tell(times[i], false);
    } else {
      const bool early = kind == FaultKind::early || chance(random) < 0.5;
      const double by =
          kind == FaultKind::early ? 0.15 + 0.25 * chance(random) : 0.10 + 0.25 * chance(random);
      tell(times[i] + by * (early ? -before : times[i + 1] - times[i]), true);
    }
  }
  Faulty faulty;
  for (std::size_t i = 1; i < told.size(); ++i) {
    faulty.intervals.push_back(told[i] - told[i - 1]);
    faulty.spoilt.push_back(wrong[i] || wrong[i - 1] || skipped[i - 1]);
  }
  return faulty;
}

}  // namespace ebb::evaluation
