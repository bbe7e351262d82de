#include "io/sensor_address.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "io/address_text.hpp"
#include "io/sensor_option.hpp"
#include "io/sensor_place.hpp"
#include "sensors/device_speech.hpp"

namespace ebb::io {
namespace {

constexpr std::size_t kLongestAddress = 4096;

constexpr std::array<std::pair<std::string_view, AddressKind>, 7> kKinds{{
    {"serial", AddressKind::serial},
    {"tcp", AddressKind::tcp},
    {"udp", AddressKind::udp},
    {"ble", AddressKind::ble},
    {"replay", AddressKind::replay},
    {"sim", AddressKind::sim},
    {"tcp-listen", AddressKind::tcp_listen},
}};

Unexpected<BadAddress> bad(std::string why) { return Unexpected{BadAddress{std::move(why)}}; }

}  // namespace

std::string_view name_of(AddressKind kind) { return kKinds[static_cast<std::size_t>(kind)].first; }

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
  if (const auto models = device_models(address.as);
      !address.model.empty() &&
      std::find(models.begin(), models.end(), address.model) == models.end()) {
    return bad("model= knows 9560 and 3150, both of as=nonin, not " + quoted(address.model) +
               (address.as.empty() ? " without as=." : " of as=" + address.as + "."));
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
          .channels = parse_channels(channels).value_or(DecoderChannels{}),
          .osc_address = osc};
}

std::string print(const SensorAddress& address) {
  return std::string{name_of(address.kind)} + ":" + print_place(address) + print_options(address);
}

}  // namespace ebb::io
