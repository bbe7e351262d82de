#include "service/intake.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "service/names.hpp"
#include "service/start_error.hpp"

namespace ebb {

Intake::Intake(std::string_view protocol, const DecoderOptions& options, Handlers handlers)
    : given_(!protocol.empty()), options_(options), handlers_(std::move(handlers)) {
  if (protocol.empty()) {
    return;
  }
  decoder_ = make_decoder(protocol, options_);
  if (!decoder_) {
    std::vector<std::string_view> known = decoder_names();
    known.emplace_back("osc");  // no device's own, and so not among them
    throw StartError("\"" + std::string{protocol} +
                     "\" is no protocol that Ebb knows. These are: " + listed(known) + ".");
  }
}

void Intake::push(std::span<const std::uint8_t> bytes, HostTime arrival) {
  if (!decoder_) {
    recognise(bytes, arrival);
    return;
  }
  decoder_->push(bytes, arrival, handlers_.reading);
  if (decoder_->complaint() != complained_) {
    complained_ = decoder_->complaint();
    handlers_.complaint(complained_, arrival);
  }
}

void Intake::reset() {
  if (given_) {
    decoder_->reset();
  } else {
    // Another board may be plugged in by the time it comes back.
    decoder_.reset();
    recogniser_.reset();
  }
  complained_.clear();
}

void Intake::recognise(std::span<const std::uint8_t> bytes, HostTime arrival) {
  recogniser_.push(bytes, arrival);
  switch (recogniser_.verdict()) {
    case Recogniser::Verdict::listening:
      return;
    case Recogniser::Verdict::recognised:
      decoder_ = make_decoder(recogniser_.protocol(), options_);
      handlers_.recognised(recogniser_.protocol());
      recogniser_.hand_over(*decoder_, handlers_.reading);
      return;
    case Recogniser::Verdict::unknown:
      // A wrong speed or a boot text looks like this too: say so once and go on listening.
      if (complained_.empty()) {
        complained_ = recogniser_.reason();
        handlers_.complaint(complained_, arrival);
      }
      recogniser_.reset();
      return;
  }
}

}  // namespace ebb
