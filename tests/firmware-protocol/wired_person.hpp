#pragma once

#include "simulation/synthetic_body.hpp"

namespace ebb {

/// A synthetic person with a finger and a belt on the Uno, in volts.
class WiredPerson {
 public:
  explicit WiredPerson(const BodyPlan& plan) : body_(plan) {}
  double volts(int input, double seconds) {
    return input == 0 ? 2.5 + 0.6 * body_.ppg(Seconds{seconds})
                      : 2.0 + 0.5 * body_.respiration(Seconds{seconds});
  }

 private:
  SyntheticBody body_;
};

}  // namespace ebb
