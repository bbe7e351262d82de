#pragma once

#include "io/asio_fwd.hpp"

namespace ebb {

/// Runs what is left of a stopped `io`, but not for longer than two seconds. What hangs then (a
/// name look-up cannot be called off) would hold the destructors too, so the program ends here,
/// with `status`.
void part(asio::io_context& io, int status);

}  // namespace ebb
