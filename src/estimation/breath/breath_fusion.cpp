#include "estimation/breath/breath_fusion.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace ebb {
namespace {

constexpr Microseconds kLook{2'000'000};
constexpr Microseconds kLongestBridge{6'000'000};
constexpr std::size_t kFewestTurns = 5;
constexpr double kSameRate = 0.15;  ///< belief further than this from the filters: counting anew

/// The rate about the best one at which the power has its centre, weighted by the rate to balance a
/// falling background; as far to one side as to the other.
double centre_of(const BreathRateBelief::QuickRow& power, std::size_t best) {
  constexpr std::size_t kLastPlace = BreathRateBelief::kRates - 1;
  const std::size_t reach = std::min<std::size_t>(
      4, std::min(std::max<std::size_t>(best, 1), std::max<std::size_t>(kLastPlace - best, 1)));
  double weight = 0.0;
  double sum = 0.0;
  for (std::size_t i = best > reach ? best - reach : 0; i <= std::min(best + reach, kLastPlace);
       ++i) {
    const auto here = static_cast<double>(power[static_cast<Eigen::Index>(i)]);
    weight += here;
    sum += here * BreathRateBelief::rate_of(i);
  }
  return weight > 0.0 ? sum / weight : BreathRateBelief::rate_of(best);
}

/// Log-likelihood ratio of a peak in sums of `n` exponentially distributed powers of mean 1.
BreathRateBelief::QuickRow nats(const BreathRateBelief::QuickRow& sums, float n) {
  const BreathRateBelief::QuickRow over = (sums / n).max(1.0F);
  return n * (over - 1.0F - over.log());
}

/// How far the best rate stands out of a witness.
double standing(const BreathWitness& witness, std::size_t best) {
  const std::size_t first = best > 2 ? best - 2 : 0;
  const std::size_t last = std::min(best + 2, BreathRateBelief::kRates - 1);
  return static_cast<double>(
      witness.all_along()
          .segment(static_cast<Eigen::Index>(first), static_cast<Eigen::Index>(last - first + 1))
          .maxCoeff());
}

}  // namespace

BreathFusion::BreathFusion(Config config) : config_(config), belief_(config.belief) {
  witnesses_.fill(BreathWitness{config_.witness});
}

void BreathFusion::reset() {
  const auto guide = guide_;
  *this = BreathFusion{config_};
  guide_ = guide;
}

void BreathFusion::push(BreathSign sign, HostTime time, double value) {
  witnesses_[static_cast<std::size_t>(sign)].push(time, value);
}

void BreathFusion::advance(HostTime time, double highest) {
  if (looked_ && (time - newest_ > kLongestBridge || time < newest_)) {
    reset();
  }
  newest_ = time;
  if (!looked_) {
    looked_ = time;
  }
  while (time - *looked_ >= kLook) {
    *looked_ += kLook;
    look(highest);
  }
}

void BreathFusion::look(double highest) {
  Row lately = Row::Zero();
  Row all_along = Row::Zero();
  float witnesses = 0.0F;
  for (BreathWitness& witness : witnesses_) {
    if (witness.speaks()) {
      witnesses += 1.0F;
      witness.weigh();
      lately += witness.lately();
      all_along += witness.all_along();
    }
  }
  if (witnesses == 0.0F) {
    return;
  }
  Row evidence = nats(lately, witnesses) + nats(all_along, witnesses);
  // Half the weight to each window.
  const double most = 0.5 * static_cast<double>(evidence.maxCoeff());
  const double limit = config_.evidence_limit;
  evidence *= static_cast<float>(0.5 * config_.evidence_rate * (most > limit ? limit / most : 1.0));
  belief_.look(evidence, BreathRateBelief::visible_up_to(highest), guide_);
  rate_ = centre_of(all_along, belief_.best());
  quality_ = belief_.mass();
  if (std::abs(rate_ - tuned_) > kSameRate * tuned_) {
    turns_.reset();
  }
  tuned_ = rate_;
  count();
  for (BreathWitness& witness : witnesses_) {
    witness.tune(tuned_);
  }
  if (turns_.size() >= kFewestTurns) {
    rate_ = counted();
  }
}

void BreathFusion::count() {
  std::complex<double> turned;
  for (BreathWitness& witness : witnesses_) {
    const std::complex<double> own = witness.take_turn();
    if (witness.speaks()) {
      const double stands = standing(witness, belief_.best());
      turned += stands * stands * own;
    }
  }
  const double length = std::abs(turned);
  if (length > 0.0) {
    constexpr double kPerTurn = 60.0 / (2.0 * std::numbers::pi * 0.5);
    turns_.push({std::arg(turned) * kPerTurn, std::sqrt(length)});
  }
}

double BreathFusion::counted() const {
  const auto most = static_cast<std::size_t>(config_.count / Seconds{kLook});
  double weight = 0.0;
  double sum = 0.0;
  for (std::size_t i = turns_.size() > most ? turns_.size() - most : 0; i < turns_.size(); ++i) {
    weight += turns_[i].weight;
    sum += turns_[i].weight * turns_[i].rate;
  }
  return weight > 0.0 ? sum / weight : rate_;
}

std::optional<Estimate<BreathsPerMinute>> BreathFusion::rate(HostTime now) const {
  const double age = Seconds{now - newest_}.count();
  const double quality = quality_ * std::clamp(1.0 - (age - 5.0) / 10.0, 0.0, 1.0);
  if (!(quality >= config_.least_quality)) {
    return {};
  }
  const double reach = 1.28 * belief_.deviation();
  return Estimate<BreathsPerMinute>{BreathsPerMinute{rate_}, BreathsPerMinute{rate_ - reach},
                                    BreathsPerMinute{rate_ + reach}, quality, newest_};
}

}  // namespace ebb
