#include "visualizer/app/window.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include <SFML/Graphics/RenderWindow.hpp>
#include <SFML/System/Err.hpp>
#include <SFML/System/Sleep.hpp>
#include <SFML/Window/Clipboard.hpp>
#include <SFML/Window/Event.hpp>

#include "io/host_clock.hpp"
#include "visualizer/app/frame_costs.hpp"
#include "visualizer/render/mesh.hpp"
#include "visualizer/render/painter.hpp"
#include "visualizer/scene/palette.hpp"

namespace ebb::app {
namespace {

constexpr Microseconds kFrame{16'667};
constexpr Microseconds kRedraw{1'000'000};  ///< a window that was covered is whole again by then
constexpr Microseconds kStayAwake{30'000'000};
constexpr Microseconds kPointerRests{3'000'000};
constexpr Microseconds kFarewell{300'000};  ///< at most, for the last events to reach the service

volatile std::sig_atomic_t asked_to_end = 0;

std::optional<scene::Key> key_of_event(const sf::Event& event) {
  if (event.type == sf::Event::TextEntered) {
    const char32_t character = event.text.unicode;
    return character >= U' ' && character != U'\x7f' ? std::optional{key_of(character)}
                                                     : std::nullopt;
  }
  if (event.type != sf::Event::KeyPressed) {
    return std::nullopt;
  }
  switch (event.key.code) {
    case sf::Keyboard::Escape:
      return scene::Key::escape;
    case sf::Keyboard::Enter:
      return scene::Key::enter;
    case sf::Keyboard::Left:
      return scene::Key::left;
    case sf::Keyboard::Right:
      return scene::Key::right;
    case sf::Keyboard::Up:
      return scene::Key::up;
    case sf::Keyboard::Down:
      return scene::Key::down;
    case sf::Keyboard::Tab:
      return scene::Key::tab;
    default:
      return std::nullopt;  // letters come as text, so they follow the keyboard's layout
  }
}

/// Where a pointer was pressed or a finger lifted.
std::optional<scene::Point> place_of_event(const sf::Event& event) {
  if (event.type == sf::Event::MouseButtonPressed && event.mouseButton.button == sf::Mouse::Left) {
    return scene::Point{static_cast<double>(event.mouseButton.x),
                        static_cast<double>(event.mouseButton.y)};
  }
  if (event.type == sf::Event::TouchEnded) {
    return scene::Point{static_cast<double>(event.touch.x), static_cast<double>(event.touch.y)};
  }
  return std::nullopt;
}

scene::Home home_for(const Options& options, const HomeFolder* folder) {
  scene::Home home = folder != nullptr ? folder->home() : scene::Home{};
  home.preferences.settings = laid_over(home.preferences.settings, options);
  return home;
}

class Company {
 public:
  Company(const Options& options, scene::Shelf shelf, Body& body, render::Display& display,
          const HomeFolder* home, const SoundChoice& sound)
      : options_(options),
        body_(body),
        display_(display),
        home_(home),
        asked_for_(io::now()),
        screen_(std::move(shelf), home_for(options, home),
                [&body](const PracticeEvent& event) { body.send(event); }),
        hearing_(sound),
        painter_(fonts_),
        full_screen_(options.full_screen) {
    open_window();
  }

  void run() {
    const HostTime start = io::now();
    FrameCosts costs{start};
    last_pointer_ = start;
    auto scripted = options_.keys.begin();
    if (options_.begin) {
      screen_.press(scene::Key::space, start);
    }
    HostTime next = start;
    while (!screen_.leaving()) {
      const HostTime now = io::now();
      for (; scripted != options_.keys.end() && scripted->at <= Seconds{now - start}; ++scripted) {
        screen_.press(scripted->key, now);
      }
      handle_events(now);
      if (asked_to_end != 0 || (options_.seconds && Seconds{now - start} >= *options_.seconds)) {
        leave(now);
      }
      body_.poll(now);
      screen_.advance(now, body_.latest(), body_.take_beats());
      hearing_.follow(screen_);
      keep_what_changed();
      const bool first = !shown_ && !drawn_once_;
      costs.frame(draw(now));
      if (first) {
        costs.first_picture(io::now() - asked_for_);
        drawn_once_ = true;
      }
      next = std::max(next + kFrame, now);
      sleep_until(next);
    }
    if (options_.fps_report) {
      std::cout << costs.report(io::now()) << std::endl;
    }
    say_goodbye();
  }

 private:
  void open_window() {
    const sf::ContextSettings plain{};  // no multisampling: edges are soft by their own opacity
    // Without vertical sync frames are timed by sleeping: nothing that needs to be reported.
    std::streambuf* const told = sf::err().rdbuf(nullptr);
    const auto area = options_.display > 0 ? display_.screen(options_.display) : std::nullopt;
    if (full_screen_ && area) {
      // The window library knows the first screen only: another one is filled without a frame.
      window_.create(
          sf::VideoMode{static_cast<unsigned>(area->width), static_cast<unsigned>(area->height)},
          "Ebb", sf::Style::None, plain);
      window_.setPosition({area->left, area->top});
    } else if (full_screen_) {
      window_.create(sf::VideoMode::getDesktopMode(), "Ebb", sf::Style::Fullscreen, plain);
    } else {
      window_.create(sf::VideoMode{static_cast<unsigned>(options_.size.width),
                                   static_cast<unsigned>(options_.size.height)},
                     "Ebb", sf::Style::Default, plain);
      if (area) {
        window_.setPosition({area->left + std::max(0, area->width - options_.size.width) / 2,
                             area->top + std::max(0, area->height - options_.size.height) / 2});
      }
    }
    window_.setVerticalSyncEnabled(true);
    sf::err().rdbuf(told);
    if (!window_.isOpen()) {
      throw std::runtime_error(
          "No window can be opened here. `ebb run --headless` keeps company in the terminal.");
    }
    window_.setKeyRepeatEnabled(false);
    // Whatever lay in the new window's memory is never seen.
    const scene::Colour ground = scene::palette(screen_.preferences().settings.theme).ground;
    window_.clear(render::to_sfml(
        {ground.r * brightness_, ground.g * brightness_, ground.b * brightness_, 1.0}));
    window_.display();
    shown_.reset();
  }

  void handle_events(HostTime now) {
    sf::Event event{};
    bool other_screen = false;
    while (window_.pollEvent(event)) {
      if (event.type == sf::Event::Closed) {
        leave(now);
      } else if (event.type == sf::Event::MouseMoved) {
        last_pointer_ = now;
      } else if (event.type == sf::Event::Resized || event.type == sf::Event::GainedFocus) {
        shown_.reset();
      } else if ((event.type == sf::Event::KeyPressed || event.type == sf::Event::KeyReleased) &&
                 (event.key.code == sf::Keyboard::LShift ||
                  event.key.code == sf::Keyboard::RShift)) {
        screen_.lead(event.type == sf::Event::KeyPressed, now);
      } else if (event.type == sf::Event::TextEntered && screen_.writing()) {
        screen_.type(event.text.unicode);
      } else if ((event.type == sf::Event::TextEntered &&
                  (event.text.unicode == U'f' || event.text.unicode == U'F')) ||
                 (event.type == sf::Event::KeyPressed && event.key.code == sf::Keyboard::F11)) {
        other_screen = true;
      } else if (const auto key = key_of_event(event)) {
        screen_.press(*key, now);
      } else if (const auto place = place_of_event(event)) {
        last_pointer_ = now;
        touch(*place, now);
      }
    }
    if (other_screen) {
      full_screen_ = !full_screen_;
      open_window();
    }
    const bool pointer = now - last_pointer_ < kPointerRests;
    if (pointer != pointer_shown_) {
      window_.setMouseCursorVisible(pointer);
      pointer_shown_ = pointer;
    }
    if (screen_.place() == scene::Place::practice && now - last_awake_ > kStayAwake) {
      display_.stay_awake();
      last_awake_ = now;
    }
  }

  void touch(scene::Point place, HostTime now) {
    const auto press = shown_ ? scene::press_at(*shown_, place) : std::nullopt;
    if (press) {
      screen_.press(*press, now);
    } else if (screen_.blank()) {
      screen_.press(scene::Key::other, now);
    }
  }

  void keep_what_changed() {
    if (screen_.take_changed() && home_ != nullptr) {
      home_->keep(screen_.preferences());
    }
    if (const auto words = screen_.take_copied()) {
      sf::Clipboard::setString(sf::String::fromUtf8(words->begin(), words->end()));
    }
  }

  /// From anywhere to out of the door: a practice is stopped first, so that its end is told.
  void leave(HostTime now) {
    for (int i = 0; i < 12 && !screen_.leaving(); ++i) {
      screen_.press(scene::Key::escape, now);
    }
  }

  bool draw(HostTime now) {
    const sf::Vector2u size = window_.getSize();
    scene::Picture picture = screen_.picture({static_cast<int>(size.x), static_cast<int>(size.y)});
    if (shown_ && *shown_ == picture && now - drawn_at_ < kRedraw) {
      return false;
    }
    painter_.paint(picture, window_);
    window_.display();
    brightness_ = picture.backdrop.brightness;
    shown_ = std::move(picture);
    drawn_at_ = now;
    return true;
  }

  static void sleep_until(HostTime when) {
    const Microseconds left = when - io::now();
    if (left.count() > 0) {
      sf::sleep(sf::microseconds(left.count()));
    }
  }

  void say_goodbye() {
    window_.close();
    const HostTime end = io::now() + kFarewell;
    for (body_.poll(io::now()); body_.waiting() && io::now() < end; body_.poll(io::now())) {
      sf::sleep(sf::milliseconds(5));
    }
  }

  const Options& options_;
  Body& body_;
  render::Display& display_;
  const HomeFolder* home_;
  HostTime asked_for_;
  scene::PersonScreen screen_;
  Hearing hearing_;
  render::Fonts fonts_;
  render::Painter painter_;
  sf::RenderWindow window_;
  std::optional<scene::Picture> shown_;
  double brightness_ = 1.0;  ///< of the ground that was drawn last
  HostTime drawn_at_{};
  HostTime last_pointer_{};
  HostTime last_awake_{};
  bool pointer_shown_ = true;
  bool full_screen_ = false;
  bool drawn_once_ = false;
};

}  // namespace

void keep_company(const Options& options, scene::Shelf shelf, Body& body, render::Display& display,
                  const HomeFolder* home, const SoundChoice& sound) {
  struct sigaction action {};
  action.sa_handler = [](int) { asked_to_end = 1; };
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  Company company{options, std::move(shelf), body, display, home, sound};
  try {
    company.run();
  } catch (const std::exception& error) {
    throw BrokenOff(std::string{"The window had to close ("} + error.what() +
                    "). `ebb run` opens it again.");
  }
}

}  // namespace ebb::app
