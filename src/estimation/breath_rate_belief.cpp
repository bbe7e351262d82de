#include "estimation/breath_rate_belief.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {

void BreathRateBelief::reset() {
  belief_.fill(1.0 / static_cast<double>(kRates));
  best_ = 0;
  mass_ = 0.0;
  deviation_ = 0.0;
}

void BreathRateBelief::spread(std::optional<BreathsPerMinute> guide) {
  Row next{};
  for (std::size_t i = 0; i < kRates; ++i) {
    const double steps = config_.wander * rate_of(i) / kWidth;
    const double to_each = belief_[i] * std::min(0.5 * steps * steps, 0.4);
    next[i] += belief_[i] - 2.0 * to_each;
    next[i == 0 ? 0 : i - 1] += to_each;
    next[i + 1 == kRates ? i : i + 1] += to_each;
  }
  const bool guided =
      guide && guide->value() >= rate_of(0) && guide->value() <= rate_of(kRates - 1);
  const double anywhere = config_.jump * (guided ? 1.0 - config_.towards_guide : 1.0);
  for (std::size_t i = 0; i < kRates; ++i) {
    belief_[i] = (1.0 - config_.jump) * next[i] + anywhere / static_cast<double>(kRates);
  }
  if (guided) {
    const auto place =
        static_cast<std::size_t>(std::lround(guide->value() / kWidth) - static_cast<long>(kFirst));
    belief_[std::min(place, kRates - 1)] += config_.jump * config_.towards_guide;
  }
}

void BreathRateBelief::look(const Row& evidence, double highest,
                            std::optional<BreathsPerMinute> guide) {
  spread(guide);
  double sum = 0.0;
  for (std::size_t i = 0; i < kRates; ++i) {
    if (evidence[i] > 0.0 && rate_of(i) <= highest) {
      belief_[i] *= std::exp(evidence[i]);
    }
    sum += belief_[i];
  }
  for (double& belief : belief_) {
    belief /= sum;
  }
  sum_up();
}

void BreathRateBelief::sum_up() {
  best_ =
      static_cast<std::size_t>(std::max_element(belief_.begin(), belief_.end()) - belief_.begin());
  const auto reach =
      static_cast<std::size_t>(std::max(2.0, std::round(0.08 * rate_of(best_) / kWidth)));
  double mean = 0.0;
  double squares = 0.0;
  mass_ = 0.0;
  for (std::size_t i = best_ > reach ? best_ - reach : 0; i <= std::min(best_ + reach, kRates - 1);
       ++i) {
    mass_ += belief_[i];
    mean += belief_[i] * rate_of(i);
    squares += belief_[i] * rate_of(i) * rate_of(i);
  }
  mean /= mass_;
  deviation_ = std::sqrt(std::max(0.0, squares / mass_ - mean * mean));
}

}  // namespace ebb
