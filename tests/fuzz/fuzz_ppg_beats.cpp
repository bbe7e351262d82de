#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "estimation/beats/ppg_beats.hpp"

namespace {

void check(const ebb::PpgBeat& beat) {
  const bool numbers = std::isfinite(beat.at) && std::isfinite(beat.amplitude) &&
                       std::isfinite(beat.baseline) && std::isfinite(beat.rise);
  if (!numbers || beat.amplitude < 0.0 || !(beat.quality >= 0.0 && beat.quality <= 1.0)) {
    std::abort();
  }
}

/// Doubles as they lie, or bytes as small numbers, which reach further than wild ones do.
class Input {
 public:
  Input(const std::uint8_t* bytes, std::size_t size) : bytes_(bytes), size_(size) {}
  [[nodiscard]] bool empty() const { return at_ == size_; }
  std::uint8_t byte() { return empty() ? std::uint8_t{0} : bytes_[at_++]; }
  double number(bool wild) {
    double value = byte();
    if (wild && size_ - at_ >= sizeof value) {
      std::memcpy(&value, bytes_ + at_, sizeof value);
      at_ += sizeof value;
    }
    return value;
  }

 private:
  const std::uint8_t* bytes_;
  std::size_t size_;
  std::size_t at_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  Input input{bytes, size};
  const std::uint8_t how = input.byte();
  const double rate = std::ldexp(20.0, how >> 4U);
  ebb::PpgBeats beats{ebb::Hertz{rate}};
  while (!input.empty()) {
    const bool wild = (how & 1U) != 0 && input.byte() < 16;
    if (const auto beat = beats.push(input.number(wild))) {
      check(*beat);
    }
    if (wild && (how & 4U) != 0) {
      beats.interrupt();
    }
  }
  while (const auto beat = beats.flush()) {
    check(*beat);
  }
  return 0;
}
