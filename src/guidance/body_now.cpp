#include "guidance/body_now.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ebb {
namespace {

constexpr double kHeartLasts = 10.0;   // seconds
constexpr double kBreathLasts = 12.0;  // seconds, or
constexpr double kBreathPeriods = 2.5;

constexpr double kInShare = 0.4;  // of a measured breath
constexpr double kInShareFromHeart = 0.5;

double age(HostTime now, HostTime then) { return to_seconds(now) - to_seconds(then); }

/// A breath at `now`: its phase carried on at its rate; nothing when it is too old or makes no
/// sense.
std::optional<OwnBreath> carried_on(const Estimate<BreathsPerMinute>& rate,
                                    const Estimate<Turns>& phase, HostTime now) {
  if (!(rate.value.value() > 0.0) || !std::isfinite(rate.value.value()) ||
      !std::isfinite(phase.value.value())) {
    return std::nullopt;
  }
  const double period = period_seconds(rate.value);
  const double oldest = std::max(age(now, rate.time), age(now, phase.time));
  if (oldest > std::max(kBreathLasts, kBreathPeriods * period)) {
    return std::nullopt;
  }
  const Turns here = wrapped(Turns{phase.value.value() + age(now, phase.time) / period});
  return OwnBreath{rate.value, here, std::min(rate.quality, phase.quality)};
}

}  // namespace

BodyNow body_now(const Snapshot& snapshot, HostTime now) {
  BodyNow body;
  if (snapshot.heart_rate && age(now, snapshot.heart_rate->time) <= kHeartLasts) {
    body.heart_rate = snapshot.heart_rate->value;
    body.heart_quality = snapshot.heart_rate->quality;
  }
  if (snapshot.breath_rate && snapshot.breath_phase) {
    body.breath = carried_on(*snapshot.breath_rate, *snapshot.breath_phase, now);
  }
  if (snapshot.second_breath) {
    body.second = carried_on(snapshot.second_breath->rate, snapshot.second_breath->phase, now);
  }
  return body;
}

double own_size(Turns phase, BreathOrigin origin) {
  if (!std::isfinite(phase.value())) {
    return 0.0;
  }
  const double at = wrapped(phase).value();
  const double in = origin == BreathOrigin::heart ? kInShareFromHeart : kInShare;
  const double part = at < in ? at / in : (1.0 - at) / (1.0 - in);
  return 0.5 - 0.5 * std::cos(std::numbers::pi * part);
}

}  // namespace ebb
