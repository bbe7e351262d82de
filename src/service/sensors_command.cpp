#include "service/sensors_command.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

namespace ebb {

void add_sensors_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("sensors", "List the sensors that are plugged in.");
  auto scan = std::make_shared<bool>(false);
  command->add_flag("--ble", *scan, "Listen for Bluetooth sensors too, for five seconds");
  command->callback([scan, &status] {
    const std::string text =
        describe_ports(io::list_ports()) +
        describe_straps(io::list_straps(to_microseconds(Seconds{*scan ? 5.0 : 0.0})), *scan);
    std::fputs(text.c_str(), stdout);
    status = 0;
  });
}

std::string describe_ports(const std::vector<io::Port>& ports) {
  std::string text;
  const auto is_likely = [](const io::Port& port) { return port.kind != io::PortKind::built_in; };
  if (std::none_of(ports.begin(), ports.end(), is_likely)) {
    text =
        "No USB sensor is plugged in. Plug one in, or meet the simulated person:\n"
        "  ebb run --sensor sim:calm\n";
  }
  for (const io::Port& port : ports) {
    text += port.device + "  " + port.name + "\n";
    text += "  ebb run --sensor serial:" + port.path + "\n";
    if (!port.note.empty()) {
      text += "  " + port.note + "\n";
    }
  }
  return text;
}

std::string describe_straps(const io::StrapList& list, bool asked) {
  std::string text;
  for (const auto& strap : list.straps) {
    text += strap.address + "  " + (strap.name.empty() ? "Bluetooth sensor" : strap.name) + " (" +
            strap.kinds + (strap.rssi || !asked ? ")" : "; not heard now)") + "\n" +
            "  ebb run --sensor ble:" + strap.address + "\n";
  }
  if (asked && !list.trouble.empty()) {
    text += list.trouble + "\n";
  } else if (asked && list.straps.empty()) {
    text +=
        "No Bluetooth sensor was heard. Straps sleep until they are worn: put it on, damp it where "
        "it touches, and close apps on phones and watches that use it.\n";
  }
  return text;
}

}  // namespace ebb
