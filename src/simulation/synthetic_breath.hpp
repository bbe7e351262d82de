#pragma once

#include "core/time.hpp"
#include "simulation/body_plan.hpp"
#include "simulation/random.hpp"

namespace ebb {

/// One breath as it really was.
struct TrueBreath {
  Seconds start{};     ///< the turn into the in-breath
  Seconds in_share{};  ///< length of the in-breath
  Seconds period{};
  double depth = 1.0;  ///< 1 is this person's usual
};

/// How full the lungs are `t` after the breath's start, 0 to 1 (times depth): in along a raised
/// cosine, out quickly at first and ever more slowly, as a relaxed chest falls.
double lung_volume(const TrueBreath& breath, Seconds t);

/// The breaths of a synthetic person one after the other, without end. A value: a copy goes on to
/// give the same breaths.
class SyntheticBreath {
 public:
  explicit SyntheticBreath(const BodyPlan& plan);
  TrueBreath next();

 private:
  BodyPlan plan_;
  Random random_;
  double start_ = 0.0;
  double tempo_ = 0.0;  ///< what the last period's deviation leaves behind: breaths come in runs
};

/// The breath under way at a time that never steps back.
class BreathCursor {
 public:
  explicit BreathCursor(const BodyPlan& plan) : breaths_(plan), now_(breaths_.next()) {}
  const TrueBreath& at(double seconds) {
    while (seconds >= (now_.start + now_.period).count()) {
      now_ = breaths_.next();
    }
    return now_;
  }

 private:
  SyntheticBreath breaths_;
  TrueBreath now_;
};

}  // namespace ebb
