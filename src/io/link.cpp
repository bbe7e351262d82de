#include "io/link.hpp"

#include <cassert>
#include <utility>

#include "io/bluetooth/bluetooth_wire.hpp"
#include "io/coming_links.hpp"
#include "io/network_wire.hpp"
#include "io/reopening_link.hpp"
#include "io/serial_wire.hpp"
#include "sensors/device_speech.hpp"

namespace ebb::io {
namespace {

std::unique_ptr<Wire> make_wire(asio::io_context& io, const SensorAddress& address) {
  switch (address.kind) {
    case AddressKind::serial:
      return make_serial_wire(io, address);
    case AddressKind::tcp:
      return make_tcp_wire(io, address);
    case AddressKind::ble:
      return make_bluetooth_wire(io, address);
    case AddressKind::udp:
    case AddressKind::tcp_listen:
    case AddressKind::replay:
    case AddressKind::sim:
      break;
  }
  assert(false && "these have links of their own");
  return nullptr;
}

}  // namespace

std::unique_ptr<Link> make_link(asio::io_context& io, const SensorAddress& address,
                                LinkHandlers handlers, const ReconnectPolicy::Config& reconnect) {
  if (address.kind == AddressKind::udp) {
    return make_udp_link(io, address, std::move(handlers));
  }
  if (address.kind == AddressKind::tcp_listen) {
    return make_tcp_listen_link(io, address, std::move(handlers));
  }
  // Over Bluetooth it is the device's service that decides whether a word is fit for it.
  DeviceSpeech speech =
      address.kind == AddressKind::ble ? DeviceSpeech{} : device_speech(address.as, address.model);
  return std::make_unique<ReopeningLink>(
      io, [address](asio::io_context& on) { return make_wire(on, address); }, std::move(handlers),
      reconnect, std::move(speech));
}

}  // namespace ebb::io
