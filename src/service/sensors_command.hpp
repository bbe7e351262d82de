#pragma once

#include <string>
#include <vector>

#include "io/port_list.hpp"
#include "service/commands.hpp"

namespace ebb {

/// `ebb sensors`: what is plugged in, how to address it, and what keeps it from us.
void add_sensors_command(CLI::App& app, int& status);

/// What `ebb sensors` prints of these ports.
[[nodiscard]] std::string describe_ports(const std::vector<io::Port>& ports);

}  // namespace ebb
