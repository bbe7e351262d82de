#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/history.hpp"
#include "firmware-protocol/ebb_link.h"
#include "simulation/random.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb {

/// A microcontroller that speaks the Ebb link (firmware-protocol/PROTOCOL.md): HELLO and a STREAM
/// for each waveform at the start and every 5 s, SAMPLES as they fill, HEARTBEAT once a second.
/// Beats either go out as a strap's notifications that a bridge forwards (about one a second, with
/// the intervals completed since the last), or as BEAT frames of its own.
///
/// Everything runs on the device's crystal; `at` is what a good clock says of the same instant.
class LinkDevice {
 public:
  LinkDevice(Measured measured, const DeviceConfig& config, bool beats_by_strap);
  std::optional<TimedBytes> next();

 private:
  struct WaveState {
    std::uint64_t taken = 0;
    std::uint16_t batch = 1;
    bool ended = false;
  };

  [[nodiscard]] std::uint32_t clock(double device_seconds) const;
  [[nodiscard]] double real(double device_seconds) const;
  [[nodiscard]] double batch_due(std::size_t wave) const;
  [[nodiscard]] double beat_due();
  [[nodiscard]] bool beats_ended();
  /// Appends the next frame to `out` and says when it is due on the device's clock.
  double send_next(std::vector<std::uint8_t>& out);
  void greet(std::vector<std::uint8_t>& out, double now);
  void send_heartbeat(std::vector<std::uint8_t>& out);
  void send_notification(std::vector<std::uint8_t>& out);
  void send_beat(std::vector<std::uint8_t>& out);
  void send_batch(std::size_t wave, std::vector<std::uint8_t>& out);
  void take(std::vector<std::uint8_t>& out, std::size_t size) const;

  Measured measured_;
  DeviceConfig config_;
  bool by_strap_;
  Random random_;
  ebb_link_encoder encoder_{};
  std::uint32_t boot_id_ = 0;
  bool greeted_ = false;
  double last_at_ = 0.0;
  std::uint64_t heartbeats_ = 0;
  std::vector<WaveState> waves_;
  std::optional<TrueBeat> beat_;  ///< the next that has not been told
  bool beats_over_ = false;
  std::uint64_t notifications_ = 0;
  double radio_delay_ = 0.0;
  bool contact_ = true;
  History<double, 8> intervals_;
};

}  // namespace ebb
