#include "session/source_timing.hpp"

namespace ebb {

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

void SourceTiming::reset() {
  alignment_.reset();
  for (SampleClock& clock : sample_clocks_) {
    clock.reset();
  }
}

}  // namespace ebb
