#pragma once

#include <memory>

#include "io/sensor_address.hpp"
#include "io/wire.hpp"

namespace ebb::io {

/// The wire of a tcp: address, a client. Gives up a connection attempt after 5 s; a peer that
/// vanished without a word is noticed by keep-alive after some 25 s.
[[nodiscard]] std::unique_ptr<Wire> make_tcp_wire(asio::io_context& io,
                                                  const SensorAddress& address);
/// The wire of a udp: address: listens on that port of every interface, one datagram a read.
/// Nothing is sent.
[[nodiscard]] std::unique_ptr<Wire> make_udp_wire(asio::io_context& io,
                                                  const SensorAddress& address);

}  // namespace ebb::io
