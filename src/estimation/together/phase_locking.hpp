#pragma once

#include <cstddef>
#include <optional>

#include "core/agreement.hpp"
#include "core/history.hpp"
#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// Phase locking of two rhythms that meet once a breath: the mean resultant length of the last
/// meetings' places (Lachaux et al. 1999, Hum Brain Mapp 8), beside what the same breaths reach by
/// chance.
///
/// Chance is told by nineteen surrogates: the steps from each meeting to the next in another order,
/// each made uneven by another 0.03 of a breath. A breath that keeps to something takes back in one
/// step what it strayed in the one before; in another order, what it strays adds up. So a person
/// whose own pace happens to be that of the guide is not taken for one who goes with it, as
/// Rayleigh's test against places without any order would. Nobody breathes as evenly as that
/// without something to keep to, hence the addition. The locking is above all nineteen about once
/// in twenty times by chance. Same places, same answer: the draw has a fixed beginning.
class PhaseLocking {
 public:
  static constexpr std::size_t kMostBreaths = 12;
  static constexpr std::size_t kFewestBreaths = 4;

  /// One breath: where in the other rhythm it met it, or nothing when it was out of place.
  void push(std::optional<Turns> place, HostTime time);
  void reset();

  /// Nothing before four breaths.
  [[nodiscard]] const std::optional<Agreement>& agreement() const { return agreement_; }

 private:
  struct Meeting {
    double cosine = 0.0;
    double sine = 0.0;
    bool in_place = false;
  };
  History<Meeting, kMostBreaths> seen_;
  std::optional<Agreement> agreement_;
};

}  // namespace ebb
