#include "session/source_timing.hpp"

namespace ebb {

void SourceTiming::push(const ClockReading& reading) {
  alignment_.push(reading.device, reading.arrival);
  if (reading.question) {
    alignment_.push_answer(reading.question->asked, reading.question->heard, reading.device,
                           reading.arrival);
  }
}

HostTime SourceTiming::sample_time(const WaveSample& sample) {
  if (timed(sample)) {
    return alignment_.to_host(*sample.time);
  }
  return sample_clocks_[sample.stream % kStreams].push(sample.arrival);
}

HostTime SourceTiming::event_time(const std::optional<DeviceTime>& device, HostTime arrival) const {
  if (device && alignment_.state() != ClockAlignment::State::arrival_only) {
    return alignment_.to_host(*device);
  }
  return arrival;
}

std::optional<Seconds> SourceTiming::length(std::uint8_t stream, std::uint32_t samples) const {
  const std::optional<Hertz> rate = sample_clocks_[stream % kStreams].rate();
  return rate ? std::optional{Seconds{samples / rate->value()}} : std::nullopt;
}

void SourceTiming::lose(std::uint32_t samples) {
  for (SampleClock& clock : sample_clocks_) {
    clock.skip(samples);
  }
}

void SourceTiming::reset() {
  alignment_.reset();
  for (SampleClock& clock : sample_clocks_) {
    clock.reset();
  }
}

}  // namespace ebb
