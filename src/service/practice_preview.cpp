#include "service/practice_preview.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

#include "guidance/practice_run.hpp"
#include "service/terminal_screen.hpp"

namespace ebb {
namespace {

constexpr double kFrame = 0.05;  // seconds, on a terminal

volatile std::sig_atomic_t stop_asked = 0;

TerminalScreen::Look look_of_this_terminal() {
  TerminalScreen::Look look;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    look.columns = size.ws_col;
  }
  const char* no_colour = std::getenv("NO_COLOR");
  look.colour = no_colour == nullptr || *no_colour == '\0';
  look.keys = "A preview. Ctrl-C ends it.";
  return look;
}

}  // namespace

void preview_practice(Practice practice, double speed) {
  using Clock = std::chrono::steady_clock;
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  TerminalScreen screen{look_of_this_terminal()};
  PracticeRun run{std::move(practice), Pacer::Config{}, HostTime{}, nullptr,
                  RunChoices{.carry_me_along = true, .slots = {}}};
  stop_asked = 0;
  const auto before = std::signal(SIGINT, [](int) { stop_asked = 1; });
  const auto began = Clock::now();
  const Microseconds step =
      terminal ? to_microseconds(Seconds{speed * kFrame}) : Microseconds{1'000'000};
  RunView view;
  for (HostTime now{}; view.state != RunState::closed && stop_asked == 0; now += step) {
    view = run.advance(now, BodyNow{});
    const std::string text = terminal
                                 ? screen.redraw(view, Snapshot{}, now)
                                 : TerminalScreen::plain(view, Snapshot{}, now, HostTime{}) + "\n";
    std::fputs(text.c_str(), stdout);
    if (std::fflush(stdout) != 0) {
      break;  // nobody reads any more
    }
    const auto due = began + std::chrono::duration_cast<Clock::duration>(
                                 Seconds{to_seconds(now + step) / speed});
    std::this_thread::sleep_until(due);
  }
  std::fputs(screen.leave().c_str(), stdout);
  std::signal(SIGINT, before);
}

}  // namespace ebb
