#pragma once

#include "service/commands.hpp"

namespace ebb {

/// Registers `ebb report`: one printed page about a session.
void add_report_command(CLI::App& app, int& status);

}  // namespace ebb
