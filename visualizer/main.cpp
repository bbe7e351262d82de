#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "io/persons_folder.hpp"
#include "io/runtime_folder.hpp"
#include "visualizer/app/console_window.hpp"
#include "visualizer/app/contact_sheet.hpp"
#include "visualizer/app/home.hpp"
#include "visualizer/app/kind_voice.hpp"
#include "visualizer/app/live_body.hpp"
#include "visualizer/app/moment.hpp"
#include "visualizer/app/options.hpp"
#include "visualizer/app/places.hpp"
#include "visualizer/app/shelf.hpp"
#include "visualizer/app/window.hpp"
#include "visualizer/render/display.hpp"

namespace {

std::filesystem::path program_path(const char* called) {
  std::error_code unknown;
  auto path = std::filesystem::read_symlink("/proc/self/exe", unknown);
  return unknown ? std::filesystem::path{called} : path;
}

int run(int argc, char** argv) {
  const auto read = ebb::app::read_options(argc, argv);
  if (const int* status = std::get_if<int>(&read)) {
    return *status;
  }
  const auto& options = std::get<ebb::app::Options>(read);
  const std::filesystem::path program = program_path(argv[0]);
  const bool tries = !options.try_out.empty();
  const std::filesystem::path practice =
      tries ? ebb::app::practice_file(options.try_out, program) : options.practice;
  auto shelf = ebb::app::load_shelf(practice, program);
  // A picture is the same whoever draws it: nothing of the person's own is in it.
  const bool picture = options.contact_sheet || options.snapshot;
  const std::filesystem::path own = picture ? "" : ebb::io::persons_folder();
  const std::string language = picture && options.language.empty() ? "en-GB" : options.language;
  const ebb::app::HomeFolder home{own, language, program};
  for (const std::string& note : home.notes()) {
    std::cerr << note << '\n';
  }
  if (shelf.main_is_fixed && home.home().preferences.own.never.count(shelf.main.id) > 0) {
    std::cerr << ebb::never_used(shelf.main.id, (own / "screen.toml").string()) << '\n';
    return 2;
  }

  std::optional<ebb::app::BroughtVoice> brought;
  if (!options.voice.empty()) {
    auto voice = ebb::app::bring_voice(options.voice, options.voice_from);
    if (!voice) {
      std::cerr << voice.error() << '\n';
      return 2;
    }
    brought = *std::move(voice);
  }

  const auto display = ebb::render::Display::open();
  if (!display) {
    std::cerr << "There is no screen to draw on here. `ebb run --headless` keeps company in the "
                 "terminal.\n";
    return 2;
  }
  if (display->screens() && options.display > 1 && !display->screen(options.display)) {
    std::cerr
        << "There is no screen " << options.display
        << " on this desktop just now (`xrandr --listmonitors` counts them): the window opens "
           "on the first.\n";
  }
  if (tries) {
    setenv("MESA_SHADER_CACHE_DISABLE", "true", 1);  // not even the driver keeps something
  }
  // Without a graphics card one drawing thread is enough, and cheaper than waking several.
  setenv("LP_NUM_THREADS", "1", 0);
  if (options.contact_sheet) {
    ebb::app::save_contact_sheet(*options.contact_sheet, shelf, options.size, *home.home().texts);
    return 0;
  }
  if (options.snapshot) {
    ebb::app::save_moment(options, std::move(shelf), *home.home().texts);
    return 0;
  }
  const std::filesystem::path runtime =
      options.runtime.empty() ? ebb::io::default_runtime_folder() : options.runtime;
  if (options.console) {
    ebb::app::LiveConsole feed{runtime};
    ebb::app::keep_console(options, feed, *display, *home.home().texts);
    return 0;
  }
  ebb::app::ShelfWatch shelf_watch{practice, program};
  for (const std::string& sentence : shelf_watch.news(shelf)) {
    std::cerr << sentence << '\n';
  }
  const auto sound = ebb::app::parse_sound(options.sound, own.empty() ? own : own / "sounds");
  const auto keep_company = [&](ebb::app::Body& body) {
    ebb::app::keep_company(options, std::move(shelf), body, *display, &home, sound, &shelf_watch,
                           std::move(brought));
  };
  if (tries) {
    ebb::app::HeardBody body{runtime};
    keep_company(body);
  } else {
    ebb::app::LiveBody body{runtime};
    keep_company(body);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const ebb::app::BrokenOff& error) {
    std::cerr << error.what() << '\n';
    return 1;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
