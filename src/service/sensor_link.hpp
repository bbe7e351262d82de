#pragma once

#include <memory>
#include <string_view>

#include "io/asio_fwd.hpp"
#include "io/link.hpp"
#include "io/sensor_address.hpp"

namespace ebb {

/// The protocol a sensor at this address is known to speak: what was asked for, and for a simulated
/// person what it speaks when nothing was. Empty: to be recognised.
[[nodiscard]] std::string_view known_protocol(const io::SensorAddress& address);

/// A link for any address but a recording's. Throws StartError when there is no such simulated
/// person.
[[nodiscard]] std::unique_ptr<io::Link> make_sensor_link(asio::io_context& io,
                                                         const io::SensorAddress& address,
                                                         io::LinkHandlers handlers);

}  // namespace ebb
