#include "service/terminal_companion.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "guidance/body_now.hpp"
#include "guidance/practice_run.hpp"
#include "io/asio.hpp"
#include "io/host_clock.hpp"
#include "service/practice_text.hpp"
#include "service/terminal_screen.hpp"

namespace ebb {

namespace {

using namespace std::chrono_literals;

constexpr Microseconds kFrame = 50ms;  // in place: smooth enough for a slow bar
constexpr Microseconds kPlainLine = 1'000ms;

int columns_of(int terminal) {
  winsize size{};
  return ::ioctl(terminal, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// The keyboard, a key at a time and unechoed, given back as it was.
class RawKeyboard {
 public:
  RawKeyboard() {
    if (::isatty(STDIN_FILENO) == 0 || ::tcgetattr(STDIN_FILENO, &before_) != 0) {
      return;
    }
    termios raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    taken_ = ::tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0;
  }
  ~RawKeyboard() {
    if (taken_) {
      ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    }
  }
  RawKeyboard(const RawKeyboard&) = delete;
  RawKeyboard& operator=(const RawKeyboard&) = delete;
  [[nodiscard]] bool taken() const { return taken_; }

 private:
  termios before_{};
  bool taken_ = false;
};

std::optional<Wish> wish_of(std::string_view keys) {
  constexpr char kEscape = '\x1b';
  if (keys.size() == 1 && keys[0] == kEscape) {
    return Wish::stop;
  }
  if (keys == "\x1b[C") {
    return Wish::on;
  }
  if (keys == "\x1b[D") {
    return Wish::previous_line;
  }
  switch (keys.empty() || keys[0] == kEscape ? '\0' : keys[0]) {
    case 'q':
      return Wish::stop;
    case ' ':
      return Wish::pause_or_resume;
    case '\n':
    case '\r':
      return Wish::on;
    case '+':
    case '=':
      return Wish::quicker;
    case '-':
      return Wish::slower;
    case 'o':
    case 'O':
      return Wish::own_pace;
    case 'e':
    case 'E':
      return Wish::ease_off;
    default:
      return std::nullopt;
  }
}

}  // namespace

struct TerminalCompanion::Impl {
  Impl(asio::io_context& io, const std::filesystem::path& practice, Companion& service,
       std::function<void()> left)
      : companion(service),
        on_left(std::move(left)),
        begin(io::now()),
        run(
            read_practice(practice), Pacer::Config{}, begin,
            [this](const PracticeEvent& event) { companion.push(event); }, carried()),
        frame(io),
        keys(io),
        in_place(::isatty(STDOUT_FILENO) != 0),
        screen(look()) {}

  Companion& companion;
  std::function<void()> on_left;
  HostTime begin;
  PracticeRun run;
  asio::steady_timer frame;
  asio::posix::stream_descriptor keys;
  std::optional<RawKeyboard> keyboard;
  std::array<char, 16> typed{};
  bool in_place;
  TerminalScreen screen;
  bool leaving = false;
  bool stopped = false;

  static RunChoices carried() {
    RunChoices choices;
    // Where nobody can press a key, steps that wait for one go on by themselves.
    choices.carry_me_along = ::isatty(STDIN_FILENO) == 0;
    return choices;
  }

  [[nodiscard]] TerminalScreen::Look look() const {
    TerminalScreen::Look look;
    look.columns = columns_of(STDOUT_FILENO);
    look.colour = std::getenv("NO_COLOR") == nullptr;
    if (::isatty(STDIN_FILENO) == 0) {
      look.keys.clear();
    }
    return look;
  }

  void start() {
    if (in_place) {
      keyboard.emplace();
      if (keyboard->taken()) {
        keys.assign(::dup(STDIN_FILENO));
        listen();
      }
    }
    draw();
  }

  void stop() {
    stopped = true;
    frame.cancel();
    boost::system::error_code ignored;
    keys.close(ignored);
    if (in_place) {
      std::fputs(screen.leave().c_str(), stdout);
    }
    keyboard.reset();
    std::fflush(stdout);
  }

  void draw() {
    const HostTime now = io::now();
    const Snapshot snapshot = companion.snapshot();
    const RunView view = run.advance(now, body_now(snapshot, companion.now()));
    if (in_place) {
      screen.resize(columns_of(STDOUT_FILENO));
      std::fputs(screen.redraw(view, snapshot, now).c_str(), stdout);
    } else {
      std::printf("%s\n", TerminalScreen::plain(view, snapshot, now, begin).c_str());
    }
    std::fflush(stdout);
    if (view.state == RunState::closed) {
      leave();
      return;
    }
    frame.expires_after(in_place ? kFrame : kPlainLine);
    frame.async_wait([this](const auto& failed) {
      // A wait that is over already is not undone by cancel(): it still arrives, unfailed.
      if (!failed && !stopped) {
        draw();
      }
    });
  }

  void listen() {
    keys.async_read_some(asio::buffer(typed), [this](const auto& failed, std::size_t size) {
      if (failed || stopped) {
        return;
      }
      // A terminal sends an arrow key at once, so a lone Esc is the Esc key.
      if (const auto wish = wish_of({typed.data(), size})) {
        run.press(*wish, io::now());
      }
      listen();
    });
  }

  void leave() {
    if (!std::exchange(leaving, true)) {
      on_left();
    }
  }
};

TerminalCompanion::TerminalCompanion(asio::io_context& io, const std::filesystem::path& practice,
                                     Companion& companion, std::function<void()> on_left)
    : impl_(std::make_unique<Impl>(io, practice, companion, std::move(on_left))) {}
TerminalCompanion::~TerminalCompanion() = default;
void TerminalCompanion::start() { impl_->start(); }
void TerminalCompanion::stop() { impl_->stop(); }

}  // namespace ebb
