#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/estimate.hpp"
#include "core/units.hpp"
#include "evaluation/report.hpp"

namespace ebb::evaluation {

/// How told rates compare with true ones.
struct RateScore {
  std::size_t asked = 0;
  std::size_t answered = 0;
  std::size_t near = 0;            ///< within 1 a minute
  std::size_t sure = 0;            ///< quality 0.8 and more
  std::size_t sure_and_wrong = 0;  ///< of those, off by more than 2 a minute
  double error = 0.0;
  double bias = 0.0;

  void add(const std::optional<Estimate<BreathsPerMinute>>& told, double truth) {
    ++asked;
    if (!told) {
      return;
    }
    const double off = told->value.value() - truth;
    ++answered;
    error += std::abs(off);
    bias += off;
    near += std::abs(off) <= 1.0 ? 1U : 0U;
    if (told->quality >= 0.8) {
      ++sure;
      sure_and_wrong += std::abs(off) > 2.0 ? 1U : 0U;
    }
  }
  [[nodiscard]] static std::vector<std::string> header(const std::string& what) {
    return {what,   "asked",      "answered %", "MAE",
            "bias", "within 1 %", "q >= 0.8",   "of it off > 2 %"};
  }
  [[nodiscard]] std::vector<std::string> row(const std::string& name) const {
    const auto n = static_cast<double>(answered);
    return {name,
            count(asked),
            percent(answered, asked),
            fixed(error / n, 2),
            with_sign(bias / n, 2),
            percent(near, answered),
            count(sure),
            percent(sure_and_wrong, sure)};
  }
};

}  // namespace ebb::evaluation
