#include "service/terminal_companion.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

#include "guidance/body_now.hpp"
#include "guidance/practice_run.hpp"
#include "io/asio.hpp"
#include "io/host_clock.hpp"
#include "service/keyboard.hpp"
#include "service/terminal_keys.hpp"
#include "service/terminal_screen.hpp"

namespace ebb {

namespace {

using namespace std::chrono_literals;

constexpr Microseconds kFrame = 50ms;  // in place: smooth enough for a slow bar
constexpr Microseconds kPlainLine = 1'000ms;
constexpr Microseconds kLastWords = 1'300ms;   // the closing words have come by then
constexpr Microseconds kOneEaseOff = 1'500ms;  // E struck again and again is one wish

/// A terminal that can be drawn on and is ours: not a job in the background, not TERM=dumb.
bool draws_in_place() {
  const char* kind = std::getenv("TERM");
  return in_front_of(STDOUT_FILENO) && kind != nullptr && std::string_view{kind} != "dumb" &&
         *kind != '\0';
}

bool colour_wanted() {
  const char* unwanted = std::getenv("NO_COLOR");
  return unwanted == nullptr || *unwanted == '\0';
}

}  // namespace

struct TerminalCompanion::Impl {
  Impl(asio::io_context& io, Practice chosen, OwnWay wanted, Slots own_words, Companion& service,
       std::function<void()> left)
      : companion(service),
        practice(std::move(chosen)),
        own(std::move(wanted)),
        slots(std::move(own_words)),
        on_left(std::move(left)),
        frame(io),
        keyboard(io),
        in_place(draws_in_place()) {}

  Companion& companion;
  Practice practice;
  OwnWay own;
  Slots slots;
  std::function<void()> on_left;
  HostTime begin{};
  HostTime next_frame{};
  std::optional<PracticeRun> run;
  asio::steady_timer frame;
  Keyboard keyboard;
  bool in_place;
  std::optional<TerminalScreen> screen;
  std::optional<HostTime> closed_at;
  std::optional<HostTime> eased_at;
  bool leaving = false;
  bool stopped = false;
  bool ending_by_itself = false;
  bool figures_are_welcome = true;

  void start() {
    const bool keys = in_place && keyboard.take([this](std::string_view typed) { hear(typed); });
    TerminalScreen::Look look;
    look.colour = colour_wanted();
    if (!keys) {
      look.keys.clear();
    }
    screen.emplace(look);
    RunChoices choices;
    // Where nobody can press a key, steps that wait for one go on by themselves.
    choices.carry_me_along = !keys;
    choices.slots = slots;
    choices.anchor = own.anchor;
    choices.ease_line = own.ease_line;
    begin = io::now();
    run.emplace(
        std::move(practice), pacer_for(own), begin,
        [this](const PracticeEvent& event) { tell(event); }, choices);
    draw();
  }

  void tell(const PracticeEvent& event) {
    if (event.what == "eased off" || (event.what == "ended early" && !ending_by_itself)) {
      figures_are_welcome = false;
    }
    companion.push(event);
  }

  void hear(std::string_view typed) {
    const HostTime now = io::now();
    for (const Wish wish : wishes_of(typed)) {
      if (closed_at) {
        leave();  // whoever presses once more does not want to wait
        return;
      }
      if (wish == Wish::ease_off) {
        if (eased_at && now - *eased_at < kOneEaseOff) {
          continue;
        }
        eased_at = now;
      }
      run->press(wish, now);
    }
  }

  RunView show(HostTime now) {
    const Snapshot snapshot = companion.snapshot();
    // The run lives by this machine's clock, the body by the session's: a recording has its own.
    const BodyNow body = body_now(snapshot, companion.now());
    RunView view = run->advance(now, body);
    if (in_place) {
      fit();
      std::fputs(screen->redraw(view, snapshot, body, now).c_str(), stdout);
    } else {
      std::printf("%s\n", TerminalScreen::plain(view, snapshot, body, now - begin).c_str());
    }
    std::fflush(stdout);
    return view;
  }

  void draw() {
    const HostTime now = io::now();
    const bool closed = show(now).state == RunState::closed;
    if (closed && !closed_at) {
      closed_at = now;
    }
    if (closed && (!in_place || now - *closed_at >= kLastWords)) {
      leave();
      return;
    }
    next_frame = now + (in_place ? kFrame : kPlainLine);
    wait();
  }

  /// For the next frame, or for a turn of the guide, which is told at its instant.
  void wait() {
    const HostTime wake = std::min(next_frame, run->next_due());
    frame.expires_after(std::max(wake - io::now(), Microseconds{1'000}));
    frame.async_wait([this](const auto& failed) {
      // A wait that is over already is not undone by cancel(): it still arrives, unfailed.
      if (failed || stopped) {
        return;
      }
      if (io::now() >= next_frame) {
        draw();
      } else {
        run->advance(io::now(), body_now(companion.snapshot(), companion.now()));
        wait();
      }
    });
  }

  void fit() {
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
      screen->resize(size.ws_col, size.ws_row);
    }
  }

  void say(const std::string& sentence) {
    if (in_place && !stopped && screen) {
      screen->say(sentence, io::now());
      if (::isatty(STDERR_FILENO) != 0) {
        return;  // it would tear the frame
      }
    }
    std::fprintf(stderr, "ebb: %s\n", sentence.c_str());
  }

  void stop() {
    if (std::exchange(stopped, true)) {
      return;
    }
    frame.cancel();
    const HostTime now = io::now();
    run->press(Wish::stop, now);
    if (in_place) {
      // The last frame stays: with whatever was still fading gone or come.
      show(now);
      show(now + 3s);
      show(now + 6s);
      std::fputs(screen->leave().c_str(), stdout);
    } else if (!closed_at) {
      show(now);
    }
    std::fflush(stdout);
    keyboard.leave();
  }

  void leave() {
    if (!std::exchange(leaving, true)) {
      on_left();
    }
  }
};

TerminalCompanion::TerminalCompanion(asio::io_context& io, Practice practice, OwnWay own,
                                     Slots slots, Companion& companion,
                                     std::function<void()> on_left)
    : impl_(std::make_unique<Impl>(io, std::move(practice), std::move(own), std::move(slots),
                                   companion, std::move(on_left))) {}
TerminalCompanion::~TerminalCompanion() = default;
void TerminalCompanion::start() { impl_->start(); }
void TerminalCompanion::say(const std::string& sentence) { impl_->say(sentence); }
void TerminalCompanion::stop(bool by_itself) {
  impl_->ending_by_itself = by_itself;
  impl_->stop();
}
bool TerminalCompanion::figures_are_welcome() const { return impl_->figures_are_welcome; }

}  // namespace ebb
