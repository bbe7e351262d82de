#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/sensor_address.hpp"
#include "sensors/decoder.hpp"

namespace ebb::io {

using DecoderChannels = decltype(DecoderOptions::channels);

/// "ecg,-,resp": what is plugged into each input in turn.
[[nodiscard]] std::optional<DecoderChannels> parse_channels(std::string_view text);

/// Reads one key=value of an address whose kind is known.
[[nodiscard]] std::optional<BadAddress> read_option(std::string_view key, std::string_view value,
                                                    SensorAddress& into);

/// "?key=value&..." of whatever is not as usual; empty when all is.
[[nodiscard]] std::string print_options(const SensorAddress& address);

}  // namespace ebb::io
