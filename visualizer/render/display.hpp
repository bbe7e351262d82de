#pragma once

#include <memory>

namespace ebb::render {

/// A connection of our own to the X server. The window library ends the program when there is no
/// display, so this asks first; while it is held it can keep the screen from dimming.
class Display {
 public:
  /// Nothing when there is no display that can be drawn on.
  static std::unique_ptr<Display> open();
  ~Display();
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;

  /// Puts off the screen saver, as a key press would.
  void stay_awake();

 private:
  Display() = default;
  void* library_ = nullptr;
  void* connection_ = nullptr;
};

}  // namespace ebb::render
