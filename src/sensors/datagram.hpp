#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace ebb {

/// A datagram carries one whole thing: an OSC packet, a line of text, a frame of the Ebb link, a
/// piece of whatever else. Decoders read streams, in which one thing has to be told from the next:
/// so OSC is put into SLIP, and a line or a frame without its end is given one. `as` is what the
/// device is known to speak, empty if it is not; the bytes of any other protocol stay as they are.
/// `stream` is overwritten.
void to_stream(std::span<const std::uint8_t> datagram, std::string_view as,
               std::vector<std::uint8_t>& stream);

}  // namespace ebb
