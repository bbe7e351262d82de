#include "service/probe_command.hpp"

#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "io/sensor_address.hpp"
#include "service/probe.hpp"
#include "service/start_error.hpp"

namespace ebb {

void add_probe_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("probe", "Listen to a sensor and say what it speaks");
  auto text = std::make_shared<std::string>();
  command->add_option("address", *text, "As in --sensor: serial:/dev/ttyUSB0, tcp:HOST:PORT")
      ->required();
  command->callback([text, &status] {
    const auto address = io::parse_sensor_address(*text);
    if (!address) {
      throw StartError(address.error().why);
    }
    if (address->kind == io::AddressKind::replay) {
      throw StartError("A recording already says what it holds: ebb run --sensor " + *text);
    }
    const ProbeResult result = probe(*address, [](const std::string& sentence) {
      std::fprintf(stderr, "%s\n", sentence.c_str());
    });
    std::fputs(describe(result).c_str(), stdout);
    status = result.protocol.empty() ? 1 : 0;
  });
}

}  // namespace ebb
