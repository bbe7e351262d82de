#include "service/sensors_command.hpp"

#include <algorithm>
#include <cstdio>

#include <CLI/CLI.hpp>

namespace ebb {

void add_sensors_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("sensors", "List the sensors that are plugged in.");
  command->callback([&status] {
    const std::string text = describe_ports(io::list_ports());
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

}  // namespace ebb
