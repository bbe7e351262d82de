#include "visualizer/app/pane.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <SFML/System/Err.hpp>
#include <SFML/Window/Event.hpp>

#include "visualizer/render/mesh.hpp"
#include "visualizer/scene/damage.hpp"

namespace ebb::app {
namespace {

constexpr Microseconds kRedraw{1'000'000};  ///< a window that was covered is whole again by then
constexpr Microseconds kPointerRests{3'000'000};

/// A key that types nothing; letters come as text, so they follow the keyboard's layout.
std::optional<scene::Key> key_of_event(const sf::Event& event) {
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
      return std::nullopt;
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

bool fills_screen(const sf::Event& event, bool writing) {
  return (event.type == sf::Event::TextEntered && !writing &&
          (event.text.unicode == U'f' || event.text.unicode == U'F')) ||
         (event.type == sf::Event::KeyPressed && event.key.code == sf::Keyboard::F11);
}

}  // namespace

Pane::Pane(const Options& options, const render::Display& display, scene::Theme theme,
           Handlers handlers)
    : options_(options),
      display_(display),
      theme_(theme),
      handlers_(std::move(handlers)),
      full_screen_(options.full_screen) {
  open();
}

void Pane::open() {
  const sf::ContextSettings plain{};  // no multisampling: edges are soft by their own opacity
  // Without vertical sync frames are timed by sleeping: nothing that needs to be reported.
  std::streambuf* const told = sf::err().rdbuf(nullptr);
  const bool there = options_.display == 0 || display_.screen(options_.display).has_value();
  const auto area = display_.screen(there ? std::max(1, options_.display) : 1);
  if (full_screen_ && area && options_.display > 0 && there) {
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
      // Left to itself, the window library puts it too low on a wide screen.
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
  const scene::Colour ground = scene::palette(theme_).ground;
  window_.clear(render::to_sfml(
      {ground.r * brightness_, ground.g * brightness_, ground.b * brightness_, 1.0}));
  window_.display();
  part_copy_ = render::PartCopy::of_current_window();
  shown_.reset();
}

scene::Extent Pane::size() const {
  const sf::Vector2u size = window_.getSize();
  return {static_cast<int>(size.x), static_cast<int>(size.y)};
}

void Pane::handle(const sf::Event& event, HostTime now, bool& other_screen) {
  const bool shift =
      (event.type == sf::Event::KeyPressed || event.type == sf::Event::KeyReleased) &&
      (event.key.code == sf::Keyboard::LShift || event.key.code == sf::Keyboard::RShift);
  if (event.type == sf::Event::Closed) {
    handlers_.leave();
  } else if (event.type == sf::Event::MouseMoved) {
    last_pointer_ = now;
  } else if (event.type == sf::Event::Resized || event.type == sf::Event::GainedFocus) {
    shown_.reset();
  } else if (shift) {
    handlers_.lead(event.type == sf::Event::KeyPressed);
  } else if (event.type == sf::Event::KeyReleased || event.type == sf::Event::MouseButtonReleased) {
    if (handlers_.released) {
      handlers_.released();
    }
  } else if (fills_screen(event, handlers_.writing())) {
    other_screen = true;
  } else if (event.type == sf::Event::TextEntered) {
    handlers_.character(event.text.unicode);
  } else if (const auto key = key_of_event(event)) {
    handlers_.key(*key);
  } else if (const auto place = place_of_event(event)) {
    last_pointer_ = now;
    point_at(*place);
  }
}

void Pane::poll(HostTime now) {
  last_pointer_ = last_pointer_.value_or(now);
  sf::Event event{};
  bool other_screen = false;
  while (window_.pollEvent(event)) {
    handle(event, now, other_screen);
  }
  if (other_screen) {
    full_screen_ = !full_screen_;
    open();
  }
  const bool pointer = now - *last_pointer_ < kPointerRests;
  if (pointer != pointer_shown_) {
    window_.setMouseCursorVisible(pointer);
    pointer_shown_ = pointer;
  }
}

void Pane::point_at(scene::Point place) {
  const auto press = shown_ ? scene::press_at(*shown_, place) : std::nullopt;
  if (press) {
    handlers_.press(*press);
  } else {
    handlers_.touched();
  }
}

void Pane::show_whole(scene::Extent size) {
  if (part_copy_) {
    // A swap would leave it to the driver what is drawn on next.
    part_copy_->show({0.0, 0.0, static_cast<double>(size.width), static_cast<double>(size.height)},
                     size.height);
  } else {
    window_.display();
  }
}

bool Pane::draw(scene::Picture picture, HostTime now) {
  const bool whole = !shown_ || now - drawn_whole_ >= kRedraw;
  if (!whole && *shown_ == picture) {
    return false;
  }
  if (!whole && part_copy_) {
    const scene::Box part = scene::damage_between(*shown_, picture);
    painter_.paint_part(picture, part, window_);
    part_copy_->show(part, picture.size.height);
  } else {
    painter_.paint(picture, window_);
    show_whole(picture.size);
    drawn_whole_ = now;
  }
  brightness_ = picture.backdrop.brightness;
  shown_ = std::move(picture);
  return true;
}

}  // namespace ebb::app
