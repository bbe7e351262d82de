#pragma once

#include "service/commands.hpp"

namespace ebb {

/// Registers below `ebb sessions` what lets sessions out and in, and lets them go: export, import,
/// put-away, restore, delete.
void add_keeping_commands(CLI::App& app, int& status);

}  // namespace ebb
