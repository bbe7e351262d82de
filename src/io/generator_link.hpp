#pragma once

#include <cstdint>
#include <memory>

#include "core/time.hpp"
#include "core/timed_bytes.hpp"
#include "io/asio_fwd.hpp"
#include "io/link.hpp"

namespace ebb::io {

/// What a generator link plays. It is asked for an item only after the one before was handed on, so
/// what it notes about an item (of which source it is, say) still holds in the bytes handler.
using Generator = ByteGenerator;

/// Which arrival the receiver is told.
enum class ArrivalStamp : std::uint8_t {
  recorded,  ///< the item's own time since the origin, verbatim: same to the last bit at any speed
  now,       ///< this machine's clock, as if a device had sent it
};

/// A link that plays what a function gives: a simulated person, or a recorded run. speed 10 plays
/// ten times as fast; 0 as fast as possible (a batch at a time, so that the rest of the loop gets
/// its turn). A recording begins with its first item, however late on its clock that was. At the
/// end the state is `lost` with the note "The recording ended." write() is ignored; start() after
/// stop() goes on with the item that was next, its time counted anew.
[[nodiscard]] std::unique_ptr<Link> make_generator_link(asio::io_context& io, Generator generator,
                                                        double speed, ArrivalStamp stamp,
                                                        LinkHandlers handlers);

}  // namespace ebb::io
