#include <cmath>
#include <cstdint>
#include <numbers>

#include "visualizer/sound/voice.hpp"

namespace ebb::sound {
namespace {

constexpr double kDarkest = 260.0;  ///< Hz, where the low-pass of an empty out-breath lies
constexpr double kDark = 620.0;     ///< ... and of a full one
constexpr double kBright = 1900.0;  ///< ... and of a full in-breath
constexpr double kDamping = 1.1;    ///< above 1: no whistle at the corner
constexpr double kLoudness = 1.9;   ///< brings the noise near its ceiling, which it bends into

/// Uniform noise from -1 to 1 (xorshift32): the same sound every time, and no library's lock.
class Noise {
 public:
  double next() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 17U;
    state_ ^= state_ << 5U;
    return static_cast<double>(state_) / 2147483648.0 - 1.0;
  }

 private:
  std::uint32_t state_ = 2463534242U;
};

class Waves final : public Voice {
 public:
  explicit Waves(double sample_rate) : rate_(sample_rate) {}

  void turn(bool /*inhaling*/) override {}

  double next(const Moment& moment) override {
    const double dark = kDarkest + (kDark - kDarkest) * moment.size;
    const double corner = dark + (kBright - dark) * moment.bright * moment.size;
    // A state-variable low-pass in Chamberlin's form, stable far beyond these corners.
    const double f = 2.0 * std::sin(std::numbers::pi * corner / rate_);
    low_ += f * band_;
    band_ += f * (noise_.next() - low_ - kDamping * band_);
    // A wider band lets more of the noise through: as loud at every corner.
    return std::tanh(kLoudness * std::sqrt(kBright / corner) * low_ * std::sqrt(rate_ / 44'100.0));
  }

 private:
  double rate_;
  Noise noise_;
  double low_ = 0.0;
  double band_ = 0.0;
};

}  // namespace

std::unique_ptr<Voice> make_waves(double sample_rate) {
  return std::make_unique<Waves>(sample_rate);
}

}  // namespace ebb::sound
