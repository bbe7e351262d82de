#pragma once

#include <memory>

#include "io/sensor_address.hpp"
#include "io/wire.hpp"

namespace ebb::io {

/// The wire of a tcp: address, a client. Gives up a connection attempt after 5 s; a peer that
/// vanished without a word is noticed by keep-alive after some 25 s.
[[nodiscard]] std::unique_ptr<Wire> make_tcp_wire(asio::io_context& io,
                                                  const SensorAddress& address);
/// Sends at once, and asks a silent peer after 10 s whether it is still there.
void notice_a_vanished_peer(asio::ip::tcp::socket& socket);

}  // namespace ebb::io
