#pragma once

#include <array>
#include <cstddef>

namespace ebb {

/// The forms that a lead's QRS has taken of late, each as one beat after another has worn it in: a
/// template per morphology. A form of noise may slip in, but it rarely comes a third time.
class EcgShapes {
 public:
  /// A tenth of a second either side of a QRS's middle, in steps of 120 Hz, and room to shift.
  static constexpr std::size_t kLength = 21;
  static constexpr std::size_t kShifts = 8;
  /// Of any offset, its largest value about 1.
  using Window = std::array<float, kLength + kShifts - 1>;

  /// How like the likeliest form the lead in the window is at its best shift: the correlation, 0
  /// to 1. `kUnknown` until a form has been seen three times.
  [[nodiscard]] double likeness(const Window& lead) const;
  /// A beat looked like this.
  void learn(const Window& lead);
  void forget() { seen_ = {}; }

  static constexpr double kUnknown = 0.9;

 private:
  static constexpr std::size_t kForms = 3;
  using Shifts = std::array<float, kShifts>;
  using Form = std::array<float, kLength>;

  struct Match {
    float likeness = 0.0F;
    std::size_t form = 0;
    std::size_t shift = kShifts / 2 - 1;
  };
  /// With less trust in forms that are new by the factor `new_ones`.
  [[nodiscard]] Match match(const Window& lead, float new_ones) const;
  void wear_in(const Window& lead, const Match& match, float share);

  std::array<Form, kForms> forms_{};  ///< mean 0, length 1
  std::array<float, kForms> seen_{};  ///< times, fading
};

}  // namespace ebb
