#pragma once

#include <cmath>
#include <optional>
#include <vector>

#include "breather.hpp"

namespace ebb::test {

struct CuedBreath {
  double start = 0.0;
  double rate = 0.0;
};

/// Lets the pacer run from `from` to `to` and lists the breaths it cued, found by their count.
template <class Own>
std::vector<CuedBreath> cued(Pacer& pacer, double from, double to, Own own, double hertz = 50.0) {
  std::vector<CuedBreath> breaths;
  long long last = -1;
  const auto steps = static_cast<int>(std::lround((to - from) * hertz));
  for (int i = 0; i <= steps; ++i) {
    const double t = from + i / hertz;
    const Cue cue = pacer.advance(test::at(t), own(t));
    if (cue.shown && cue.breath != last) {
      last = cue.breath;
      breaths.push_back({to_seconds(pacer.next_turn() - pacer.period()), cue.rate.value()});
    }
  }
  return breaths;
}

inline std::optional<OwnBreath> nobody(double) { return std::nullopt; }

}  // namespace ebb::test
