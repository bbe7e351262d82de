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

  /// The form that the lead in a window is most like, and where in the window.
  struct Match {
    float correlation = 0.0F;
    float trusted = 0.0F;  ///< the most of any form when new ones count for less
    std::size_t form = 0;
    std::size_t shift = kShifts / 2 - 1;
  };
  [[nodiscard]] Match match(const Window& lead) const;
  /// 0..1; `kUnknown` until a form has been seen three times.
  [[nodiscard]] double likeness(const Match& match) const;
  /// A beat looked like this.
  void learn(const Window& lead, Match match);
  void forget() { seen_ = {}; }

  static constexpr double kUnknown = 0.9;

 private:
  static constexpr std::size_t kForms = 3;

  void wear_in(const Window& lead, const Match& match, float share);

  std::array<std::array<float, kLength>, kForms> forms_{};  ///< mean 0, length 1
  std::array<float, kForms> seen_{};                        ///< times, fading
};

}  // namespace ebb
