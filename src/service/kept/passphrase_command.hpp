#pragma once

#include "service/commands.hpp"

namespace ebb {

/// `ebb passphrase set|change|remove`
void add_passphrase_command(CLI::App& app, int& status);

}  // namespace ebb
