#include "estimation/breath/breath_signs.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {

namespace {

using Row = BreathRateBelief::QuickRow;
constexpr auto kRates = static_cast<Eigen::Index>(BreathRateBelief::kRates);

/// Rates within `reach` of `centre`, as places in a row.
struct Span {
  Eigen::Index begin;
  Eigen::Index size;

  Span(double centre, double reach, Eigen::Index visible) {
    const auto kept = static_cast<double>(visible);
    begin = static_cast<Eigen::Index>(std::clamp(std::ceil(centre - reach), 0.0, kept));
    const auto end =
        static_cast<Eigen::Index>(std::clamp(std::floor(centre + reach) + 1.0, 0.0, kept));
    size = std::max<Eigen::Index>(end - begin, 0);
  }
  [[nodiscard]] auto of(Row& row) const { return row.segment(begin, size); }
  [[nodiscard]] auto of(const Row& row) const { return row.segment(begin, size); }
  [[nodiscard]] double most(const Row& row) const {
    return size > 0 ? static_cast<double>(of(row).maxCoeff()) : 0.0;
  }
};

Row squared_rates() {
  Row rates;
  for (std::size_t i = 0; i < BreathRateBelief::kRates; ++i) {
    const double rate = BreathRateBelief::rate_of(i);
    rates[static_cast<Eigen::Index>(i)] = static_cast<float>(rate * rate);
  }
  return rates;
}

double place_of(double rate) { return rate / BreathRateBelief::kWidth - BreathRateBelief::kFirst; }

}  // namespace

BreathSigns read_signs(double rate, const Row& slow, const Row& quick, const Row& evidence,
                       std::size_t visible, double mean_interval_ms) {
  static const Row squares_of_rates = squared_rates();
  const double steps = std::max(2.0, 0.1 * rate / BreathRateBelief::kWidth);
  const auto size = static_cast<Eigen::Index>(visible);
  const Span near{place_of(rate), steps, size};
  const Span second{place_of(2.0 * rate), 2.0 * steps, size};
  const Span third{place_of(3.0 * rate), 2.0 * steps, size};

  // What is neither the rate's own nor its harmonics'.
  Row weighted = slow * squares_of_rates;
  weighted.tail(weighted.size() - size).setZero();
  const auto own_weighted = static_cast<double>(near.of(weighted).sum());
  near.of(weighted).setZero();
  second.of(weighted).setZero();
  const double all = own_weighted + static_cast<double>(weighted.sum());
  third.of(weighted).setZero();
  Row rivals = evidence;
  rivals.tail(rivals.size() - size).setZero();
  for (const Span& explained : {near, second, third}) {
    explained.of(rivals).setZero();
  }
  constexpr auto kFast =
      static_cast<Eigen::Index>(8.0 / BreathRateBelief::kWidth) + 1 - BreathRateBelief::kFirst;
  const auto fast = static_cast<double>(weighted.tail<kRates - kFast>().maxCoeff());
  const auto rival = static_cast<double>(rivals.maxCoeff());
  const auto own = static_cast<double>(near.of(slow).sum());

  const Span peak{place_of(rate), 2.1, size};
  BreathSigns signs;
  signs.rate = rate;
  // A sine fills three half-bins of a Hann window's spectrum.
  signs.swing = 2.0 * std::sqrt(2.0 / 3.0 * own) / mean_interval_ms;
  constexpr double kSlowest = BreathRateBelief::rate_of(0);
  signs.fast_swing = std::sqrt(2.0 * fast) / (kSlowest * mean_interval_ms);
  signs.share = own_weighted / (all + 1e-9);
  signs.lead = std::log((near.most(evidence) + 0.02) / (rival + 0.02));
  signs.steadiness = std::log((static_cast<double>(peak.most(slow)) + 1e-6) /
                              (static_cast<double>(peak.most(quick)) + 1e-6));
  return signs;
}

double chance_of(const BreathSigns& signs) {
  const double away = (signs.rate - 5.5) / 3.0;  // from where blood-pressure waves are
  const double wave = std::exp(-0.5 * away * away);
  const double belief = std::log((signs.belief + 0.003) / (1.003 - signs.belief));
  const double swing = std::log(std::clamp(signs.swing, 1e-3, 1.0) / 0.05);
  const double fast = std::log(std::clamp(signs.fast_swing, 0.0, 1.0) + 0.003);
  const double share = std::clamp(signs.share, 0.01, 0.99);
  const double steady = std::clamp(signs.steadiness, -2.0, 2.0);
  const double wandering = std::log(signs.wandering + 0.003);

  const double anywhere = 0.11 + 0.57 * belief + 0.65 * std::log(share / (1.0 - share)) +
                          0.7 * signs.lead - 3.7 * std::log(signs.rate / 10.0) - 0.49 * wandering -
                          0.69 * steady;
  const double in_the_wave = -1.79 - 0.6 * belief + 0.42 * swing + 0.46 * fast - 0.61 * signs.lead +
                             0.22 * wandering + 0.32 * steady;
  return 1.0 / (1.0 + std::exp(-anywhere - wave * in_the_wave));
}

}  // namespace ebb
