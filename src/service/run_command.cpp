#include "service/run_command.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "io/asio.hpp"
#include "service/closing_words.hpp"
#include "service/companion.hpp"
#include "service/places.hpp"
#include "service/practice_text.hpp"
#include "service/service_options.hpp"
#include "service/start_error.hpp"
#include "service/terminal_companion.hpp"
#include "service/viewer_process.hpp"

namespace ebb {

namespace {

// What ebb-visualizer ends with when there is no display (visualizer/README.md).
constexpr int kNoDisplay = 2;

struct RunWords {
  ServiceWords service;
  bool headless = false;
  std::string practice;
};

bool display_named() {
  const auto named = [](const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
  };
  return named("DISPLAY") || named("WAYLAND_DISPLAY");
}

/// One evening: the companion, and a screen or the terminal in front of it.
class Evening {
 public:
  explicit Evening(const RunWords& words)
      : words_(words), signals_(io_, SIGINT, SIGTERM), length_(io_) {}

  int spend() {
    std::string found;
    Companion::Options options = to_options(words_.service, found);
    runtime_ = options.runtime_folder;
    practice_ = words_.practice.empty() ? find_practice("own-rhythm")
                                        : std::filesystem::path{words_.practice};
    companion_.emplace(io_, std::move(options));
    if (!found.empty()) {
      say(found);
    }
    signals_.async_wait([this](const auto& failed, int) {
      if (!failed) {
        end();
      }
    });
    if (words_.service.seconds > 0.0) {
      length_.expires_after(to_microseconds(Seconds{words_.service.seconds}));
      length_.async_wait([this](const auto& failed) {
        if (!failed) {
          end();
        }
      });
    }
    companion_->start();
    if (words_.headless) {
      open_terminal();
    } else if (!display_named()) {
      say("There is no screen here, so the terminal keeps us company.");
      open_terminal();
    } else {
      open_screen();
    }
    io_.run();
    return 0;
  }

 private:
  void say(const std::string& sentence) {
    std::printf("%s\n", sentence.c_str());
    std::fflush(stdout);
  }

  void open_screen() {
    const std::vector<std::string> arguments{"--runtime", runtime_.string(), "--practice",
                                             practice_.string()};
    screen_.emplace(io_, program_folder() / "ebb-visualizer", arguments, [this](int status) {
      if (status == kNoDisplay && !ending_) {
        open_terminal();
      } else {
        end();
      }
    });
    if (!screen_->started()) {
      say("The screen (ebb-visualizer) is not beside this program, so the terminal keeps us "
          "company.");
      screen_.reset();
      open_terminal();
    }
  }

  void open_terminal() {
    terminal_.emplace(io_, practice_, *companion_, [this] { end(); });
    terminal_->start();
  }

  void end() {
    if (ending_) {
      return;
    }
    ending_ = true;
    signals_.cancel();
    length_.cancel();
    companion_->stop();
    if (screen_) {
      screen_->close();
    }
    if (terminal_) {
      terminal_->stop();
      std::fputs(closing_words(companion_->snapshot()).c_str(), stdout);
    }
  }

  const RunWords& words_;
  asio::io_context io_{1};
  asio::signal_set signals_;
  asio::steady_timer length_;
  std::filesystem::path runtime_;
  std::filesystem::path practice_;
  std::optional<Companion> companion_;
  std::optional<ViewerProcess> screen_;
  std::optional<TerminalCompanion> terminal_;
  bool ending_ = false;
};

}  // namespace

void add_run_command(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("run", "Service and screen together; without a screen, in the terminal");
  auto words = std::make_shared<RunWords>();
  add_service_options(*command, words->service);
  command->add_flag("--headless", words->headless, "Keep company in the terminal");
  command->add_option("--practice", words->practice, "A practice file instead of the usual one");
  command->callback([words, &status] { status = Evening{*words}.spend(); });
}

}  // namespace ebb
