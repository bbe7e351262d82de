#include "service/service_options.hpp"

#include <cstdio>

#include <CLI/CLI.hpp>

#include "io/port_list.hpp"
#include "io/runtime_folder.hpp"
#include "service/places.hpp"
#include "service/start_error.hpp"

namespace ebb {

namespace {

io::SensorAddress address_of(const std::string& text) {
  auto address = io::parse_sensor_address(text);
  if (!address) {
    throw StartError(address.error().why);
  }
  return std::move(*address);
}

/// What is plugged in, may be opened, and is likely to be a sensor: whatever came by USB. A
/// built-in port is there on every machine, with or without anything behind it.
std::vector<io::SensorAddress> plugged_in(std::string& found) {
  std::vector<io::SensorAddress> addresses;
  std::string names;
  for (const io::Port& port : io::list_ports()) {
    if (port.kind != io::PortKind::usb) {
      continue;
    }
    if (port.access != io::PortAccess::open_to_us) {
      found += port.note + "\n";
      continue;
    }
    io::SensorAddress address;
    address.place = port.path;
    addresses.push_back(address);
    names += (names.empty() ? "Listening to " : ", ") + port.name;
  }
  if (!names.empty()) {
    found += names + ".";
  }
  return addresses;
}

}  // namespace

void add_service_options(CLI::App& command, ServiceWords& words) {
  command.add_option("--sensor", words.sensors,
                     "Where a sensor is: serial:/dev/ttyUSB0, tcp:HOST:PORT, sim:calm, "
                     "replay:FILE; may be given several times");
  command.add_option("--runtime", words.runtime, "Folder for the feed's address and token");
  command.add_option("--port", words.port, "Port of the live feed; otherwise whichever is free");
  command
      .add_option_function<std::vector<std::string>>(
          "--record",
          [&words](const std::vector<std::string>& file) {
            words.records = true;
            words.record = file.empty() ? std::string{} : file.front();
          },
          "Keep this session, in a file of its own among the person's sessions or in FILE.ebb; it "
          "is "
          "on the disk from the start, and overwritten there if it is let go at the end")
      ->expected(0, 1)
      ->type_name("FILE");
  command.add_flag("--record-if-agreed", words.record_if_agreed,
                   "Keep this session once a screen tells that it was agreed; before, and without "
                   "a yes, nothing of it is ever on the disk");
  command.add_option("--label", words.label, "A name for the session that is kept");
  command.add_option("--seconds", words.seconds, "End by itself after so long")
      ->check(CLI::Range(0.0, 1e7));
}

Companion::Options to_options(const ServiceWords& words, std::string& found) {
  Companion::Options options;
  for (const std::string& text : words.sensors) {
    options.sensors.push_back(address_of(text));
  }
  if (options.sensors.empty()) {
    options.sensors = plugged_in(found);
  }
  if (options.sensors.empty()) {
    found +=
        "No sensor was found, so a simulated person keeps us company "
        "(`ebb sensors` lists what is plugged in).";
    options.sensors.push_back(address_of("sim:calm"));
    options.stand_in = true;
  }
  options.runtime_folder =
      words.runtime.empty() ? io::default_runtime_folder() : std::filesystem::path{words.runtime};
  options.port = words.port;
  if (words.records || words.record_if_agreed) {
    options.record_names_itself = words.record.empty();
    options.record =
        words.record.empty() ? persons_sessions() : std::filesystem::path{words.record};
    if (options.record.empty()) {
      throw StartError(
          "There is no home folder to keep sessions in; say where with --record FILE.");
    }
  }
  options.record_if_agreed = words.record_if_agreed;
  options.label = words.label;
  options.say = [](const std::string& sentence) {
    std::fprintf(stderr, "ebb: %s\n", sentence.c_str());
  };
  return options;
}

}  // namespace ebb
