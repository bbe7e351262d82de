#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sensors/polar_frame.hpp"

namespace ebb {

/// The words with a Polar sensor's control point (fb005c81) that start one measurement: bytes in,
/// bytes out. Polar BLE SDK, "online measurement", and a recorded exchange with an H10. The device
/// is asked which settings it has, and the measurement is started with one of each of them; a start
/// without settings is refused.
class PolarDialogue {
 public:
  using Bytes = std::vector<std::uint8_t>;

  enum class State : std::uint8_t { asking, starting, started, refused };

  /// Of what the control point says when it is read ("features", 0F first), the measurement that
  /// tells most of the heart: ECG, else the device's own pulse intervals, else its light. Nothing
  /// when there is none of these or the bytes are not features.
  static std::optional<PolarFrame::Kind> best_offer(std::span<const std::uint8_t> features);
  /// Whether this one is among them.
  static bool offers(std::span<const std::uint8_t> features, PolarFrame::Kind kind);
  /// What a count of packed acceleration is worth in g, where an indication is an acceleration's
  /// settings and says so: the device's word for it (setting 5). Nothing in settings that come in
  /// parts, or for a factor that no sensor has.
  static std::optional<double> g_per_count(std::span<const std::uint8_t> indication);
  /// The word that ends a measurement, so that the device may rest.
  static Bytes stop(PolarFrame::Kind kind);

  explicit PolarDialogue(PolarFrame::Kind kind);

  /// What is to be written first.
  [[nodiscard]] Bytes first() const;
  /// Takes an indication; gives what is to be written next, if anything. Indications that belong to
  /// another exchange change nothing.
  std::optional<Bytes> push(std::span<const std::uint8_t> indication);

  [[nodiscard]] State state() const { return state_; }
  /// When refused: why, and what to do, without the device's name ("is in its charger: ...").
  [[nodiscard]] const std::string& why() const { return why_; }

 private:
  std::optional<Bytes> settings_heard();
  [[nodiscard]] Bytes start_with(std::span<const std::uint8_t> chosen) const;
  void refuse(std::uint8_t error);

  PolarFrame::Kind kind_;
  State state_ = State::asking;
  Bytes settings_;  ///< as they came, over one or more indications
  std::string why_;
};

}  // namespace ebb
