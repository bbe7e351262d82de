#pragma once

#include "service/commands.hpp"

namespace ebb {

/// `ebb invite --out FILE.ics`: a daily invitation for the person's own calendar. Ebb itself runs
/// nothing in the background.
void add_invite_command(CLI::App& app, int& status);

}  // namespace ebb
