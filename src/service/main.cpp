#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>

#include "io/persons_folder.hpp"
#include "service/analyse_command.hpp"
#include "service/bridge_command.hpp"
#include "service/commands.hpp"
#include "service/invite_command.hpp"
#include "service/kept/keeping_command.hpp"
#include "service/kept/passphrase_command.hpp"
#include "service/kept/report_command.hpp"
#include "service/plain_text.hpp"
#include "service/practice_command.hpp"
#include "service/probe_command.hpp"
#include "service/run_command.hpp"
#include "service/sensors_command.hpp"
#include "service/serve_command.hpp"
#include "service/sessions_command.hpp"
#include "service/simulate_command.hpp"
#include "service/start_error.hpp"

namespace {

constexpr int kUnusable = 2;  // the person's input or surroundings; the sentence says what to do

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Ebb, a breathing companion that listens.", "ebb"};
  app.require_subcommand(1);
  app.set_version_flag("--version", EBB_VERSION);
  app.fallthrough();
  app.parse_complete_callback([] {
    if (const auto trouble = ebb::io::trouble_with_person()) {
      throw ebb::StartError{*trouble};
    }
  });
  app.add_option("--person",
                 "Whose folder it is, where several people share this account (or $EBB_PERSON)")
      ->option_text("NAME")
      ->check([](const std::string& name) { return ebb::io::choose_person(name).value_or(""); });
  int status = 0;
  ebb::add_run_command(app, status);
  ebb::add_serve_command(app, status);
  ebb::add_bridge_command(app, status);
  ebb::add_sensors_command(app, status);
  ebb::add_probe_command(app, status);
  ebb::add_practice_command(app, status);
  ebb::add_sessions_command(app, status);
  ebb::add_simulate_command(app, status);
  ebb::add_analyse_command(app, status);
  ebb::add_keeping_commands(app, status);
  ebb::add_report_command(app, status);
  ebb::add_passphrase_command(app, status);
  ebb::add_invite_command(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : kUnusable;
  } catch (const ebb::StartError& e) {
    std::fprintf(stderr, "ebb: %s\n", ebb::plain_text(e.what()).c_str());
    return kUnusable;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "ebb: something went wrong that should not have: %s\n",
                 ebb::plain_text(e.what()).c_str());
    return 1;
  }
  return status;
}
