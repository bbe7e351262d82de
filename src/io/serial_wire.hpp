#pragma once

#include <memory>

#include "io/sensor_address.hpp"
#include "io/wire.hpp"

namespace ebb::io {

/// The wire of a serial: address, a port or a pseudo-terminal.
[[nodiscard]] std::unique_ptr<Wire> make_serial_wire(asio::io_context& io,
                                                     const SensorAddress& address);

}  // namespace ebb::io
