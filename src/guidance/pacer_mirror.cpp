// Keeping a breath company: the guide locks to it at both turns.
#include <algorithm>

#include "guidance/pacer.hpp"

namespace ebb {
namespace {

constexpr double kMirrorGain = 0.8;         // share of the phase error taken up per breath
constexpr double kMirrorReach = 0.25;       // and never more than this part of a breath
constexpr double kMirrorSlew = 1.3;         // largest change of length from breath to breath
constexpr double kMirrorHaste = 1.5;        // quicker is relief, and may come in larger steps
constexpr double kOutGain = 0.8;            // of what is missing at the turn into the out-breath
constexpr double kOutSlew = 1.5;            // an out-breath is planned anew within this
constexpr double kQuickestTogether = 12.0;  // per minute

double seconds(Microseconds t) { return static_cast<double>(t.count()) * 1e-6; }

}  // namespace

/// Whether the guide keeps somebody's breath company and leads nobody.
bool Pacer::mirrors() const {
  return !held_period_ && !hidden() &&
         (together_ || own_pace_ || std::holds_alternative<FollowBreath>(mode_));
}

double Pacer::shortest_mirrored() const {
  return together_ ? 60.0 / kQuickestTogether : period_seconds(config_.quickest);
}

double Pacer::longest_mirrored() const {
  return period_seconds(together_ ? std::max(config_.floor, config_.hard_floor)
                                  : config_.hard_floor);
}

std::optional<Pacer::Company> Pacer::company() const {
  const auto& breath = together_ ? second_ : own_;
  const auto period = period_of(breath);
  return period ? std::optional(Company{*period, breath->phase}) : std::nullopt;
}

/// Ends the next breath nearer to the person's own turn, by a softened part of what is missing.
double Pacer::mirrored(HostTime at, const Company& company) const {
  const double since = seconds(own_at_ - at);
  const Turns own{company.phase.value() - since / company.period};
  const double ahead = turns_between(Turns{0.0}, own);
  const double part = std::clamp(kMirrorGain * ahead, -kMirrorReach, kMirrorReach);
  const double now = breath_.period;
  const double wanted =
      std::clamp(company.period * (1.0 - part), now / kMirrorHaste, now * kMirrorSlew);
  return std::clamp(wanted, shortest_mirrored(), longest_mirrored());
}

/// The turn into the out-breath: its length is settled by where the breath that is mirrored is now.
void Pacer::turn_out() {
  if (out_planned_) {
    return;
  }
  out_planned_ = true;
  const auto with = company();
  if (!with || !mirrors()) {
    return;
  }
  const double in = seconds(breath_.in);
  const double out = seconds(breath_.out);
  const double since = seconds(own_at_ - next_out()) / with->period;
  const double ahead = turns_between(Turns{breath_.split}, Turns{with->phase.value() - since});
  const double wanted = with->period * (1.0 - breath_.split - kOutGain * ahead);
  const double shortest = std::max({in, out / kOutSlew, shortest_mirrored() - in});
  const double longest = std::max(shortest, std::min(out * kOutSlew, longest_mirrored() - in));
  breath_.out =
      Microseconds{static_cast<std::int64_t>(std::clamp(wanted, shortest, longest) * 1e6)};
}

}  // namespace ebb
