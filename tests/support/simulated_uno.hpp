#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "core/timed_bytes.hpp"

struct avr_t;
struct avr_irq_t;

namespace ebb {

/// An Arduino Uno's chip, executed instruction by instruction by simavr: a compiled sketch runs,
/// volts are on its analogue inputs, bytes go in and out of its UART. Time is true time, of which
/// the chip knows nothing: its crystal runs fast by `drift`.
class SimulatedUno {
 public:
  struct Config {
    std::string elf;
    double drift = 0.0;  ///< share by which the crystal is fast: 0.005 is half a percent
    /// Volts on A0, A1, ... at a time in seconds since the start, asked as they are converted.
    std::function<double(int input, double seconds)> volts;
  };

  explicit SimulatedUno(Config config);
  ~SimulatedUno();
  SimulatedUno(const SimulatedUno&) = delete;
  SimulatedUno& operator=(const SimulatedUno&) = delete;

  /// Runs until `time`; what it sent meanwhile, each byte with the instant it was through.
  std::vector<TimedBytes> run_until(Microseconds time);
  /// Bytes on their way to it, one behind the other at 115200 baud from now on.
  void hear(std::span<const std::uint8_t> bytes);
  /// As its button does: memory and EEPROM stay, the program begins anew.
  void press_reset();
  /// How many bytes of its stack were ever used.
  [[nodiscard]] std::size_t deepest_stack() const;

 private:
  [[nodiscard]] double seconds() const;
  static void on_byte(avr_irq_t* irq, std::uint32_t value, void* self);
  static void on_conversion(avr_irq_t* irq, std::uint32_t value, void* self);
  void hear_what_is_due();

  Config config_;
  avr_t* avr_;
  std::vector<TimedBytes> sent_;
  std::deque<std::pair<std::uint64_t, std::uint8_t>> coming_;  ///< with the cycle it is there
};

}  // namespace ebb
