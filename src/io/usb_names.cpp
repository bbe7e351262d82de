#include "io/usb_names.hpp"

#include <array>

namespace ebb::io {
namespace {

struct Known {
  std::uint16_t vendor;
  std::uint16_t product;  ///< 0 = any of this vendor
  std::string_view name;
};

constexpr std::array<Known, 17> kKnown{{
    {0x1A86, 0x7523, "CH340 adapter (Arduino and ESP boards)"},
    {0x1A86, 0x55D4, "CH9102 adapter (ESP32 boards)"},
    {0x1A86, 0, "WCH serial port"},
    {0x10C4, 0xEA60, "CP210x adapter (ESP32 boards, finger oximeters)"},
    {0x0403, 0x6001, "FTDI adapter"},
    {0x0403, 0x6015, "FTDI adapter"},
    {0x067B, 0x2303, "PL2303 adapter"},
    {0x0FCF, 0x1004, "ANT stick"},
    {0x2341, 0x0043, "Arduino Uno"},
    {0x2341, 0, "Arduino board"},
    {0x2A03, 0, "Arduino board"},
    {0x239A, 0, "Adafruit board"},
    {0x303A, 0, "Espressif board"},
    {0x2E8A, 0, "Raspberry Pi Pico"},
    {0x1915, 0, "Nordic board"},
    {0x16C0, 0x0483, "Teensy board"},
    {0x0483, 0x5740, "STM32 board"},
}};

}  // namespace

std::string_view familiar_usb_name(std::uint16_t vendor, std::uint16_t product) {
  for (const Known& known : kKnown) {
    if (known.vendor == vendor && (known.product == product || known.product == 0)) {
      return known.name;
    }
  }
  return {};
}

bool is_serial_adapter(std::uint16_t vendor, std::uint16_t product) {
  return familiar_usb_name(vendor, product).find("adapter") != std::string_view::npos;
}

bool is_taken_by_brltty(std::uint16_t vendor, std::uint16_t product) {
  return (vendor == 0x1A86 && product == 0x7523) || (vendor == 0x10C4 && product == 0xEA60);
}

}  // namespace ebb::io
