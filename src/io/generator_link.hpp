#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/time.hpp"
#include "io/asio_fwd.hpp"
#include "io/link.hpp"

namespace ebb::io {

/// Bytes and when they are due, counted from the start of what is played.
struct TimedBytes {
  Microseconds at{};
  std::vector<std::uint8_t> bytes;
};

/// Called for one item after another, times not falling; nothing = the end.
using Generator = std::function<std::optional<TimedBytes>()>;

/// Which arrival the receiver is told.
enum class ArrivalStamp : std::uint8_t {
  recorded,  ///< the item's own time since the origin, verbatim: same to the last bit at any speed
  now,       ///< this machine's clock, as if a device had sent it
};

/// A link that plays what a function gives: a simulated person, or a recorded run. speed 10 plays
/// ten times as fast; 0 as fast as possible (still from within the io_context, a batch at a time,
/// so that others get their turn). When the generator ends, the state is `lost` with the note "The
/// recording ended." write() is ignored; start() after stop() goes on where it was.
[[nodiscard]] std::unique_ptr<Link> make_generator_link(asio::io_context& io, Generator generator,
                                                        double speed, ArrivalStamp stamp,
                                                        LinkHandlers handlers);

}  // namespace ebb::io
