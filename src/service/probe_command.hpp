#pragma once

#include "service/commands.hpp"

namespace ebb {

/// `ebb probe ADDRESS`: what a sensor speaks. Status 1 when it is not recognised.
void add_probe_command(CLI::App& app, int& status);

}  // namespace ebb
