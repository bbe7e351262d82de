#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
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
  /// Empty, or a sentence for a person about what comes but cannot be used ("the device speaks
  /// version 2 of the Ebb link, ..."). Stays until reset().
  [[nodiscard]] virtual std::string_view complaint() const { return {}; }
  /// In which unit a sample of this decoder's is, as EDF+ spells it ("mV", "N", "%"); empty where
  /// the device tells counts, or does not say.
  [[nodiscard]] virtual std::string_view unit(const WaveSample& /*sample*/) const { return {}; }
  /// What the device is to be asked at this moment, to be sent at once; mostly nothing. Only a
  /// device that is known by its own words to bear a question is asked one.
  [[nodiscard]] virtual std::vector<std::uint8_t> question(HostTime /*now*/) { return {}; }
};

/// What the bytes alone cannot say; from the address (`?kind=ppg&invert=1`).
struct DecoderOptions {
  std::optional<StreamKind> kind;  ///< of numbers without a name
  bool invert = false;             ///< turn waveforms upside down
  /// What is plugged into each input of a board that does not know; nothing = not read.
  std::array<std::optional<StreamKind>, 8> channels{};
  std::string osc_address{};  ///< an OSC address that carries `kind`
};

/// The kind by the word used in addresses: ecg, ppg, resp, rr, hr, ...; nothing for other words.
std::optional<StreamKind> parse_stream_kind(std::string_view word);

/// A decoder by its `as=` name, or null if there is none of that name.
std::unique_ptr<Decoder> make_decoder(std::string_view protocol,
                                      const DecoderOptions& options = {});
/// The names make_decoder knows.
std::vector<std::string_view> decoder_names();

}  // namespace ebb
