#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <SFML/Graphics/RenderWindow.hpp>

#include "core/time.hpp"
#include "visualizer/app/options.hpp"
#include "visualizer/render/display.hpp"
#include "visualizer/render/fonts.hpp"
#include "visualizer/render/painter.hpp"
#include "visualizer/render/part_copy.hpp"
#include "visualizer/scene/key.hpp"
#include "visualizer/scene/palette.hpp"
#include "visualizer/scene/picture.hpp"

namespace ebb::app {

/// A window on the desktop: it shows pictures and hands on what is typed and pointed at. F and F11
/// fill the screen.
class Pane {
 public:
  struct Handlers {
    std::function<void()> leave;
    std::function<void(scene::Key)> key;             ///< one that types nothing
    std::function<void(char32_t)> character;         ///< 8 takes the last one away
    std::function<void(bool)> lead;                  ///< Shift goes down or up
    std::function<void(const scene::Press&)> press;  ///< something in the picture
    std::function<void()> released{};                ///< no key is held any more
    std::function<void()> touched;                   ///< nothing in it
    std::function<bool()> writing;                   ///< then F is a letter
  };

  /// Throws std::runtime_error with a sentence when no window can be opened.
  Pane(const Options& options, const render::Display& display, scene::Theme theme,
       Handlers handlers);

  /// Hands on all that came since the last time.
  void poll(HostTime now);
  /// Draws unless the same picture is there; where a processor draws, only what changed, and all of
  /// it once a second. True when it was drawn.
  bool draw(scene::Picture picture, HostTime now);
  [[nodiscard]] scene::Extent size() const;
  [[nodiscard]] bool empty() const { return !shown_; }
  /// Of the ground that a new window begins with.
  void set_theme(scene::Theme theme) { theme_ = theme; }
  void close() { window_.close(); }

 private:
  void open();
  void handle(const sf::Event& event, HostTime now, bool& other_screen);
  void point_at(scene::Point place);
  void show_whole(scene::Extent size);

  const Options& options_;
  const render::Display& display_;
  scene::Theme theme_;
  Handlers handlers_;
  render::Fonts fonts_;
  render::Painter painter_{fonts_};
  sf::RenderWindow window_;
  std::unique_ptr<render::PartCopy> part_copy_;  ///< nothing where whole frames are shown
  std::optional<scene::Picture> shown_;
  double brightness_ = 1.0;  ///< of the ground that was drawn last
  HostTime drawn_whole_{};
  std::optional<HostTime> last_pointer_;
  bool pointer_shown_ = true;
  bool full_screen_ = false;
};

}  // namespace ebb::app
