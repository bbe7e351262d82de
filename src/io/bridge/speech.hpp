#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "firmware-protocol/ebb_link.h"

namespace ebb::io {

/// What the bridge's page says of one strap, turned into the Ebb link that a bridge of one's own
/// speaks, so that decoders and recordings know no difference.
///
/// A message is the type of an Ebb link frame (1 byte), its t_us (4 bytes, little-endian) and its
/// payload: HELLO first and once, then BLE_NOTIFY and STATUS. Everything else breaks the agreement.
class BridgeSpeech {
 public:
  static constexpr std::size_t kMostBytes = 1 + 4 + EBB_LINK_PAYLOAD_MAX;

  BridgeSpeech();

  /// The bytes of the frame, valid until the next call; empty when the message breaks the
  /// agreement.
  std::span<const std::uint8_t> push(std::span<const std::uint8_t> message);

  /// Known after HELLO. The name is fit for a screen; the uid tells straps of one name apart.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::array<std::uint8_t, 8>& uid() const { return uid_; }
  /// What its frames are to be read as: "polar-pmd" when HELLO says that a second stream, the
  /// strap's wave, comes beside its beats; else "ble-bridge".
  [[nodiscard]] std::string_view protocol() const;

 private:
  bool take_hello(std::uint32_t t_us, std::span<const std::uint8_t> payload);

  ebb_link_encoder encoder_{};
  bool greeted_ = false;
  std::uint8_t streams_ = 1;
  std::string name_;
  std::array<std::uint8_t, 8> uid_{};
};

}  // namespace ebb::io
