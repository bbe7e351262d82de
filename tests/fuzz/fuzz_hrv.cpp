#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>

#include "estimation/variability/hrv_analysis.hpp"

namespace {

void expect_number(std::optional<double> value) {
  if (value && !std::isfinite(*value)) {
    std::abort();
  }
}

void expect_numbers(const ebb::HrvPowers& p) {
  for (const auto& value : {p.ulf, p.vlf, p.lf, p.hf, p.total, p.lf_hf, p.lf_nu, p.hf_nu,
                            p.vlf_peak, p.lf_peak, p.hf_peak, p.own, p.own_peak}) {
    expect_number(value);
  }
}

double ms_of(std::uint16_t word) {
  switch (word >> 12U) {
    case 0xF:
      return std::ldexp(1.0, static_cast<int>(word & 0xFFFU) - 2048);
    case 0xE:
      return std::nan("");
    case 0xD:
      return -static_cast<double>(word & 0xFFFU);
    default:
      return static_cast<double>(word & 0xFFFU) + static_cast<double>(word >> 12U) / 16.0;
  }
}

}  // namespace

/// Each two bytes are an interval; the first byte says how often they are repeated and how the
/// series is taken.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 1) {
    return 0;
  }
  const unsigned how = bytes[0];
  ebb::NnSeriesBuilder builder;
  double end = 0.0;
  for (unsigned turn = 0; turn <= how % 64U; ++turn) {
    for (std::size_t i = 1; i + 1 < size; i += 2) {
      std::uint16_t word = 0;
      std::memcpy(&word, bytes + i, 2);
      const double ms = ms_of(word);
      end += ms / 1000.0;
      const bool odd = (word & 0x1FU) == 0x1FU;
      if ((how & 0x80U) != 0) {
        builder.push(ms);
      } else {
        builder.push(end, ms, !odd, (word & 0x7U) == 0x7U);
      }
    }
  }
  const ebb::Detrending detrending =
      (how & 0x40U) != 0 ? ebb::Detrending::smoothness_priors : ebb::Detrending::line;
  const ebb::HrvAnalysis h = ebb::analyse_hrv(
      builder.finish(), {.own_rate = ebb::BreathsPerMinute{6.0}, .detrending = detrending});
  if (h.time) {
    expect_number(h.time->sdnn);
    expect_number(h.time->rmssd);
    expect_number(h.time->mean_hr_bpm);
    expect_number(h.time->triangular_index);
    expect_number(h.time->tinn);
    expect_number(h.time->sdann);
    expect_number(h.time->sdnni);
  }
  if (h.frequency) {
    expect_numbers(h.frequency->welch);
    expect_numbers(h.frequency->lomb);
    expect_number(h.frequency->share_covered);
  }
  expect_number(h.nonlinear.sample_entropy);
  expect_number(h.nonlinear.dfa_alpha1);
  expect_number(h.nonlinear.dfa_alpha2);
  return 0;
}
