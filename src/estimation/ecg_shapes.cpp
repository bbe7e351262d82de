#include "estimation/ecg_shapes.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

constexpr float kSame = 0.8F;     ///< likeness from which on a beat wears its form in
constexpr float kWearIn = 0.2F;   ///< share of the newest beat in its form
constexpr float kFading = 0.98F;  ///< of the count of a form, with each beat of any form
constexpr float kEstablished = 3.0F;
constexpr float kLessTrust = 0.85F;  ///< in a form that is not established

constexpr auto kSteps = static_cast<float>(EcgShapes::kLength);

}  // namespace

double EcgShapes::likeness(const Window& lead) const {
  if (*std::max_element(seen_.begin(), seen_.end()) < kEstablished) {
    return kUnknown;
  }
  return static_cast<double>(match(lead, kLessTrust).likeness);
}

EcgShapes::Match EcgShapes::match(const Window& lead, float new_ones) const {
  Shifts sum{};
  Shifts power{};
  std::array<Shifts, kForms> product{};
  // All shifts side by side, so that they are worked on at once.
  for (std::size_t i = 0; i < kLength; ++i) {
    for (std::size_t shift = 0; shift < kShifts; ++shift) {
      const float x = lead[i + shift];
      sum[shift] += x;
      power[shift] += x * x;
    }
  }
  for (std::size_t form = 0; form < kForms; ++form) {
    for (std::size_t i = 0; i < kLength; ++i) {
      for (std::size_t shift = 0; shift < kShifts; ++shift) {
        product[form][shift] += lead[i + shift] * forms_[form][i];
      }
    }
  }
  Match best;
  for (std::size_t form = 0; form < kForms; ++form) {
    const float trust = seen_[form] <= 0.0F ? 0.0F : seen_[form] < kEstablished ? new_ones : 1.0F;
    for (std::size_t shift = 0; shift < kShifts; ++shift) {
      const float spread = power[shift] - sum[shift] * sum[shift] / kSteps;
      const float likeness =
          spread > 0.0F ? trust * product[form][shift] / std::sqrt(spread) : 0.0F;
      if (likeness > best.likeness) {
        best = {likeness, form, shift};
      }
    }
  }
  best.likeness = std::min(best.likeness, 1.0F);
  return best;
}

void EcgShapes::learn(const Window& lead) {
  Match best = match(lead, 1.0F);
  for (float& seen : seen_) {
    seen *= kFading;
  }
  if (best.likeness >= kSame) {
    wear_in(lead, best, kWearIn);
    return;
  }
  const auto rarest = std::min_element(seen_.begin(), seen_.end());
  *rarest = 0.0F;
  best = Match{};
  best.form = static_cast<std::size_t>(rarest - seen_.begin());
  wear_in(lead, best, 1.0F);
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
  if (!(power > 0.0F)) {
    return;
  }
  Form& form = forms_[match.form];
  const float scale = 1.0F / std::sqrt(power);
  float length = 0.0F;
  for (std::size_t i = 0; i < kLength; ++i) {
    form[i] += share * (scale * (lead[i + match.shift] - mean) - form[i]);
    length += form[i] * form[i];
  }
  for (float& x : form) {
    x /= std::sqrt(length);
  }
  seen_[match.form] += 1.0F;
}

}  // namespace ebb
