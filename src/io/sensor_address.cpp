#include "io/sensor_address.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "sensors/device_speech.hpp"

namespace ebb::io {
namespace {

constexpr std::size_t kLongestAddress = 4096;
/// A device name has at most 248 bytes (Bluetooth Core, Vol 4, Part E, 6.23).
constexpr std::size_t kLongestBluetoothName = 248;
constexpr double kFastest = 1e6;
constexpr std::uint32_t kLowestBaud = 50;
constexpr std::uint32_t kHighestBaud = 12'000'000;

constexpr std::array<std::pair<std::string_view, AddressKind>, 7> kKinds{{
    {"serial", AddressKind::serial},
    {"tcp", AddressKind::tcp},
    {"udp", AddressKind::udp},
    {"ble", AddressKind::ble},
    {"replay", AddressKind::replay},
    {"sim", AddressKind::sim},
    {"tcp-listen", AddressKind::tcp_listen},
}};

std::string_view name_of(AddressKind kind) { return kKinds[static_cast<std::size_t>(kind)].first; }

/// What was typed, fit to stand inside a sentence: short, and without control characters.
std::string quoted(std::string_view text) {
  constexpr std::size_t kEnough = 80;
  std::string out = "\"";
  for (const char c : text.substr(0, kEnough)) {
    const auto code = static_cast<unsigned char>(c);
    out += code < 0x20 || code == 0x7f ? '?' : c;
  }
  out += text.size() > kEnough ? "...\"" : "\"";
  return out;
}

Unexpected<BadAddress> bad(std::string why) { return Unexpected{BadAddress{std::move(why)}}; }

template <class Number>
std::optional<Number> whole(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end ? std::optional{number} : std::nullopt;
}

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

/// hci0, hci1, ...
bool is_adapter(std::string_view text) {
  return text.substr(0, 3) == "hci" && whole<std::uint16_t>(text.substr(3)).has_value();
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
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
        const std::string name{name_of(into.kind)};
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

using Channels = decltype(DecoderOptions::channels);

std::optional<Channels> parse_channels(std::string_view text) {
  Channels channels;
  std::size_t count = 0;
  for (;;) {
    const std::string_view word = text.substr(0, text.find(','));
    const auto kind = parse_stream_kind(word);
    if (count == channels.size() || (!kind && word != "-")) {
      return std::nullopt;
    }
    channels[count++] = kind;
    if (word.size() == text.size()) {
      return channels;
    }
    text.remove_prefix(word.size() + 1);
  }
}

std::optional<BadAddress> read_option(std::string_view key, std::string_view value,
                                      SensorAddress& into) {
  const auto kind = into.kind;
  if (key == "as") {
    if (!is_name(value)) {
      return BadAddress{"as= wants the name of a protocol, as in as=pulse-sensor, not " +
                        quoted(value) + "."};
    }
    into.as = value;
    return std::nullopt;
  }
  if (key == "kind") {
    if (!parse_stream_kind(value)) {
      return BadAddress{
          "kind= wants what the numbers are, as in kind=ppg (resp, ppg, ecg, rr, hr), "
          "not " +
          quoted(value) + "."};
    }
    into.numbers = value;
    return std::nullopt;
  }
  if (key == "channels") {
    if (!parse_channels(value)) {
      return BadAddress{
          "channels= wants what is plugged into each input in turn, at most eight, as in "
          "channels=ecg,-,resp, not " +
          quoted(value) + "."};
    }
    into.channels = value;
    return std::nullopt;
  }
  if (key == "osc") {
    if (value.size() < 2 || value.front() != '/') {
      return BadAddress{"osc= wants an OSC address, as in osc=/belt&kind=resp, not " +
                        quoted(value) + "."};
    }
    into.osc = value;
    return std::nullopt;
  }
  if (key == "invert") {
    if (value != "1" && value != "0") {
      return BadAddress{"invert= wants 1 or 0, not " + quoted(value) + "."};
    }
    into.invert = value == "1";
    return std::nullopt;
  }
  if (key == "baud" && kind == AddressKind::serial) {
    const auto baud = whole<std::uint32_t>(value);
    if (!baud || *baud < kLowestBaud || *baud > kHighestBaud) {
      return BadAddress{"baud= wants a speed between 50 and 12000000, as in baud=115200, not " +
                        quoted(value) + "."};
    }
    into.baud = *baud;
    into.baud_said = true;
    return std::nullopt;
  }
  if (key == "start" && kind == AddressKind::serial) {
    if (value != "yes" && value != "no") {
      return BadAddress{"start= wants yes (a silent device may be asked what it is) or no, not " +
                        quoted(value) + "."};
    }
    into.may_ask = value == "yes";
    return std::nullopt;
  }
  if (key == "adapter" && kind == AddressKind::ble) {
    if (!is_adapter(value)) {
      return BadAddress{"adapter= wants a Bluetooth adapter, as in adapter=hci1, not " +
                        quoted(value) + "."};
    }
    into.adapter = value;
    return std::nullopt;
  }
  if (key == "speed" && (kind == AddressKind::replay || kind == AddressKind::sim)) {
    const auto speed = value == "max" ? std::optional{0.0} : whole<double>(value);
    if (!speed || !std::isfinite(*speed) || std::signbit(*speed) || *speed > kFastest) {
      return BadAddress{"speed= wants how many times as fast, as in speed=10, or max, not " +
                        quoted(value) + "."};
    }
    into.speed = *speed;
    return std::nullopt;
  }
  if (key == "seed" && kind == AddressKind::sim) {
    const auto seed = whole<std::uint64_t>(value);
    if (!seed) {
      return BadAddress{"seed= wants a whole number, as in seed=1, not " + quoted(value) + "."};
    }
    into.seed = *seed;
    return std::nullopt;
  }
  std::string known = "as=, kind=, channels=, osc=, invert=";
  known += kind == AddressKind::serial ? ", baud= and start=" : "";
  known += kind == AddressKind::ble ? " and adapter=" : "";
  known += kind == AddressKind::replay ? " and speed=" : "";
  known += kind == AddressKind::sim ? ", seed= and speed=" : "";
  return BadAddress{"A " + std::string{name_of(kind)} + " address knows " + known + ", not " +
                    quoted(key) + "."};
}

void append_number(std::string& out, double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  out.append(text.data(), end);
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

Expected<SensorAddress, BadAddress> parse_sensor_address(std::string_view text) {
  if (text.empty()) {
    return bad("The address of the sensor is empty; `ebb sensors` lists what is plugged in.");
  }
  if (text.size() > kLongestAddress) {
    return bad("The address of the sensor is longer than any file name: " + quoted(text) + ".");
  }
  if (text.find('\0') != std::string_view::npos) {
    return bad("The address of the sensor holds a zero byte.");
  }
  SensorAddress address;
  address.baud = 0;  // not said
  const std::size_t question = text.find('?');
  std::string_view place = text.substr(0, question);
  if (place.substr(0, 5) != "/dev/") {
    const std::size_t colon = place.find(':');
    const auto* known = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) {
      return colon != std::string_view::npos && kind.first == place.substr(0, colon);
    });
    if (known == kKinds.end()) {
      return bad("No kind of sensor address begins like " + quoted(text) +
                 ": it is serial:, tcp:, tcp-listen:, udp:, ble:, replay: or sim:, as in "
                 "serial:/dev/ttyUSB0.");
    }
    address.kind = known->second;
    place.remove_prefix(colon + 1);
  }
  if (auto trouble = read_place(place, address)) {
    return Unexpected{std::move(*trouble)};
  }
  std::string_view options =
      question == std::string_view::npos ? std::string_view{} : text.substr(question + 1);
  while (!options.empty()) {
    const std::string_view option = options.substr(0, options.find('&'));
    options.remove_prefix(std::min(option.size() + 1, options.size()));
    const std::size_t equals = option.find('=');
    if (equals == std::string_view::npos) {
      return bad("What follows the ? of an address is written key=value, as in as=text, not " +
                 quoted(option) + ".");
    }
    if (auto trouble = read_option(option.substr(0, equals), option.substr(equals + 1), address)) {
      return Unexpected{std::move(*trouble)};
    }
  }
  address.baud_said = address.baud_said && address.as.empty();
  if (address.baud == 0) {
    address.baud = device_speech(address.as).baud;
  }
  return address;
}

DecoderOptions SensorAddress::decoder_options() const {
  return {.kind = parse_stream_kind(numbers),
          .invert = invert,
          .channels = parse_channels(channels).value_or(Channels{}),
          .osc_address = osc};
}

std::string print(const SensorAddress& address) {
  std::string out{name_of(address.kind)};
  out += ':';
  switch (address.kind) {
    case AddressKind::tcp:
      out +=
          address.place.find(':') == std::string::npos ? address.place : "[" + address.place + "]";
      out += ":" + std::to_string(address.port);
      break;
    case AddressKind::udp:
    case AddressKind::tcp_listen:
      if (!address.place.empty()) {
        out += address.place.find(':') == std::string::npos ? address.place
                                                            : "[" + address.place + "]";
        out += ':';
      }
      out += std::to_string(address.port);
      break;
    default:
      out += address.place;
  }
  const SensorAddress usual;
  char join = '?';
  const auto option = [&](std::string_view key) {
    out += std::exchange(join, '&');
    out += key;
  };
  if (!address.as.empty()) {
    option("as=");
    out += address.as;
  }
  if (!address.numbers.empty()) {
    option("kind=");
    out += address.numbers;
  }
  if (!address.channels.empty()) {
    option("channels=");
    out += address.channels;
  }
  if (!address.osc.empty()) {
    option("osc=");
    out += address.osc;
  }
  if (address.invert) {
    option("invert=1");
  }
  if (address.baud_said || address.baud != device_speech(address.as).baud) {
    option("baud=");
    out += std::to_string(address.baud);
  }
  if (address.may_ask) {
    option("start=yes");
  }
  if (!address.adapter.empty()) {
    option("adapter=");
    out += address.adapter;
  }
  if (address.speed != usual.speed) {
    option("speed=");
    append_number(out, address.speed);
  }
  if (address.seed != usual.seed) {
    option("seed=");
    out += std::to_string(address.seed);
  }
  return out;
}

}  // namespace ebb::io
