#pragma once

#include <memory>
#include <optional>
#include <vector>

namespace ebb::render {

/// Where one screen lies on the desktop, in pixels.
struct ScreenArea {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
};

/// A connection of our own to the X server. The window library ends the program when there is no
/// display, so this asks first; while it is held it can keep the screen from dimming.
class Display {
 public:
  /// Nothing when there is no display that can be drawn on.
  static std::unique_ptr<Display> open();
  ~Display();
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;

  /// All screens of the desktop; nothing when the server cannot tell.
  [[nodiscard]] std::optional<std::vector<ScreenArea>> screens() const;
  /// The n-th of them, the first is 1.
  [[nodiscard]] std::optional<ScreenArea> screen(int n) const;

  /// Puts off the screen saver, as a key press would.
  void stay_awake();

 private:
  Display() = default;
  void* library_ = nullptr;
  void* connection_ = nullptr;
};

}  // namespace ebb::render
