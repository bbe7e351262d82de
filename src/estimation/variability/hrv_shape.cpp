#include "estimation/variability/hrv_shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace ebb {
namespace {

constexpr double kBin = 1000.0 / 128.0;
constexpr double kWidest = 4000.0;
constexpr double kPiece = 300.0;
constexpr double kLeastOfPiece = 150.0;

struct Histogram {
  std::vector<double> bins;
  std::size_t fullest = 0;
};

Histogram histogram(std::span<const double> sorted) {
  const double first = std::floor(sorted.front() / kBin);
  Histogram h;
  h.bins.resize(static_cast<std::size_t>(std::floor(sorted.back() / kBin) - first) + 1, 0.0);
  for (const double x : sorted) {
    h.bins[static_cast<std::size_t>(std::floor(x / kBin) - first)] += 1.0;
  }
  const auto top = std::max_element(h.bins.begin(), h.bins.end());
  h.fullest = static_cast<std::size_t>(top - h.bins.begin());
  return h;
}

/// How many bins from its tip the foot of the side that fits best stands; bins from the tip on
/// outwards. The two sides do not meet, so each is sought for itself.
std::size_t foot(std::span<const double> outwards) {
  std::size_t best = 1;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t reach = 1; reach <= outwards.size(); ++reach) {
    double error = 0.0;
    for (std::size_t i = 1; i < outwards.size(); ++i) {
      const double part = 1.0 - static_cast<double>(i) / static_cast<double>(reach);
      const double off = outwards[i] - outwards[0] * std::max(0.0, part);
      error += off * off;
    }
    if (error < least) {
      least = error;
      best = reach;
    }
  }
  return best;
}

struct Piece {
  double sum = 0.0;
  double squares = 0.0;  ///< about `about`
  double about = 0.0;
  std::size_t count = 0;

  void add(double ms) {
    about = count == 0 ? ms : about;
    sum += ms;
    squares += (ms - about) * (ms - about);
    ++count;
  }
  [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
  [[nodiscard]] double deviation() const {
    const auto n = static_cast<double>(count);
    const double off = mean() - about;
    return std::sqrt(std::max(0.0, squares - n * off * off) / (n - 1.0));
  }
};

class Pieces {
 public:
  void add(const Piece& piece) {
    if (piece.sum < kLeastOfPiece * 1000.0 || piece.count < 2) {
      return;
    }
    means_.push_back(piece.mean());
    deviations_ += piece.deviation();
  }

  [[nodiscard]] HrvPieces indices() const {
    HrvPieces found;
    const auto n = static_cast<double>(means_.size());
    if (!means_.empty()) {
      found.sdnni = deviations_ / n;
    }
    if (means_.size() >= 3) {
      double mean = 0.0;
      for (const double m : means_) {
        mean += m / n;
      }
      double squares = 0.0;
      for (const double m : means_) {
        squares += (m - mean) * (m - mean);
      }
      found.sdann = std::sqrt(squares / (n - 1.0));
    }
    return found;
  }

 private:
  std::vector<double> means_;
  double deviations_ = 0.0;
};

}  // namespace

double triangular_index(std::span<const double> sorted) {
  std::size_t fullest = 0;
  std::size_t in_bin = 0;
  double bin = 0.0;
  for (const double x : sorted) {
    const double here = std::floor(x / kBin);
    in_bin = here == bin ? in_bin + 1 : 1;
    bin = here;
    fullest = std::max(fullest, in_bin);
  }
  return static_cast<double>(sorted.size()) / static_cast<double>(fullest);
}

std::optional<double> triangle_base(std::span<const double> sorted) {
  if (sorted.back() - sorted.front() > kWidest) {
    return std::nullopt;
  }
  const Histogram h = histogram(sorted);
  const auto top = static_cast<std::ptrdiff_t>(h.fullest);
  const std::vector<double> longer(h.bins.begin() + top, h.bins.end());
  const std::vector<double> shorter(h.bins.rend() - top - 1, h.bins.rend());
  return kBin * static_cast<double>(foot(longer) + foot(shorter));
}

HrvPieces hrv_pieces(const NnSeries& series) {
  const auto place = [&](double end) { return std::floor((end - series.first) / kPiece); };
  const double whole_pieces = place(series.last);
  Pieces pieces;
  Piece piece;
  double at = 0.0;
  for (std::size_t i = 0; i < series.intervals.size() && place(series.ends[i]) < whole_pieces;
       ++i) {
    if (place(series.ends[i]) != at) {
      pieces.add(piece);
      piece = Piece{};
      at = place(series.ends[i]);
    }
    piece.add(series.intervals[i]);
  }
  pieces.add(piece);
  return pieces.indices();
}

}  // namespace ebb
