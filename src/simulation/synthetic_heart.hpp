#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/time.hpp"
#include "simulation/body_plan.hpp"
#include "simulation/random.hpp"
#include "simulation/synthetic_breath.hpp"

namespace ebb {

enum class BeatKind : std::uint8_t {
  normal,
  ectopic,  ///< came early
  missed,   ///< happened, and a strap did not see it
  extra,    ///< did not happen, and a strap thought it did
  lost,     ///< happened while the sensor had no contact
};
std::string_view name_of(BeatKind kind);

/// What really happened, for scoring, and what a strap makes of it.
struct TrueBeat {
  Seconds time{};
  Milliseconds interval{};  ///< to the beat that the strap saw before; zero when it reports none:
                            ///< at the first beat, a missed or a lost one, and after lost contact
  BeatKind kind = BeatKind::normal;

  [[nodiscard]] bool happened() const { return kind != BeatKind::extra; }
};

/// When a sensor touches the skin: it comes off at random and is back after 2 to 8 s.
class SyntheticContact {
 public:
  explicit SyntheticContact(const BodyPlan& plan);
  /// `seconds` must not step back.
  bool touches(double seconds);

 private:
  void plan_next();
  double per_minute_;
  Random random_;
  double off_ = 0.0;
  double on_ = 0.0;
};

/// The beats of a synthetic person one after the other, without end, by integral pulse frequency
/// modulation (Hyndman & Mohn 1975): a beat falls when the running integral of the heart rate
/// passes one. The rate follows the breath (RSA), a 0.1 Hz wave and a slow drift. A value: a copy
/// goes on to give the same beats.
class SyntheticHeart {
 public:
  explicit SyntheticHeart(const BodyPlan& plan);
  TrueBeat next();

  /// Heart rate without the beats' own faults at `seconds`, which must not step back.
  double rate_bpm(double seconds);

 private:
  double next_sinus_beat();
  TrueBeat seen(double time, BeatKind kind);

  BodyPlan plan_;
  Random random_;
  Random faults_;
  BreathCursor breath_;
  SyntheticContact contact_;
  double now_ = 0.0;
  double last_rate_ = 0.0;
  double phase_ = 0.0;  ///< the integral, in beats
  double threshold_ = 1.0;
  double mean_volume_ = 0.0;
  double drift_ = 0.0;
  double mayer_turns_ = 0.0;
  double mayer_hertz_ = 0.1;
  double sinus_ = 0.0;   ///< the sinus node's last beat
  double period_ = 1.0;  ///< and the interval before it
  std::optional<double> last_seen_;
  std::optional<TrueBeat> waiting_;  ///< a beat that an extra one goes before
  bool after_ectopic_ = false;
};

}  // namespace ebb
