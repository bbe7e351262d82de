#include "service/run_command.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "io/asio.hpp"
#include "service/closing_words.hpp"
#include "service/companion.hpp"
#include "service/parting.hpp"
#include "service/places.hpp"
#include "service/practice_text.hpp"
#include "service/service_options.hpp"
#include "service/start_error.hpp"
#include "service/terminal_companion.hpp"
#include "service/viewer_process.hpp"

namespace ebb {

namespace {

using namespace std::chrono_literals;

// What ebb-visualizer ends with when there is no display (visualizer/README.md).
constexpr int kNoDisplay = 2;

constexpr Microseconds kScreenCloses = 1s;    // then the companion goes without waiting for it
constexpr Microseconds kScreenMustGo = 2s;    // and after that so must the screen
constexpr Microseconds kFeedEmpties = 100ms;  // loopback, and one process that has just ended

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
      : words_(words), signals_(io_, SIGINT, SIGTERM, SIGHUP), length_(io_), farewell_(io_) {}

  int spend() {
    auto own = read_own_way();
    if (own) {
      own_ = std::move(own).value();
    } else {
      own_trouble_ = own.error();
    }
    practice_file_ =
        words_.practice.empty() ? usual_practice(own_) : find_practice(words_.practice);
    practice_ = read_practice(practice_file_);
    if (!words_.practice.empty()) {
      refuse_what_is_never_used(practice_, own_);
    }
    std::string found;
    Companion::Options options = to_options(words_.service, found);
    runtime_ = options.runtime_folder;
    options.say = [this, aloud = std::move(options.say)](const std::string& sentence) {
      if (terminal_) {
        terminal_->say(sentence);
      } else {
        aloud(sentence);
      }
    };
    companion_.emplace(io_, std::move(options));
    if (!found.empty()) {
      say(found);
    }
    await_the_end();
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
    part(io_, 0);
    return 0;
  }

 private:
  enum class Why { person, by_itself };

  static void say(const std::string& sentence) {
    std::printf("%s\n", sentence.c_str());
    std::fflush(stdout);
  }

  void await_the_end() {
    signals_.async_wait([this](const auto& failed, int) {
      if (!failed) {
        end(Why::person);
      }
    });
    if (words_.service.seconds > 0.0) {
      length_.expires_after(to_microseconds(Seconds{words_.service.seconds}));
      length_.async_wait([this](const auto& failed) {
        if (!failed) {
          end(Why::by_itself);
        }
      });
    }
    companion_->on_ended([this] {
      // A window stays open when a recording is over: the practice needs none.
      asio::post(io_, [this] {
        if (terminal_) {
          end(Why::by_itself);
        }
      });
    });
  }

  void open_screen() {
    std::vector<std::string> arguments{"--runtime", runtime_.string()};
    if (!words_.practice.empty()) {  // else the screen knows best what this person begins
      arguments.insert(arguments.end(), {"--practice", practice_file_.string()});
    }
    screen_.emplace(io_, program_folder() / "ebb-visualizer", arguments,
                    [this](int status) { screen_ended(status); });
    if (!screen_->alive()) {
      say("The screen (ebb-visualizer) is not beside this program, so the terminal keeps us "
          "company.");
      open_terminal();
    }
  }

  void screen_ended(int status) {
    if (ending_) {
      // What it told as it went may still be on its way through the feed.
      part_after(kFeedEmpties);
    } else if (status == 0) {
      end(Why::person);
    } else {
      if (status != kNoDisplay) {
        say("The screen ended unexpectedly; the terminal goes on.");
      }
      open_terminal();
    }
  }

  void open_terminal() {
    // A window tells this itself, and shows its shelf where all were left aside.
    if (!own_trouble_.empty()) {
      say(own_trouble_);
    }
    refuse_what_is_never_used(practice_, own_);
    Slots slots = read_own_words(say);
    terminal_.emplace(io_, std::move(practice_), own_, std::move(slots), *companion_,
                      [this] { end(Why::person); });
    terminal_->start();
  }

  void end(Why why) {
    if (std::exchange(ending_, true)) {
      return;
    }
    boost::system::error_code ignored;
    // Asked once more, the program goes at once. A terminal that closes may say so twice.
    signals_.remove(SIGINT, ignored);
    signals_.remove(SIGTERM, ignored);
    signals_.cancel(ignored);
    length_.cancel();
    if (screen_ && screen_->alive()) {
      screen_->close();
      part_after(kScreenCloses);
      return;
    }
    if (terminal_) {
      terminal_->stop(why == Why::by_itself);
      part_after(Microseconds{0});
      return;
    }
    part_after(kFeedEmpties);
  }

  void part_after(Microseconds wait) {
    farewell_.expires_after(wait);
    farewell_.async_wait([this](const auto& failed) {
      if (!failed && !std::exchange(parted_, true)) {
        go();
      }
    });
  }

  /// The companion stops, and the loop ends or is left.
  void go() {
    companion_->stop();
    if (terminal_ && (::isatty(STDOUT_FILENO) == 0 || words_.service.records ||
                      terminal_->figures_are_welcome())) {
      std::fputs(closing_words(companion_->snapshot()).c_str(), stdout);
      std::fflush(stdout);
    }
    if (screen_ && screen_->alive()) {
      farewell_.expires_after(kScreenMustGo);
      farewell_.async_wait([this](const auto&) {
        screen_->end_now();
        io_.stop();
      });
    } else {
      io_.stop();
    }
  }

  const RunWords& words_;
  asio::io_context io_{1};
  asio::signal_set signals_;
  asio::steady_timer length_;
  asio::steady_timer farewell_;
  std::filesystem::path runtime_;
  std::filesystem::path practice_file_;
  Practice practice_;
  OwnWay own_;
  std::string own_trouble_;  ///< why that is not the person's
  std::optional<Companion> companion_;
  std::optional<ViewerProcess> screen_;
  std::optional<TerminalCompanion> terminal_;
  bool ending_ = false;
  bool parted_ = false;
};

}  // namespace

void add_run_command(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("run", "Service and screen together; without a screen, in the terminal");
  auto words = std::make_shared<RunWords>();
  add_service_options(*command, words->service);
  command->add_flag("--headless", words->headless, "Keep company in the terminal");
  command->add_option("--practice", words->practice,
                      "A practice instead of the usual one: its id, or a file");
  command->callback([words, &status] { status = Evening{*words}.spend(); });
}

}  // namespace ebb
