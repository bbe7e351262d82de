#include "visualizer/app/window.hpp"

#include <algorithm>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <SFML/System/Sleep.hpp>
#include <SFML/Window/Clipboard.hpp>

#include "io/host_clock.hpp"
#include "visualizer/app/ending.hpp"
#include "visualizer/app/frame_costs.hpp"
#include "visualizer/app/pane.hpp"
#include "visualizer/app/past.hpp"
#include "visualizer/app/two_rooms.hpp"

namespace ebb::app {
namespace {

constexpr Microseconds kStayAwake{30'000'000};
constexpr Microseconds kShow{1'000'000};  ///< at least so often a console is told what is shown

scene::Home home_for(const Options& options, const HomeFolder* folder) {
  scene::Home home = folder != nullptr ? folder->home() : scene::Home{};
  home.preferences.settings = laid_over(home.preferences.settings, options);
  home.tries_out = !options.try_out.empty();
  home.looks_back = folder != nullptr && !folder->place().empty() && !home.tries_out;
  home.first_time = home.first_time && !home.tries_out;
  home.this_year = this_year();
  return home;
}

class Company {
 public:
  Company(const Options& options, scene::Shelf shelf, Body& body, render::Display& display,
          const HomeFolder* home, const SoundChoice& sound, ShelfWatch* shelf_watch,
          std::optional<BroughtVoice> brought)
      : options_(options),
        body_(body),
        display_(display),
        home_(home),
        shelf_watch_(shelf_watch),
        asked_for_(io::now()),
        screen_(std::move(shelf), home_for(options, home),
                [&body](const PracticeEvent& event) { body.send(event); }),
        hearing_(sound),
        kind_voice_(options.try_out.empty() ? home : nullptr, std::move(brought)),
        past_(home != nullptr && !home->place().empty() && options.try_out.empty()
                  ? std::make_unique<Past>(home->place())
                  : nullptr),
        pane_(options, display, screen_.preferences().settings.theme, handlers()) {
    screen_.on_words([&body](const Words& words) { body.keep(words); });
    kind_voice_.begin(screen_, hearing_);
  }

  void run() {
    const HostTime start = io::now();
    FrameCosts costs{start};
    auto scripted = options_.keys.begin();
    if (options_.begin) {
      screen_.press(scene::Key::space, start);
    }
    HostTime next = start;
    while (!screen_.leaving()) {
      now_ = io::now();
      for (; scripted != options_.keys.end() && scripted->at <= Seconds{now_ - start}; ++scripted) {
        press(screen_, *scripted, now_);
      }
      pane_.poll(now_);
      stay_awake();
      if (asked_to_end() || (options_.seconds && Seconds{now_ - start} >= *options_.seconds)) {
        leave();
      }
      body_.poll(now_);
      hear_console();
      run_errands();
      look_at_shelf();
      look_at_clock();
      screen_.advance(now_, body_.latest(), body_.take_beats());
      hearing_.follow(screen_);
      keep_what_changed();
      tell_console();
      const bool first = pane_.empty() && !drawn_once_;
      pane_.set_theme(screen_.preferences().settings.theme);
      const bool drawn = pane_.draw(screen_.picture(pane_.size()), now_);
      costs.frame(drawn, now_, io::now());
      if (first) {
        costs.first_picture(io::now() - asked_for_);
        drawn_once_ = true;
      }
      next = std::max(next + kFrame, now_);
      sleep_until(next);
    }
    if (options_.fps_report) {
      std::cout << costs.report(io::now()) << std::endl;
    }
    tell_console();
    pane_.close();
    say_goodbye(body_);
  }

 private:
  Pane::Handlers handlers() {
    return {.leave = [this] { leave(); },
            .key = [this](scene::Key key) { screen_.press(key, now_); },
            .character = [this](char32_t character) { type(character); },
            .lead = [this](bool down) { screen_.lead(down, now_); },
            .press = [this](const scene::Press& press) { screen_.press(press, now_); },
            .released = [this] { screen_.release(); },
            .touched =
                [this] {
                  if (screen_.blank()) {
                    screen_.press(scene::Key::other, now_);
                  }
                },
            .writing = [this] { return screen_.writing(); }};
  }

  void type(char32_t character) {
    if (screen_.writing()) {
      screen_.type(character);
    } else if (character >= U' ' && character != U'\x7f') {
      screen_.press(key_of(character), now_);
    }
  }

