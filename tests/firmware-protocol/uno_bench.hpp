#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "sensors/ebb_link_decoder.hpp"
#include "support/simulated_uno.hpp"

namespace ebb {

/// The Uno on a cable to a decoder, as a service would have it: what came in one millisecond is
/// read together, and what the decoder asks goes back to the board. No real time passes.
class UnoBench {
 public:
  UnoBench(double drift, std::function<double(int input, double seconds)> volts)
      : uno_({.elf = EBB_UNO_ELF, .drift = drift, .volts = std::move(volts)}) {}

  void run(Seconds length, const ReadingSink& sink) {
    const Microseconds end = now_ + to_microseconds(length);
    while (now_ < end) {
      now_ += kRead;
      std::vector<std::uint8_t> together;
      for (const TimedBytes& sent : uno_.run_until(now_)) {
        together.insert(together.end(), sent.bytes.begin(), sent.bytes.end());
      }
      if (!together.empty()) {
        const HostTime arrival = kBegun + now_;
        decoder_.push(together, arrival, sink);
        const std::vector<std::uint8_t> question = asks_ ? decoder_.question(arrival) : kNothing;
        questions_ += question.empty() ? 0 : 1;
        uno_.hear(question);
      }
    }
  }
  void never_ask() { asks_ = false; }
  [[nodiscard]] SimulatedUno& uno() { return uno_; }
  [[nodiscard]] const EbbLinkDecoder& decoder() const { return decoder_; }
  [[nodiscard]] int questions() const { return questions_; }
  /// The host's clock when the board was switched on.
  static constexpr HostTime kBegun{Microseconds{500'000'000}};

 private:
  static constexpr Microseconds kRead{1'000};
  inline static const std::vector<std::uint8_t> kNothing;
  SimulatedUno uno_;
  EbbLinkDecoder decoder_{"ebb-link", {}};
  Microseconds now_{};
  bool asks_ = true;
  int questions_ = 0;
};

}  // namespace ebb
