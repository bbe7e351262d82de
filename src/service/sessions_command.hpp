#pragma once

#include "service/commands.hpp"

namespace ebb {

/// Registers `ebb sessions` and what it can do.
void add_sessions_command(CLI::App& app, int& status);

}  // namespace ebb
