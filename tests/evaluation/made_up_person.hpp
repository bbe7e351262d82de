#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

#include "simulation/synthetic_body.hpp"

namespace ebb::evaluation {

/// One of many whose hearts, breaths and sensors differ as people's do; rates are per minute.
inline BodyPlan made_up_person(std::mt19937_64& random, std::uint64_t seed, double slowest,
                               double fastest) {
  std::uniform_real_distribution<double> any;
  BodyPlan plan;
  plan.seed = seed;
  plan.heart_rate_bpm = 55.0 + 40.0 * any(random);
  plan.breath_per_minute = slowest * std::pow(fastest / slowest, any(random));
  // The swing grows as breathing slows (Hirsch & Bishop 1981).
  plan.rsa_bpm =
      std::min(14.0, (0.3 + 5.0 * any(random)) * std::sqrt(12.0 / plan.breath_per_minute));
  plan.breath_variability = 0.03 + 0.12 * any(random);
  plan.mayer_bpm = 1.0 + 3.0 * any(random);
  plan.drift_bpm = 1.0 + 2.0 * any(random);
  plan.jitter_ms = 2.0 + 8.0 * any(random);
  plan.noise = 0.01 + 0.07 * any(random);
  plan.wander = 0.05 + 0.3 * any(random);
  return plan;
}

}  // namespace ebb::evaluation
