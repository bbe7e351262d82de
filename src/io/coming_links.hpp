#pragma once

#include <memory>

#include "io/link.hpp"
#include "io/seating.hpp"

namespace ebb::io {

// Links of sensors that come to us. The first that comes is the link's own; for each further one
// LinkHandlers::another is asked, and without it only the first is heard. They listen on this
// machine alone unless the address names another interface; nobody proves who he is there.

/// tcp-listen: devices connect to us, each connection a sensor. What is written goes to the first.
/// A connection on which nothing came for `silent_after` is given up for a new one from the same
/// address, if no other ever came from there: the device has restarted.
[[nodiscard]] std::unique_ptr<Link> make_tcp_listen_link(
    asio::io_context& io, const SensorAddress& address, LinkHandlers handlers,
    Microseconds silent_after = Seating::Config{}.silent_after);
/// udp: each sender of datagrams is a sensor, lost after ten seconds without one. Nothing is sent.
[[nodiscard]] std::unique_ptr<Link> make_udp_link(asio::io_context& io,
                                                  const SensorAddress& address,
                                                  LinkHandlers handlers);

}  // namespace ebb::io
