#include "io/sensor_option.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "io/address_text.hpp"
#include "sensors/device_speech.hpp"

namespace ebb::io {
namespace {

constexpr double kFastest = 1e6;
constexpr std::uint32_t kLowestBaud = 50;
constexpr std::uint32_t kHighestBaud = 12'000'000;

bool read_kind(std::string_view value, SensorAddress& into) {
  into.numbers = value;
  return parse_stream_kind(value).has_value();
}

bool read_channels(std::string_view value, SensorAddress& into) {
  into.channels = value;
  return parse_channels(value).has_value();
}

bool read_osc(std::string_view value, SensorAddress& into) {
  into.osc = value;
  return value.size() >= 2 && value.front() == '/';
}

bool read_invert(std::string_view value, SensorAddress& into) {
  into.invert = value == "1";
  return value == "1" || value == "0";
}

bool read_as(std::string_view value, SensorAddress& into) {
  into.as = value;
  return is_name(value);
}

bool read_baud(std::string_view value, SensorAddress& into) {
  const auto baud = whole<std::uint32_t>(value);
  into.baud = baud.value_or(0);
  into.baud_said = true;
  return baud && *baud >= kLowestBaud && *baud <= kHighestBaud;
}

bool read_start(std::string_view value, SensorAddress& into) {
  into.may_ask = value == "yes";
  return value == "yes" || value == "no";
}

bool read_model(std::string_view value, SensorAddress& into) {
  into.model = value;
  return is_name(value);
}

/// hci0, hci1, ...
bool read_adapter(std::string_view value, SensorAddress& into) {
  into.adapter = value;
  return value.substr(0, 3) == "hci" && whole<std::uint16_t>(value.substr(3)).has_value();
}

bool read_speed(std::string_view value, SensorAddress& into) {
  const auto speed = value == "max" ? std::optional{0.0} : whole<double>(value);
  into.speed = speed.value_or(0.0);
  return speed && std::isfinite(*speed) && !std::signbit(*speed) && *speed <= kFastest;
}

bool read_seed(std::string_view value, SensorAddress& into) {
  const auto seed = whole<std::uint64_t>(value);
  into.seed = seed.value_or(0);
  return seed.has_value();
}

/// A recording has nobody to tell apart.
bool read_person(std::string_view value, SensorAddress& into) {
  into.second_person = value == "second";
  return into.kind != AddressKind::replay && (value == "first" || value == "second");
}

struct Option {
  std::string_view key;
  std::string_view wants;  ///< the sentence of a value that makes no sense, up to "not"
  bool (*read)(std::string_view value, SensorAddress& into);
  std::array<AddressKind, 2> kinds;  ///< that know it, when not every kind does
  bool of_all = false;
};

using enum AddressKind;

constexpr std::array<Option, 12> kOptions{{
    {"as", "the name of a protocol, as in as=pulse-sensor", read_as, {}, true},
    {"kind", "what the numbers are, as in kind=ppg (resp, ppg, ecg, rr, hr)", read_kind, {}, true},
    {"channels",
     "what is plugged into each input in turn, at most eight, as in channels=ecg,-,resp",
     read_channels,
     {},
     true},
    {"osc", "an OSC address, as in osc=/belt&kind=resp", read_osc, {}, true},
    {"invert", "1 or 0", read_invert, {}, true},
    {"person",
     "first, or second for whoever keeps company (of a live sensor)",
     read_person,
     {},
     true},
    {"baud", "a speed between 50 and 12000000, as in baud=115200", read_baud, {serial, serial}},
    {"start", "yes (a silent device may be asked what it is) or no", read_start, {serial, serial}},
    {"model", "the model of the device, as in as=nonin&model=9560", read_model, {serial, tcp}},
    {"adapter", "a Bluetooth adapter, as in adapter=hci1", read_adapter, {ble, ble}},
    {"seed", "a whole number, as in seed=1", read_seed, {sim, sim}},
    {"speed", "how many times as fast, as in speed=10, or max", read_speed, {replay, sim}},
}};

bool belongs_to(const Option& option, AddressKind kind) {
  return option.of_all || option.kinds[0] == kind || option.kinds[1] == kind;
}

/// "as=, kind= and invert="
std::string known_to(AddressKind kind) {
  std::string out;
  std::string last;
  for (const Option& option : kOptions) {
    if (belongs_to(option, kind)) {
      out += last.empty() ? "" : (out.empty() ? "" : ", ") + last;
      last = std::string{option.key} + "=";
    }
  }
  return out + " and " + last;
}

std::string number_text(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {text.data(), end};
}

}  // namespace

std::optional<DecoderChannels> parse_channels(std::string_view text) {
  DecoderChannels channels;
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
  for (const Option& option : kOptions) {
    if (option.key == key && belongs_to(option, into.kind)) {
      if (option.read(value, into)) {
        return std::nullopt;
      }
      return BadAddress{std::string{key} + "= wants " + std::string{option.wants} + ", not " +
                        quoted(value) + "."};
    }
  }
  return BadAddress{"A " + std::string{name_of(into.kind)} + " address knows " +
                    known_to(into.kind) + ", not " + quoted(key) + "."};
}

std::string print_options(const SensorAddress& address) {
  const SensorAddress usual;
  std::string out;
  const auto add = [&out](std::string_view key, const std::string& value) {
    out += out.empty() ? '?' : '&';
    out += key;
    out += '=';
    out += value;
  };
  const auto add_text = [&add](std::string_view key, const std::string& value) {
    if (!value.empty()) {
      add(key, value);
    }
  };
  add_text("as", address.as);
  add_text("kind", address.numbers);
  add_text("channels", address.channels);
  add_text("osc", address.osc);
  add_text("invert", address.invert ? "1" : "");
  add_text("person", address.second_person ? "second" : "");
  if (address.baud_said || address.baud != device_speech(address.as).baud) {
    add("baud", std::to_string(address.baud));
  }
  add_text("start", address.may_ask ? "yes" : "");
  add_text("model", address.model);
  add_text("adapter", address.adapter);
  if (address.speed != usual.speed) {
    add("speed", number_text(address.speed));
  }
  if (address.seed != usual.seed) {
    add("seed", std::to_string(address.seed));
  }
  return out;
}

}  // namespace ebb::io
