#pragma once

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace ebb::test {

/// How found instants compare with true ones, each used once.
struct BeatScore {
  std::size_t both = 0;
  std::size_t missed = 0;
  std::size_t extra = 0;

  BeatScore& operator+=(const BeatScore& other) {
    both += other.both;
    missed += other.missed;
    extra += other.extra;
    return *this;
  }
  /// 2 TP / (2 TP + FN + FP), in percent.
  [[nodiscard]] double f1() const {
    const std::size_t all = 2 * both + missed + extra;
    return all == 0 ? 0.0 : 200.0 * static_cast<double>(both) / static_cast<double>(all);
  }
};

/// Both in ascending order and one unit; `within` is the half-width of the window.
inline BeatScore score_beats(const std::vector<double>& truth, const std::vector<double>& found,
                             double within,
                             const std::vector<std::pair<double, double>>& left_out = {}) {
  const auto kept = [&](const std::vector<double>& all) {
    std::vector<double> in;
    for (const double t : all) {
      bool out = false;
      for (const auto& [from, to] : left_out) {
        out = out || (t >= from - within && t <= to + within);
      }
      if (!out) {
        in.push_back(t);
      }
    }
    return in;
  };
  const std::vector<double> a = kept(truth);
  const std::vector<double> b = kept(found);
  BeatScore score;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const double off = b[j] - a[i];
    const bool next_is_nearer =
        j + 1 < b.size() && std::abs(b[j + 1] - a[i]) < std::abs(off) &&
        (i + 1 == a.size() || std::abs(b[j + 1] - a[i]) < std::abs(b[j + 1] - a[i + 1]));
    if (off < -within || (off <= within && next_is_nearer)) {
      ++score.extra;
      ++j;
    } else if (off > within) {
      ++score.missed;
      ++i;
    } else {
      ++score.both;
      ++i;
      ++j;
    }
  }
  score.missed += a.size() - i;
  score.extra += b.size() - j;
  return score;
}

}  // namespace ebb::test
