#include <cmath>
#include <numbers>

#include "visualizer/sound/voice.hpp"

namespace ebb::sound {
namespace {

constexpr double kLowest = 174.6;      ///< Hz: the F below middle C
constexpr double kFourth = 4.0 / 3.0;  ///< as far as it rises
constexpr double kSecond = 0.30;       ///< overtones of the in-breath, beside the tone itself
constexpr double kThird = 0.14;
constexpr double kSecondWhenDark = 0.05;
constexpr double kHighest = 1.4;  ///< no crest of theirs is above it

class Tones final : public Voice {
 public:
  explicit Tones(double sample_rate) : rate_(sample_rate) {}

  void turn(bool /*inhaling*/) override {}

  double next(const Moment& moment) override {
    const double frequency = kLowest * std::pow(kFourth, moment.size);
    phase_ += frequency / rate_;
    phase_ -= std::floor(phase_);
    const double angle = 2.0 * std::numbers::pi * phase_;
    const double second = kSecondWhenDark + (kSecond - kSecondWhenDark) * moment.bright;
    const double third = kThird * moment.bright;
    const double sum =
        std::sin(angle) + second * std::sin(2.0 * angle) + third * std::sin(3.0 * angle);
    // As loud with overtones as without.
    return sum / (kHighest * std::sqrt(1.0 + second * second + third * third));
  }

 private:
  double rate_;
  double phase_ = 0.0;
};

}  // namespace

std::unique_ptr<Voice> make_tones(double sample_rate) {
  return std::make_unique<Tones>(sample_rate);
}

}  // namespace ebb::sound
