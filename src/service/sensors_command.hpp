#pragma once

#include <string>
#include <vector>

#include "io/bluetooth/strap_list.hpp"
#include "io/port_list.hpp"
#include "service/commands.hpp"

namespace ebb {

/// `ebb sensors`: what is plugged in, how to address it, and what keeps it from us; with --watch,
/// what comes and goes until Ctrl-C.
void add_sensors_command(CLI::App& app, int& status);

/// What `ebb sensors` prints of these ports, and of adapters that have none.
[[nodiscard]] std::string describe_ports(const std::vector<io::Port>& ports,
                                         const std::vector<std::string>& without_port = {});
/// And of these Bluetooth sensors; `asked` when they were scanned for, which is then answered.
[[nodiscard]] std::string describe_straps(const io::StrapList& list, bool asked);

/// One port on one line, as --watch tells it; `what` happened to it.
[[nodiscard]] std::string describe_port(const std::string& what, const io::Port& port);

}  // namespace ebb
