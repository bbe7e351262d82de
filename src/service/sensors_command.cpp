#include "service/sensors_command.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include "io/asio.hpp"
#include "io/port_watch.hpp"

namespace ebb {
namespace {

/// False when nobody reads any more.
bool print(const std::string& text) {
  return std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
}

void watch() {
  asio::io_context io{1};
  asio::signal_set signals{io, SIGINT, SIGTERM, SIGHUP};
  signals.async_wait([&](const auto&, int) { io.stop(); });
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<io::Port> ports = io::list_ports();
  const auto tell = [&](const std::string& what, const io::Port& port) {
    if (!print(describe_port(what, port))) {
      io.stop();
    }
  };
  for (const io::Port& port : ports) {
    tell("here", port);
  }
  for (const std::string& sentence : io::adapters_without_port()) {
    print(sentence + "\n");
  }
  // Not a line of the list: standard output may be read by a program.
  std::fputs("ebb: Watching what is plugged in and unplugged. Ctrl-C ends it.\n", stderr);
  io::PortWatch changes{io,
                        ports,
                        {[&](const io::Port& port) { tell("plugged in", port); },
                         [&](const io::Port& port) { tell("unplugged", port); }}};
  changes.start();
  io.run();
}

}  // namespace

void add_sensors_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("sensors", "List the sensors that are plugged in.");
  auto scan = std::make_shared<bool>(false);
  auto watched = std::make_shared<bool>(false);
  CLI::Option* ble =
      command->add_flag("--ble", *scan, "Listen for Bluetooth sensors too, for five seconds");
  command->add_flag("--watch", *watched, "Go on, a line for what is plugged in or unplugged")
      ->excludes(ble);
  command->callback([scan, watched, &status] {
    if (*watched) {
      watch();
    } else {
      print(describe_ports(io::list_ports(), io::adapters_without_port()) +
            describe_straps(io::list_straps(to_microseconds(Seconds{*scan ? 5.0 : 0.0})), *scan));
    }
    status = 0;
  });
}

std::string describe_ports(const std::vector<io::Port>& ports,
                           const std::vector<std::string>& without_port) {
  std::string text;
  const auto is_likely = [](const io::Port& port) { return port.kind != io::PortKind::built_in; };
  if (std::none_of(ports.begin(), ports.end(), is_likely) && without_port.empty()) {
    text =
        "No USB sensor is plugged in. Plug one in, or meet the simulated person:\n"
        "  ebb run --sensor sim:calm\n";
  }
  for (const io::Port& port : ports) {
    text += port.device + "  " + port.name + "\n";
    text += "  ebb run --sensor serial:" + port.path + "\n";
    for (const std::string& sentence : {port.note, port.hint}) {
      text += sentence.empty() ? "" : "  " + sentence + "\n";
    }
  }
  for (const std::string& sentence : without_port) {
    text += sentence + "\n";
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

std::string describe_port(const std::string& what, const io::Port& port) {
  std::string line = what + "  " + port.device + "  " + port.name;
  if (what != "unplugged") {
    line += "  serial:" + port.path;
    for (const std::string& sentence : {port.note, port.hint}) {
      line += sentence.empty() ? "" : "  " + sentence;
    }
  }
  return line + "\n";
}

}  // namespace ebb
