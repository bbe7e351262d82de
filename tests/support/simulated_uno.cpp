#include "support/simulated_uno.hpp"

#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

extern "C" {
#include <simavr/avr_adc.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>
}

namespace ebb {
namespace {

constexpr std::uint32_t kFrequency = 16'000'000;
constexpr std::uint64_t kCyclesAByte = kFrequency / 11'520;
constexpr std::uint8_t kUnusedMemory = 0xA5;

void stay_quiet(avr_t*, int, const char*, va_list) {}
/// Sleeping passes time on the chip's clock, not on ours.
void do_not_wait(avr_t*, avr_cycle_count_t) {}

// simavr keeps the names of its wires and of the program's symbols when a chip is thrown away.
#ifdef __SANITIZE_ADDRESS__
using KeptBySimavr = __lsan::ScopedDisabler;
#else
struct KeptBySimavr {};
#endif

}  // namespace

SimulatedUno::SimulatedUno(Config config)
    : config_(std::move(config)), avr_(avr_make_mcu_by_name("atmega328p")) {
  [[maybe_unused]] const KeptBySimavr kept;
  avr_global_logger_set(stay_quiet);
  elf_firmware_t firmware{};
  if (avr_ == nullptr || elf_read_firmware(config_.elf.c_str(), &firmware) != 0) {
    throw std::runtime_error("no ATmega328P can be run with " + config_.elf);
  }
  firmware.frequency = kFrequency;
  firmware.vcc = firmware.avcc = firmware.aref = 5000;
  avr_init(avr_);
  avr_load_firmware(avr_, &firmware);
  std::free(firmware.flash);
  std::free(firmware.eeprom);
  avr_->sleep = do_not_wait;
  std::fill(avr_->data + avr_->ioend + 1, avr_->data + avr_->ramend + 1, kUnusedMemory);

  std::uint32_t flags = 0;
  avr_ioctl(avr_, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  avr_irq_register_notify(avr_io_getirq(avr_, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), on_byte,
                          this);
  avr_irq_register_notify(avr_io_getirq(avr_, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_OUT_TRIGGER),
                          on_conversion, this);
}

SimulatedUno::~SimulatedUno() {
  avr_terminate(avr_);
  std::free(avr_);
}

double SimulatedUno::seconds() const {
  return static_cast<double>(avr_->cycle) / (kFrequency * (1.0 + config_.drift));
}

void SimulatedUno::on_byte(avr_irq_t*, std::uint32_t value, void* self) {
  auto& uno = *static_cast<SimulatedUno*>(self);
  const double through = uno.seconds() + static_cast<double>(kCyclesAByte) / kFrequency;
  uno.sent_.push_back({to_microseconds(Seconds{through}), {static_cast<std::uint8_t>(value)}});
}

void SimulatedUno::on_conversion(avr_irq_t*, std::uint32_t value, void* self) {
  auto& uno = *static_cast<SimulatedUno*>(self);
  avr_adc_mux_t asked;
  const std::uint64_t word = value;
  static_assert(sizeof asked == sizeof word);
  std::memcpy(&asked, &word, sizeof asked);
  const auto input = static_cast<int>(asked.src);
  const double volts = std::clamp(uno.config_.volts(input, uno.seconds()), 0.0, 5.0);
  avr_raise_irq(avr_io_getirq(uno.avr_, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_ADC0 + input),
                static_cast<std::uint32_t>(std::lround(volts * 1000.0)));
}

void SimulatedUno::hear(std::span<const std::uint8_t> bytes) {
  for (const std::uint8_t byte : bytes) {
    const std::uint64_t after = coming_.empty() ? avr_->cycle : coming_.back().first;
    coming_.emplace_back(after + kCyclesAByte, byte);
  }
}

void SimulatedUno::hear_what_is_due() {
  while (!coming_.empty() && coming_.front().first <= avr_->cycle) {
    avr_raise_irq(avr_io_getirq(avr_, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT),
                  coming_.front().second);
    coming_.pop_front();
  }
}

std::vector<TimedBytes> SimulatedUno::run_until(Microseconds time) {
  const double until = Seconds{time}.count();
  while (seconds() < until) {
    hear_what_is_due();
    const int state = avr_run(avr_);
    if (state == cpu_Done || state == cpu_Crashed) {
      throw std::runtime_error("the sketch crashed");
    }
  }
  return std::exchange(sent_, {});
}

void SimulatedUno::press_reset() {
  coming_.clear();
  avr_reset(avr_);
}

/// The stack grows down towards the program's variables: what lies above the last long stretch of
/// memory that was never touched.
std::size_t SimulatedUno::deepest_stack() const {
  constexpr std::size_t kLongStretch = 64;
  const std::uint8_t* end = avr_->data + avr_->ramend + 1;
  const std::uint8_t* stack = end;
  std::size_t untouched = 0;
  for (const std::uint8_t* at = avr_->data + avr_->ioend + 1; at != end; ++at) {
    untouched = *at == kUnusedMemory ? untouched + 1 : 0;
    if (untouched >= kLongStretch) {
      stack = at + 1;
    }
  }
  return static_cast<std::size_t>(end - stack);
}

}  // namespace ebb
