#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/time.hpp"
#include "firmware-protocol/ebb_link.h"

namespace ebb::io {

/// A strap's notifications as a bridge would forward them, so that one decoder serves both: frames
/// of the Ebb link (firmware-protocol/PROTOCOL.md) whose clock is this machine's.
class StrapFrames {
 public:
  using Bytes = std::vector<std::uint8_t>;

  explicit StrapFrames(std::uint32_t boot_id);

  /// To be sent first; names the device.
  [[nodiscard]] Bytes hello(std::string_view name, HostTime at);
  /// That the strap is heard.
  [[nodiscard]] Bytes streaming(HostTime at);
  /// The characteristic's bytes as they came; empty when they are longer than a frame can hold.
  [[nodiscard]] Bytes notification(std::uint16_t service, std::uint16_t characteristic,
                                   std::span<const std::uint8_t> bytes, HostTime at);

 private:
  [[nodiscard]] Bytes wire(std::size_t size) const;

  std::uint32_t boot_id_;
  ebb_link_encoder encoder_{};
};

}  // namespace ebb::io
