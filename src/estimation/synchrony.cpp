#include "estimation/synchrony.hpp"

#include <cmath>
#include <numbers>

namespace ebb {

void Synchrony::push(const Breath& breath, Turns guide, Seconds guide_period) {
  const double ratio = breath.period / guide_period;
  if (!(ratio > 0.75 && ratio < 1.0 / 0.75)) {
    seen_.push({});
    return;
  }
  const double angle = 2.0 * std::numbers::pi * guide.value();
  seen_.push({std::cos(angle), std::sin(angle)});
}

std::optional<Agreement> Synchrony::agreement() const {
  if (seen_.size() < kFewestBreaths) {
    return {};
  }
  double cosine = 0.0;
  double sine = 0.0;
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    cosine += seen_[i].cosine;
    sine += seen_[i].sine;
  }
  const auto count = static_cast<double>(seen_.size());
  Agreement agreement;
  agreement.locking = std::hypot(cosine, sine) / count;
  agreement.by_chance = std::sqrt(-std::log(0.05) / count);
  agreement.lag = wrapped(Turns{std::atan2(sine, cosine) / (2.0 * std::numbers::pi)});
  agreement.breaths = seen_.size();
  return agreement;
}

}  // namespace ebb
