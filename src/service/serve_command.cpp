#include "service/serve_command.hpp"

#include <csignal>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include "io/asio.hpp"
#include "service/companion.hpp"
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
  std::fflush(stdout);

  const auto end = [&] { companion.stop(); };
  asio::signal_set signals{io, SIGINT, SIGTERM};
  asio::steady_timer length{io};
  signals.async_wait([&](const auto& failed, int) {
    if (!failed) {
      length.cancel();
      end();
    }
  });
  if (words.seconds > 0.0) {
    length.expires_after(to_microseconds(Seconds{words.seconds}));
    length.async_wait([&](const auto& failed) {
      if (!failed) {
        signals.cancel();
        end();
      }
    });
  }
  companion.start();
  io.run();
}

}  // namespace

void add_serve_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("serve", "The service alone: sensors in, live feed out");
  auto words = std::make_shared<ServiceWords>();
  add_service_options(*command, *words);
  command->callback([words] { serve(*words); });
}

}  // namespace ebb
