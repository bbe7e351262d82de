#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

#include "estimation/beats/ecg_beats.hpp"

// The first byte says the rate and how samples are written: eight bytes each, any double, or one
// byte each at a gain of up to 1e30. Sample by sample and in blocks the same beats must come, each
// a number and none in the future.
namespace {

constexpr std::array<double, 8> kRates{100.0, 128.0, 250.0, 360.0, 500.0, 1000.0, 1.0, 1e6};

std::vector<double> samples_of(std::span<const std::uint8_t> bytes, bool any_double, double gain) {
  std::vector<double> samples;
  if (any_double) {
    for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
      double sample = 0.0;
      std::memcpy(&sample, &bytes[i], 8);
      samples.push_back(sample);
    }
    return samples;
  }
  for (const std::uint8_t byte : bytes) {
    samples.push_back(byte == 255 ? std::numeric_limits<double>::quiet_NaN() : gain * byte);
  }
  return samples;
}

void check(const ebb::EcgBeat& beat, std::size_t so_far) {
  const bool sound = std::isfinite(beat.at) && beat.at >= 0.0 &&
                     beat.at <= static_cast<double>(so_far) && beat.quality >= 0.0 &&
                     beat.quality <= 1.0;
  if (!sound) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) {
    return 0;
  }
  const double rate = kRates[data[0] & 7U];
  const bool any_double = (data[0] & 8U) != 0;
  const double gain = std::pow(10.0, static_cast<double>(data[0] >> 4U) * 4.0 - 30.0);
  const auto samples = samples_of({data + 2, size - 2}, any_double, gain);
  ebb::EcgBeats one{ebb::Hertz{rate}};
  std::vector<double> found;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (const auto beat = one.push(samples[i])) {
      check(*beat, i + 1);
      found.push_back(beat->at);
    }
    if (!(one.quality() >= 0.0 && one.quality() <= 1.0)) {
      std::abort();
    }
  }
  ebb::EcgBeats many{ebb::Hertz{rate}};
  std::vector<double> also;
  const std::size_t cut = data[1] + 1U;
  for (std::size_t i = 0; i < samples.size(); i += cut) {
    many.push(std::span{samples}.subspan(i, std::min(cut, samples.size() - i)),
              [&also](const ebb::EcgBeat& beat) { also.push_back(beat.at); });
  }
  while (const auto beat = one.flush()) {
    found.push_back(beat->at);
  }
  while (const auto beat = many.flush()) {
    also.push_back(beat->at);
  }
  if (found != also) {
    std::abort();
  }
  return 0;
}
