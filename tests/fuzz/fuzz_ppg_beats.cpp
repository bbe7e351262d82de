#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "estimation/beats/ppg_timed_beats.hpp"

namespace {

constexpr std::int64_t kFar = std::int64_t{1} << 60U;

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
  ebb::PpgBeats even{ebb::Hertz{rate}};
  ebb::TimedPpgBeats timed;
  std::int64_t time = 0;
  while (!input.empty()) {
    const bool wild = (how & 1U) != 0 && input.byte() < 16;
    const double value = input.number(wild);
    if ((how & 2U) != 0) {
      const std::uint8_t step = input.byte();
      // Mostly a few milliseconds; now and then anywhere.
      const auto reach = static_cast<std::int64_t>(std::uint64_t{1} << (step % 62U));
      time = step >= 250 ? -reach : step >= 245 ? reach : time % kFar + step * 300;
      if (const auto beat = timed.push(ebb::HostTime{ebb::Microseconds{time}}, value)) {
        check(beat->pulse);
      }
    } else if (const auto beat = even.push(value)) {
      check(*beat);
    }
    if (wild && (how & 4U) != 0) {
      even.interrupt();
    }
  }
  while (const auto beat = even.flush()) {
    check(*beat);
  }
  while (const auto beat = timed.flush()) {
    check(beat->pulse);
  }
  return 0;
}
