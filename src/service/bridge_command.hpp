#pragma once

#include "service/commands.hpp"

namespace ebb {

/// Registers `ebb bridge`: the address of the page that brings a strap by way of the browser.
void add_bridge_command(CLI::App& app, int& status);

}  // namespace ebb
