#include "estimation/beats/ecg_shapes.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

constexpr float kSame = 0.8F;     ///< likeness from which on a beat wears its form in
constexpr float kWearIn = 0.2F;   ///< share of the newest beat in its form
constexpr float kFading = 0.98F;  ///< of the count of a form, with each beat of any form
constexpr float kEstablished = 3.0F;
constexpr float kLessTrust = 0.85F;  ///< in a form that is not established

constexpr float kLeastSpread = 1e-6F;  ///< of a window whose largest value is 1

constexpr auto kSteps = static_cast<float>(EcgShapes::kLength);

}  // namespace

EcgShapes::Match EcgShapes::match(const Window& lead) const {
  using Shifts = std::array<float, kShifts>;
  Shifts sum{};
  Shifts power{};
  std::array<Shifts, kForms> product{};
  // All shifts side by side, so that they are worked on at once.
  for (std::size_t i = 0; i < kLength; ++i) {
    for (std::size_t shift = 0; shift < kShifts; ++shift) {
      const float x = lead[i + shift];
      sum[shift] += x;
      power[shift] += x * x;
      for (std::size_t form = 0; form < kForms; ++form) {
        product[form][shift] += x * forms_[form][i];
      }
    }
  }
  Shifts per_length{};
  for (std::size_t shift = 0; shift < kShifts; ++shift) {
    const float spread = power[shift] - sum[shift] * sum[shift] / kSteps;
    per_length[shift] = 1.0F / std::sqrt(std::max(spread, kLeastSpread));
  }
  Match best;
  for (std::size_t form = 0; form < kForms; ++form) {
    const float seen = seen_[form];
    const float trust = seen <= 0.0F ? 0.0F : seen < kEstablished ? kLessTrust : 1.0F;
    for (std::size_t shift = 0; shift < kShifts; ++shift) {
      const float correlation = product[form][shift] * per_length[shift];
      best.trusted = std::max(best.trusted, trust * correlation);
      if (seen > 0.0F && correlation > best.correlation) {
        best.correlation = correlation;
        best.form = form;
        best.shift = shift;
      }
    }
  }
  return best;
}

double EcgShapes::likeness(const Match& match) const {
  const bool known = *std::max_element(seen_.begin(), seen_.end()) >= kEstablished;
  return known ? std::min(static_cast<double>(match.trusted), 1.0) : kUnknown;
}

void EcgShapes::learn(const Window& lead, Match match) {
  for (float& seen : seen_) {
    seen *= kFading;
  }
  float share = kWearIn;
  if (match.correlation < kSame) {
    const auto rarest = std::min_element(seen_.begin(), seen_.end());
    *rarest = 0.0F;
    match = Match{};
    match.form = static_cast<std::size_t>(rarest - seen_.begin());
    share = 1.0F;
  }
  wear_in(lead, match, share);
}

void EcgShapes::wear_in(const Window& lead, const Match& match, float share) {
  float mean = 0.0F;
  for (std::size_t i = 0; i < kLength; ++i) {
    mean += lead[i + match.shift];
  }
  mean /= kSteps;
  float power = 0.0F;
  for (std::size_t i = 0; i < kLength; ++i) {
    const float x = lead[i + match.shift] - mean;
    power += x * x;
  }
  if (!(power > kLeastSpread)) {
    return;
  }
  std::array<float, kLength>& form = forms_[match.form];
  const float scale = 1.0F / std::sqrt(power);
  float length = 0.0F;
  for (std::size_t i = 0; i < kLength; ++i) {
    form[i] += share * (scale * (lead[i + match.shift] - mean) - form[i]);
    length += form[i] * form[i];
  }
  const float per_length = 1.0F / std::sqrt(length);
  for (float& x : form) {
    x *= per_length;
  }
  seen_[match.form] += 1.0F;
}

}  // namespace ebb
