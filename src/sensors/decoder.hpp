#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/reading.hpp"

namespace ebb {

/// What a kind of sensor can tell at all. Everything else is "not available from this sensor".
struct Capabilities {
  bool beats = false;
  bool intervals = false;
  bool waveform = false;
  bool breath = false;
  bool contact = false;
};

using ReadingSink = std::function<void(const Reading&)>;

/// How much of what came was unusable. Damaged bytes are data, not errors: they are dropped and
/// counted, and the decoder goes on.
struct Damage {
  std::uint64_t frames = 0;  ///< frames or lines that failed their check or did not parse
  std::uint64_t bytes = 0;   ///< bytes that belonged to no frame
};

/// Bytes in, readings out: one device family. Pure: no clock, no I/O, memory bounded whatever
/// comes, and the same readings however the bytes were cut (only `arrival` follows the cut).
class Decoder {
 public:
  virtual ~Decoder() = default;
  virtual void push(std::span<const std::uint8_t> bytes, HostTime arrival,
                    const ReadingSink& sink) = 0;
  /// Forget a half-read frame and the device's clock, as after a link was lost.
  virtual void reset() = 0;
  [[nodiscard]] virtual Capabilities capabilities() const = 0;
  [[nodiscard]] virtual Damage damage() const = 0;
  /// The name used in `as=`, in `simulate --as` and by `probe`: "ble-bridge", "ebb-link", ...
  [[nodiscard]] virtual std::string_view protocol() const = 0;
};

/// A decoder by its `as=` name, or null if there is none of that name.
std::unique_ptr<Decoder> make_decoder(std::string_view protocol);
/// The names make_decoder knows.
std::vector<std::string_view> decoder_names();

}  // namespace ebb
