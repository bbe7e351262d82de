#pragma once

#include "service/commands.hpp"

namespace ebb {

/// Registers `ebb serve` and its options.
void add_serve_command(CLI::App& app, int& status);

}  // namespace ebb
