#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sensors/decoder.hpp"
#include "sensors/recogniser.hpp"

namespace ebb {

/// One sensor's bytes to readings: the recogniser until the protocol is known, then that protocol's
/// decoder. The same for a live sensor and for a recorded one.
class Intake {
 public:
  struct Handlers {
    ReadingSink reading;
    std::function<void(std::string_view protocol)> recognised;
    /// A sentence about what comes but cannot be used.
    std::function<void(std::string sentence, HostTime)> complaint;
  };

  /// An empty `protocol` is to be recognised. Throws StartError for one that is not known.
  Intake(std::string_view protocol, const DecoderOptions& options, Handlers handlers);

  void push(std::span<const std::uint8_t> bytes, HostTime arrival);
  /// What the device is to be asked at this moment, to be sent at once; mostly nothing.
  [[nodiscard]] std::vector<std::uint8_t> question(HostTime now) {
    return decoder_ ? decoder_->question(now) : std::vector<std::uint8_t>{};
  }
  /// In which unit a sample is that was just handed on; see Decoder::unit.
  [[nodiscard]] std::string_view unit(const WaveSample& sample) const {
    return decoder_ ? decoder_->unit(sample) : std::string_view{};
  }
  /// The link was lost: what comes next has nothing to do with what came before.
  void reset();
  /// Whether the protocol is not known yet; and what was heard for it while it was not.
  [[nodiscard]] bool is_listening() const { return !decoder_; }
  /// Whether what was heard so far looks more like something that is known than not.
  [[nodiscard]] bool makes_sense() const { return recogniser_.makes_sense(); }
  [[nodiscard]] const Recogniser& recogniser() const { return recogniser_; }

 private:
  void recognise(std::span<const std::uint8_t> bytes, HostTime arrival);

  bool given_;  ///< the protocol was said, not recognised
  DecoderOptions options_;
  Handlers handlers_;
  std::unique_ptr<Decoder> decoder_;
  Recogniser recogniser_;
  std::string complained_;
};

}  // namespace ebb
