#include "simulation/frame_device.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "firmware-protocol/ebb_link.h"
#include "sensors/contec_packet.hpp"
#include "sensors/cyton.hpp"
#include "sensors/go_direct.hpp"
#include "sensors/nonin_frame.hpp"
#include "sensors/polar_frame.hpp"

namespace ebb {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Instants = std::span<const FrameDevice::Instant>;

ContecPulse clip(const FrameDevice::Instant& at) {
  ContecPulse pulse;
  pulse.strength = 5;
  pulse.wave = static_cast<std::uint8_t>(converted(at[0].value, 35.0, 127.0));
  pulse.bar = static_cast<std::uint8_t>(pulse.wave / 8);
  pulse.off_finger = !at[0].contact;
  return pulse;
}

template <class Packet>
Bytes bytes_of_packet(const Packet& packet) {
  return {packet.begin(), packet.end()};
}

Bytes nonin(std::uint64_t number, const FrameDevice::Instant& at) {
  NoninFrame frame;
  frame.number = static_cast<int>(number % kNoninFrames) + 1;
  frame.wave = static_cast<std::uint16_t>(converted(at[0].value, 70.0, 255.0));
  frame.on_finger = at[0].contact;
  return bytes_of_packet(encode_nonin_format2(frame));
}

Bytes cyton(std::uint64_t number, const FrameDevice::Instant& at) {
  std::array<std::int32_t, CytonPacket::kChannels> raw{};
  for (std::size_t i = 0; i < std::min(at.size(), raw.size()); ++i) {
    const double value = std::clamp(at[i].value / cyton_mv(1), -8e6, 8e6);
    raw[i] = at[i].contact ? static_cast<std::int32_t>(std::lround(value)) : 8388607;
  }
  return bytes_of_packet(encode_cyton_packet(static_cast<std::uint8_t>(number), raw));
}

Bytes go_direct(std::uint64_t number, Instants instants) {
  std::vector<float> newtons;
  for (const auto& at : instants) {
    newtons.push_back(static_cast<float>(10.0 + 2.0 * at[0].value));
  }
  return encode_go_direct_force(static_cast<std::uint8_t>(number), newtons);
}

/// A strap's ECG as a bridge forwards it: a notification in a frame of the Ebb link.
class PolarBridge {
 public:
  PolarBridge() { ebb_link_encoder_reset(&encoder_); }
  Bytes encode(double seconds, Instants instants) {
    std::vector<std::int32_t> microvolts;
    for (const auto& at : instants) {
      microvolts.push_back(
          static_cast<std::int32_t>(std::lround(std::clamp(1000.0 * at[0].value, -8e6, 8e6))));
    }
    constexpr double kFirst = 599'616'000e9;  // what an H10 shows whose clock was never set
    const auto payload =
        encode_polar_ecg(static_cast<std::uint64_t>(kFirst + seconds * 1e9), microvolts);
    const auto size = ebb_link_encode_ble_notify(
        &encoder_, static_cast<std::uint32_t>(static_cast<std::uint64_t>(seconds * 1e6)), 1,
        kPolarService, kPolarData, -60, payload.data(), static_cast<std::uint8_t>(payload.size()));
    return {encoder_.wire, encoder_.wire + size};
  }

 private:
  ebb_link_encoder encoder_{};
};

}  // namespace

FrameDevice::FrameDevice(Measured measured, const DeviceConfig& config,
                         std::size_t samples_per_frame, Encode encode)
    : waves_(std::move(measured.waves), config),
      batch_(samples_per_frame),
      encode_(std::move(encode)) {}

std::optional<TimedBytes> FrameDevice::next() {
  std::vector<Instant> instants;
  Seconds at{};
  Seconds device{};
  while (instants.size() < batch_) {
    std::optional<SampledWaves::Instant> instant = waves_.next();
    if (!instant) {
      return std::nullopt;
    }
    at = instant->at;
    device = instant->device;
    instants.push_back(std::move(instant->values));
  }
  return TimedBytes{to_microseconds(at), encode_(frames_++, device.count(), instants)};
}

ByteGenerator make_frame_device(std::string_view as, Measured measured,
                                const DeviceConfig& config) {
  std::size_t batch = 1;
  FrameDevice::Encode encode;
  if (as == "cms50") {
    encode = [](auto, double, Instants at) {
      return bytes_of_packet(encode_contec_5(clip(at[0])));
    };
  } else if (as == "cms50-v7") {
    encode = [](auto, double, Instants at) {
      return bytes_of_packet(encode_contec_9(clip(at[0])));
    };
  } else if (as == "nonin") {
    encode = [](std::uint64_t number, double, Instants at) { return nonin(number, at[0]); };
  } else if (as == "cyton") {
    encode = [](std::uint64_t number, double, Instants at) { return cyton(number, at[0]); };
  } else if (as == "gdx") {
    batch = 2;
    encode = [](std::uint64_t number, double, Instants at) { return go_direct(number, at); };
  } else if (as == "polar-pmd") {
    batch = 73;
    encode = [bridge = PolarBridge()](auto, double seconds, Instants at) mutable {
      return bridge.encode(seconds, at);
    };
  } else {
    return {};
  }
  return [device = FrameDevice(std::move(measured), config, batch, std::move(encode))]() mutable {
    return device.next();
  };
}

}  // namespace ebb
