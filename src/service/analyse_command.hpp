#pragma once

namespace CLI {
class App;
}

namespace ebb {

/// `ebb analyse`: a file in; beats, variability and breath out, by the trackers that run live.
void add_analyse_command(CLI::App& app, int& status);

}  // namespace ebb
