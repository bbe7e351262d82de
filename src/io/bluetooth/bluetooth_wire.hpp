#pragma once

#include <memory>

#include "io/sensor_address.hpp"
#include "io/wire.hpp"

namespace ebb::io {

/// A Bluetooth LE sensor through BlueZ: looked for, connected, listened to. Once found, the same
/// device is meant for as long as the wire lives, whatever else is heard.
[[nodiscard]] std::unique_ptr<Wire> make_bluetooth_wire(asio::io_context& io,
                                                        const SensorAddress& address);

}  // namespace ebb::io
