#pragma once

#include <cstddef>
#include <optional>

#include "core/event.hpp"
#include "core/history.hpp"
#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// How steadily the breath keeps its place beside the guide.
struct Agreement {
  double locking = 0.0;    ///< 0 none, 1 the same place in every breath
  double by_chance = 0.0;  ///< what breaths without a guide exceed once in twenty times
  Turns lag{};             ///< guide's phase where the breaths begin: 0.1 = a tenth behind it
  std::size_t breaths = 0;
};

/// Phase locking of the last breaths with the guide: the mean resultant length of the guide's
/// phase at the start of each (Lachaux et al. 1999, Hum Brain Mapp 8), with the length that as many
/// random phases reach by chance (Rayleigh's test). A breath that lasts more than a third longer or
/// a quarter shorter than the guide's counts as out of place: twice as fast or half as fast also
/// meets the guide at the same phase each time, and is no agreement.
class Synchrony {
 public:
  static constexpr std::size_t kMostBreaths = 12;
  static constexpr std::size_t kFewestBreaths = 4;

  /// A breath, the guide's phase at its start, and how long the guide's breath was then.
  void push(const Breath& breath, Turns guide, Seconds guide_period);
  /// The guide paused or the person eased off: what follows is a new beginning.
  void reset() { seen_.reset(); }

  [[nodiscard]] std::optional<Agreement> agreement() const;

 private:
  struct Meeting {
    double cosine = 0.0;
    double sine = 0.0;
  };
  History<Meeting, kMostBreaths> seen_;
};

}  // namespace ebb
