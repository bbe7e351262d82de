#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/time.hpp"

namespace ebb {

/// What must be known to talk with a device: the speed of its line, and what it wants to hear
/// before it sends. Only ever written to a sensor whose kind the user has named, or with their
/// consent: a byte that wakes one device may erase another's memory.
struct DeviceSpeech {
  std::uint32_t baud = 115'200;
  bool odd_parity = false;                       ///< else none
  std::vector<std::vector<std::uint8_t>> start;  ///< one after another, `pause` apart
  Seconds pause{0.15};
  std::vector<std::uint8_t> keep_alive;  ///< again and again, every `again`; empty = not needed
  Seconds again{4.0};
  std::vector<std::vector<std::uint8_t>> stop;  ///< lets it rest at the end, one after another
};

/// The speech of a device by the name in `as=`; that of a plain board for any other name. `model`:
/// one of device_models(protocol), for devices that are asked differently; empty = not said, and
/// nothing is asked.
DeviceSpeech device_speech(std::string_view protocol, std::string_view model = {});

/// The models whose speech is known to differ ("9560", "3150" of "nonin"); empty for most.
std::span<const std::string_view> device_models(std::string_view protocol);

/// What makes a newer Contec clip send: the least that it understands.
std::vector<std::uint8_t> contec_start();

}  // namespace ebb
