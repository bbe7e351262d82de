#pragma once

namespace CLI {
class App;
}

namespace ebb {

/// `ebb simulate`: a synthetic person, or a recording, as a sensor on a pty, a port or in a file.
void add_simulate_command(CLI::App& app, int& status);

}  // namespace ebb
