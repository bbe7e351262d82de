#pragma once

#include <cstddef>
#include <memory>

namespace ebb::sound {

/// Where the guide is for one sample.
struct Moment {
  double size = 0.0;    ///< 0 smallest, 1 widest
  double bright = 0.0;  ///< 1 in the in-breath, 0 in the out-breath, between them near the turn
};

/// What a breath is made audible with. A voice knows the timbre only: how loud it is follows the
/// guide and is the soundscape's.
class Voice {
 public:
  Voice() = default;
  Voice(const Voice&) = delete;
  Voice& operator=(const Voice&) = delete;
  virtual ~Voice() = default;

  /// A breath begins, or its out-breath.
  virtual void turn(bool inhaling) = 0;
  /// The next sample, within -1..1.
  [[nodiscard]] virtual double next(const Moment& moment) = 0;
};

/// Soft breath waves: noise through a low-pass that opens with the in-breath and is darker in the
/// out-breath.
[[nodiscard]] std::unique_ptr<Voice> make_waves(double sample_rate);

/// A gentle tone that rises by a fourth with the in-breath and falls back, with fewer overtones.
[[nodiscard]] std::unique_ptr<Voice> make_tones(double sample_rate);

}  // namespace ebb::sound
