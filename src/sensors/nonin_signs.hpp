#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/time.hpp"
#include "sensors/nonin_spot_check.hpp"

namespace ebb {

/// Knows a Nonin that says little, in time: in format 8 it sends four bytes a second and no
/// checksum, in format 13 a measurement now and then. Believed are a sound measurement, and two
/// packets of four bytes a second apart with nothing before, between or after them that make one
/// person's rate and oxygen, or are both without.
class NoninSigns {
 public:
  void push(std::uint8_t byte, HostTime arrival);
  [[nodiscard]] bool sure() const { return measurements_ > 0 || packets_ >= kSurePackets; }
  [[nodiscard]] int measurements() const { return measurements_; }
  /// Packets in a row that fit.
  [[nodiscard]] int packets() const { return packets_; }

 private:
  static constexpr std::size_t kPacket = 4;
  static constexpr int kSurePackets = 2;
  using Packet = std::array<std::uint8_t, kPacket>;

  void end_of_packet();
  [[nodiscard]] bool follows(const Packet& packet, HostTime began) const;

  NoninSpotChecks spot_checks_;
  int measurements_ = 0;
  Packet packet_{};
  std::size_t size_ = 0;
  HostTime began_{};
  std::optional<HostTime> latest_;  ///< byte
  Packet before_{};
  HostTime before_began_{};
  int packets_ = 0;
};

}  // namespace ebb
