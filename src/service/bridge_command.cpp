#include "service/bridge_command.hpp"

#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "io/runtime_folder.hpp"
#include "service/start_error.hpp"

namespace ebb {

void add_bridge_command(CLI::App& app, int&) {
  CLI::App* command =
      app.add_subcommand("bridge", "Where a browser brings a Bluetooth strap to the running Ebb");
  auto runtime = std::make_shared<std::string>();
  command->add_option("--runtime", *runtime, "The folder that the running Ebb was given");
  command->callback([runtime] {
    const auto address = io::read_feed_address(runtime->empty() ? io::default_runtime_folder()
                                                                : std::filesystem::path{*runtime});
    if (!address) {
      throw StartError(address.error() + " Start `ebb run` or `ebb serve` first.");
    }
    std::printf(
        "Open this in Chromium, Chrome or Edge on this machine:\n\n"
        "  http://127.0.0.1:%u/bridge#%s\n\n"
        "What stands behind the # is the key of this run. It is for nobody else, and of no use "
        "when Ebb has ended.\n",
        static_cast<unsigned>(address->port), address->token.c_str());
  });
}

}  // namespace ebb
