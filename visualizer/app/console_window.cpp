#include "visualizer/app/console_window.hpp"

#include <algorithm>
#include <exception>
#include <string>

#include "visualizer/app/ending.hpp"
#include "visualizer/app/pane.hpp"
#include "visualizer/app/two_rooms.hpp"
#include "visualizer/app/window.hpp"

namespace ebb::app {
namespace {

class Desk {
 public:
  Desk(const Options& options, LiveConsole& feed, const render::Display& display,
       const scene::Texts& texts)
      : options_(options),
        feed_(feed),
        screen_(options.settings, texts),
        pane_(options, display, options.settings.theme, handlers()) {}

  void run() {
    const HostTime start = now_;
    auto scripted = options_.keys.begin();
    HostTime next = start;
    while (!left_ && !screen_.leaving()) {
      now_ = io::now();
      for (; scripted != options_.keys.end() && scripted->at <= Seconds{now_ - start}; ++scripted) {
        press(screen_, *scripted, now_);
      }
      pane_.poll(now_);
      left_ = left_ || asked_to_end() ||
              (options_.seconds && Seconds{now_ - start} >= *options_.seconds);
      feed_.poll(now_);
      screen_.advance(now_, feed_.take_news());
      feed_.send_from(screen_, now_);
      pane_.draw(screen_.picture(pane_.size()), now_);
      next = std::max(next + kFrame, now_);
      sleep_until(next);
    }
    pane_.close();
    say_goodbye(feed_);
  }

 private:
  Pane::Handlers handlers() {
    return {.leave = [this] { left_ = true; },
            .key = [this](scene::Key key) { screen_.press(key, now_); },
            .character = [this](char32_t character) { screen_.type(character, now_); },
            .lead = [](bool) {},
            .press = [this](const scene::Press& press) { screen_.press(press, now_); },
            .touched = [] {},
            .writing = [this] { return screen_.writing(); }};
  }

  const Options& options_;
  LiveConsole& feed_;
  HostTime now_ = io::now();
  scene::ConsoleScreen screen_;
  Pane pane_;
  bool left_ = false;
};

}  // namespace

void keep_console(const Options& options, LiveConsole& feed, render::Display& display,
                  const scene::Texts& texts) {
  listen_for_the_end();
  Desk desk{options, feed, display, texts};
  try {
    desk.run();
  } catch (const std::exception& error) {
    throw BrokenOff(std::string{"The console had to close ("} + error.what() +
                    "). `ebb-visualizer --console` opens it again; the practice goes on.");
  }
}

}  // namespace ebb::app
