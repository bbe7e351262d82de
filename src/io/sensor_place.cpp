#include "io/sensor_place.hpp"

#include <algorithm>

#include "io/address_text.hpp"

namespace ebb::io {
namespace {

/// A device name has at most 248 bytes (Bluetooth Core, Vol 4, Part E, 6.23).
constexpr std::size_t kLongestBluetoothName = 248;

std::optional<std::uint16_t> port_number(std::string_view text) {
  const auto port = whole<std::uint16_t>(text);
  return port && *port > 0 ? port : std::nullopt;
}

/// HOST:PORT, with the host in brackets when it holds colons of its own.
bool split_host(std::string_view text, SensorAddress& into) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return false;
  }
  std::string_view host = text.substr(0, colon);
  const auto port = port_number(text.substr(colon + 1));
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return false;
  }
  if (host.empty() || !port || host.find_first_of("[]/ ") != std::string_view::npos) {
    return false;
  }
  into.place = host;
  into.port = *port;
  return true;
}

/// An address as BlueZ writes it; anything else is a part of a name, unless it only could be an
/// address that was mistyped.
std::optional<BadAddress> read_bluetooth_place(std::string_view place, SensorAddress& into) {
  const bool mistyped = place.find(':') != std::string_view::npos;
  if (!is_bluetooth_address(place) && (mistyped || place.size() > kLongestBluetoothName)) {
    return BadAddress{
        "A Bluetooth address looks like ble:A0:9E:1A:00:11:22, and ble:H10 means the first sensor "
        "with that in its name; neither is " +
        quoted(place) + "."};
  }
  into.place = place;
  if (is_bluetooth_address(place)) {
    std::transform(place.begin(), place.end(), into.place.begin(), [](char c) {
      return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    });
  }
  return std::nullopt;
}

/// A host whose own colons would be taken for the port's stands in brackets.
std::string printed_host(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

}  // namespace

bool is_bluetooth_address(std::string_view text) {
  constexpr std::size_t kLength = 17;
  if (text.size() != kLength) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool hex = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
    if (i % 3 == 2 ? c != ':' : !hex) {
      return false;
    }
  }
  return true;
}

std::optional<BadAddress> read_place(std::string_view place, SensorAddress& into) {
  switch (into.kind) {
    case AddressKind::serial:
      if (place.substr(0, 1) != "/") {
        return BadAddress{"A serial address names a device, as in serial:/dev/ttyUSB0, not " +
                          quoted(place) + "."};
      }
      break;
    case AddressKind::tcp:
      if (place.substr(0, 2) == "//") {
        place.remove_prefix(2);
      }
      if (!split_host(place, into)) {
        return BadAddress{"A tcp address is tcp:HOST:PORT, as in tcp:192.168.1.20:3333, not " +
                          quoted(place) + "."};
      }
      return std::nullopt;
    case AddressKind::udp:
    case AddressKind::tcp_listen:
      if (const auto port = port_number(place)) {
        into.port = *port;
        return std::nullopt;
      }
      if (!split_host(place, into)) {
        const std::string name = into.kind == AddressKind::udp ? "udp" : "tcp-listen";
        return BadAddress{"A " + name + " address is the port to listen on, as in " + name +
                          ":9000, or " + name + ":0.0.0.0:9000 for every interface, not " +
                          quoted(place) + "."};
      }
      return std::nullopt;
    case AddressKind::ble:
      return read_bluetooth_place(place, into);
    case AddressKind::replay:
      if (place.empty()) {
        return BadAddress{"Which recording? A replay address is replay:FILE."};
      }
      break;
    case AddressKind::sim:
      if (place.empty()) {
        place = "calm";
      } else if (!is_name(place)) {
        return BadAddress{"A simulated person has a name in small letters, as in sim:calm, not " +
                          quoted(place) + "."};
      }
      break;
  }
  into.place = place;
  return std::nullopt;
}

std::string print_place(const SensorAddress& address) {
  switch (address.kind) {
    case AddressKind::tcp:
      return printed_host(address.place) + ":" + std::to_string(address.port);
    case AddressKind::udp:
    case AddressKind::tcp_listen:
      return (address.place.empty() ? "" : printed_host(address.place) + ":") +
             std::to_string(address.port);
    default:
      return address.place;
  }
}

}  // namespace ebb::io
