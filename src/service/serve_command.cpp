#include "service/serve_command.hpp"

#include <csignal>
#include <cstdio>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>

#include "io/asio.hpp"
#include "service/companion.hpp"
#include "service/parting.hpp"
#include "service/service_options.hpp"

namespace ebb {

namespace {

void serve(const ServiceWords& words) {
  std::string found;
  Companion::Options options = to_options(words, found);
  asio::io_context io{1};
  Companion companion{io, std::move(options)};
  if (!found.empty()) {
    std::printf("%s\n", found.c_str());
  }
  std::printf("The live feed is on 127.0.0.1:%u (docs/live-feed.md). Ctrl-C ends it.\n",
              companion.port());
  std::printf("A Bluetooth strap can come by way of the browser: `ebb bridge` shows how.\n");
  std::fflush(stdout);

  asio::signal_set signals{io, SIGINT, SIGTERM, SIGHUP};
  asio::steady_timer length{io};
  bool ending = false;
  const auto end = [&] {
    if (!std::exchange(ending, true)) {
      boost::system::error_code ignored;
      // Asked once more, the program goes at once. A terminal that closes may say so twice.
      signals.remove(SIGINT, ignored);
      signals.remove(SIGTERM, ignored);
      signals.cancel(ignored);
      length.cancel();
      companion.stop();
      io.stop();
    }
  };
  const auto end_unless_called_off = [&](const auto& failed, auto&&...) {
    if (!failed) {
      end();
    }
  };
  signals.async_wait(end_unless_called_off);
  if (words.seconds > 0.0) {
    length.expires_after(to_microseconds(Seconds{words.seconds}));
    length.async_wait(end_unless_called_off);
  }
  companion.on_ended([&] { asio::post(io, end); });
  companion.start();
  io.run();
  part(io, 0);
}

}  // namespace

void add_serve_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("serve", "The service alone: sensors in, live feed out");
  auto words = std::make_shared<ServiceWords>();
  add_service_options(*command, *words);
  command->callback([words] { serve(*words); });
}

}  // namespace ebb