  void stay_awake() {
    if (screen_.place() == scene::Place::practice && now_ - last_awake_ > kStayAwake) {
      display_.stay_awake();
      last_awake_ = now_;
    }
  }

  void run_errands() {
    if (past_) {
      past_->ask(screen_.take_errands());
      for (scene::Found& found : past_->take()) {
        screen_.receive(std::move(found));
      }
    }
  }

  /// Between practices only: what runs is not touched, and no frame of it waits for a disk. What is
  /// tried out is taken anew while it runs.
  void look_at_shelf() {
    const bool tries = !options_.try_out.empty();
    if (shelf_watch_ == nullptr || !(tries || screen_.takes_shelf())) {
      return;
    }
    if (auto shelf = shelf_watch_->poll(now_)) {
      for (const std::string& sentence : shelf_watch_->news(*shelf)) {
        std::cerr << sentence << std::endl;
      }
      if (tries) {
        screen_.try_anew(std::move(*shelf), now_);
      } else {
        screen_.put_on_shelf(std::move(*shelf));
      }
    }
    if (const auto trouble = shelf_watch_->take_trouble()) {
      std::cerr << *trouble << std::endl;
      if (tries) {
        screen_.say_unread(now_);
      }
    }
  }

  void look_at_clock() {
    if (!looked_at_clock_ || now_ - *looked_at_clock_ >= kShow) {
      looked_at_clock_ = now_;
      screen_.set_time_of_day(minute_of_day());
    }
  }

  void hear_console() {
    for (const feed::Offer& offer : body_.take_offers()) {
      screen_.offer(offer.what, offer.time, now_);
    }
    if (const auto newest = body_.agreement()) {
      screen_.hear(*newest);
    }
    screen_.set_keeps_words(body_.keeping());
    if (screen_.take_let_go()) {
      body_.let_record_go();
    }
  }

  void tell_console() {
    if (const auto settled = screen_.take_settled()) {
      body_.settle(*settled);
    }
    Showing shown = screen_.showing();
    if (!told_ || now_ - told_->time >= kShow || scene::tells_more(shown, *told_)) {
      body_.show(shown);
      told_ = std::move(shown);
      told_->time = now_;
    }
  }

  void keep_what_changed() {
    if (const std::string trouble = kind_voice_.follow(screen_, hearing_); !trouble.empty()) {
      std::cerr << trouble << std::endl;
    }
    const bool keeps = home_ != nullptr && options_.try_out.empty();
    if (screen_.take_changed() && keeps) {
      home_->keep(screen_.preferences());
    }
    if (screen_.take_slots_changed() && keeps) {
      home_->keep(screen_.slots_to_keep());
    }
    if (const auto words = screen_.take_copied()) {
      sf::Clipboard::setString(sf::String::fromUtf8(words->begin(), words->end()));
    }
  }

  /// From anywhere to out of the door: a practice is stopped first, so that its end is told.
  void leave() {
    for (int i = 0; i < 12 && !screen_.leaving(); ++i) {
      screen_.press(scene::Key::escape, now_);
    }
  }

  const Options& options_;
  Body& body_;
  render::Display& display_;
  const HomeFolder* home_;
  ShelfWatch* shelf_watch_;
  HostTime asked_for_;
  HostTime now_ = asked_for_;
  scene::PersonScreen screen_;
  Hearing hearing_;
  KindVoice kind_voice_;
  std::unique_ptr<Past> past_;
  Pane pane_;
  std::optional<Showing> told_;
  HostTime last_awake_{};
  std::optional<HostTime> looked_at_clock_;
  bool drawn_once_ = false;
};

}  // namespace

void keep_company(const Options& options, scene::Shelf shelf, Body& body, render::Display& display,
                  const HomeFolder* home, const SoundChoice& sound, ShelfWatch* shelf_watch,
                  std::optional<BroughtVoice> brought) {
  listen_for_the_end();
  Company company{options,     std::move(shelf),  body, display, home, sound,
                  shelf_watch, std::move(brought)};
  try {
    company.run();
  } catch (const std::exception& error) {
    throw BrokenOff(std::string{"The window had to close ("} + error.what() +
                    "). `ebb run` opens it again.");
  }
}

}  // namespace ebb::app
