#include "guidance/envelope.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ebb {

void Envelope::go(double level, Seconds over, HostTime now) {
  const double wanted = std::clamp(level, 0.0, 1.0);
  if (wanted == to_) {
    return;
  }
  from_ = at(now);
  to_ = wanted;
  began_ = now;
  over_ = over;
}

double Envelope::at(HostTime now) const {
  const double since = Seconds{now - began_}.count();
  if (since >= over_.count()) {
    return to_;
  }
  const double part = std::max(0.0, since) / over_.count();
  return from_ + (to_ - from_) * (0.5 - 0.5 * std::cos(std::numbers::pi * part));
}

}  // namespace ebb
