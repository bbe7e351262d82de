#pragma once

#include "service/commands.hpp"

namespace ebb {

/// Registers `ebb run` and its options.
void add_run_command(CLI::App& app, int& status);

}  // namespace ebb
