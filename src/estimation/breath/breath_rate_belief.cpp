#include "estimation/breath/breath_rate_belief.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace ebb {

BreathRateBelief::BreathRateBelief(Config config) : config_(config) {
  for (std::size_t i = 0; i < kRates; ++i) {
    const double steps = config_.wander * rate_of(i) / kWidth;
    to_each_[static_cast<Eigen::Index>(i)] = static_cast<float>(std::min(0.5 * steps * steps, 0.4));
  }
  reset();
}

void BreathRateBelief::reset() {
  belief_.setConstant(1.0F / static_cast<float>(kRates));
  best_ = 0;
  mass_ = 0.0;
  deviation_ = 0.0;
}

void BreathRateBelief::spread(std::optional<BreathsPerMinute> guide) {
  const bool guided =
      guide && guide->value() >= rate_of(0) && guide->value() <= rate_of(kRates - 1);
  const double anywhere = config_.jump * (guided ? 1.0 - config_.towards_guide : 1.0);
  const auto to_all = static_cast<float>(anywhere / static_cast<double>(kRates));
  const auto stays = static_cast<float>(1.0 - config_.jump);

  // Nothing goes beyond either end.
  const QuickRow leaves = belief_ * to_each_;
  constexpr auto kOthers = static_cast<Eigen::Index>(kRates - 1);
  QuickRow come;
  come.head<kOthers>() = leaves.tail<kOthers>();
  come[kOthers] = leaves[kOthers];
  come.tail<kOthers>() += leaves.head<kOthers>();
  come[0] += leaves[0];
  belief_ = stays * (belief_ + come - 2.0F * leaves) + to_all;
  if (guided) {
    const auto place = std::lround(guide->value() / kWidth) - static_cast<long>(kFirst);
    belief_[std::min(place, static_cast<long>(kRates - 1))] +=
        static_cast<float>(config_.jump * config_.towards_guide);
  }
}

void BreathRateBelief::look(const QuickRow& evidence, std::size_t visible,
                            std::optional<BreathsPerMinute> guide) {
  assert(visible <= kRates);
  spread(guide);
  QuickRow nats = evidence;
  nats.tail(static_cast<Eigen::Index>(kRates - visible)).setZero();
  belief_ *= nats.exp();
  belief_ /= belief_.sum();
  sum_up();
}

void BreathRateBelief::look(const Row& evidence, double highest,
                            std::optional<BreathsPerMinute> guide) {
  QuickRow quick;
  std::transform(evidence.begin(), evidence.end(), quick.begin(),
                 [](double nats) { return static_cast<float>(nats); });
  look(quick, visible_up_to(highest), guide);
}

std::size_t BreathRateBelief::visible_up_to(double highest) {
  const double place = highest / kWidth - static_cast<double>(kFirst);
  return static_cast<std::size_t>(std::clamp(place + 1.0, 1.0, double{kRates}));
}

void BreathRateBelief::sum_up() {
  // The greatest first and then its place: twice as quick as both at once.
  const float most = belief_.maxCoeff();
  best_ =
      static_cast<std::size_t>(std::find(belief_.begin(), belief_.end(), most) - belief_.begin());
  const auto reach =
      static_cast<std::size_t>(std::max(2.0, std::round(0.08 * rate_of(best_) / kWidth)));
  double mean = 0.0;
  double squares = 0.0;
  mass_ = 0.0;
  for (std::size_t i = best_ > reach ? best_ - reach : 0; i <= std::min(best_ + reach, kRates - 1);
       ++i) {
    const auto belief = static_cast<double>(belief_[static_cast<Eigen::Index>(i)]);
    mass_ += belief;
    mean += belief * rate_of(i);
    squares += belief * rate_of(i) * rate_of(i);
  }
  mean /= mass_;
  deviation_ = std::sqrt(std::max(0.0, squares / mass_ - mean * mean));
}

}  // namespace ebb
