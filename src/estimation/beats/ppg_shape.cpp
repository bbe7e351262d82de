#include "estimation/beats/ppg_shape.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

constexpr double kStride = 0.02;  // s; the slope has been smoothed over three times that

std::int64_t whole(double x) { return static_cast<std::int64_t>(std::lround(x)); }

}  // namespace

PpgShape::PpgShape(double rate)
    : stride_(std::max<std::int64_t>(1, whole(kStride * rate))),
      before_(whole(kBefore * rate / static_cast<double>(stride_))),
      size_(std::min(
          kMost, static_cast<std::size_t>(before_ + 1 +
                                          whole(kAfter * rate / static_cast<double>(stride_))))) {}

void PpgShape::cut(const Slopes& slopes, std::int64_t top, double sign, Piece& piece) const {
  double sum = 0.0;
  std::int64_t at = top - before_ * stride_;
  for (std::size_t i = 0; i < size_; ++i, at += stride_) {
    piece.values[i] = sign * slopes[std::clamp(at, slopes.begin(), slopes.end() - 1)];
    sum += piece.values[i];
  }
  const double mean = sum / static_cast<double>(size_);
  double squares = 0.0;
  for (std::size_t i = 0; i < size_; ++i) {
    piece.values[i] -= mean;
    squares += piece.values[i] * piece.values[i];
  }
  piece.length = std::sqrt(squares);
}

PpgShape::Match PpgShape::match(const Slopes& slopes, std::int64_t top, double sign) const {
  Piece piece;
  cut(slopes, top, sign, piece);
  double product = 0.0;
  for (std::size_t i = 0; i < size_; ++i) {
    product += piece.values[i] * shape_[i];
  }
  return {product, piece.length > 0.0 ? product / piece.length : 0.0};
}

void PpgShape::learn(const Slopes& slopes, std::int64_t top, double sign, double share) {
  Piece piece;
  cut(slopes, top, sign, piece);
  if (!(piece.length > 0.0)) {
    return;
  }
  double squares = 0.0;
  for (std::size_t i = 0; i < size_; ++i) {
    shape_[i] += share * (piece.values[i] / piece.length - shape_[i]);
    squares += shape_[i] * shape_[i];
  }
  const double length = std::sqrt(squares);
  for (std::size_t i = 0; i < size_ && length > 0.0; ++i) {
    shape_[i] /= length;
  }
}

}  // namespace ebb
